import { findAction } from '../../src/catalog/actions';
import { DEPENDENT_ACTIONS } from '../../src/catalog/dependent-actions';

const nameOf = (action: string) => {
  const [service, name] = action.split(':');
  const known = findAction(service, name);
  return known && `${known.service}:${known.name}`;
};

test('every row names actions that AWS has, in its spelling, and needs others than its own', () => {
  for (const { action, needs } of DEPENDENT_ACTIONS) {
    expect([action, ...needs].map(nameOf)).toEqual([action, ...needs]);
    expect(needs).not.toEqual([]);
    expect(needs).not.toContain(action);
  }
});

test('every row says when, and has a page of AWS and the day it was read', () => {
  for (const { when, source, date } of DEPENDENT_ACTIONS) {
    expect(when).toMatch(/^\w.*[^.]$/);
    expect(source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com\/\S+\.html(#\S+)?|repost\.aws\/knowledge-center\/\S+)$/);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});

test('rows are sorted by action, and no need of an action is listed twice', () => {
  const actions = DEPENDENT_ACTIONS.map(({ action }) => action);
  expect(actions).toEqual([...actions].sort((left, right) => left.localeCompare(right, 'en')));
  const pairs = DEPENDENT_ACTIONS.flatMap(({ action, needs }) => needs.map((need) => `${action} ${need}`));
  expect(new Set(pairs).size).toBe(pairs.length);
});
