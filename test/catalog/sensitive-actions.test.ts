import { findAction } from '../../src/catalog/actions';
import { SENSITIVE_ACTIONS, sensitiveTopics } from '../../src/catalog/sensitive-actions';

test.each(SENSITIVE_ACTIONS.flatMap(({ actions }) => actions))('%s is an action of the catalog, in its spelling', action => {
  const [service, name] = action.split(':');
  expect(findAction(service, name)?.name).toBe(name);
});

test('each action stands under a topic once', () => {
  const rows = SENSITIVE_ACTIONS.flatMap(({ topic, actions }) => actions.map(action => `${topic} ${action}`));
  expect(rows).toEqual([...new Set(rows)]);
});

test('every group says where it comes from, and when', () => {
  for (const { source, date } of SENSITIVE_ACTIONS) {
    expect(new URL(source).protocol).toBe('https:');
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

test('an action may have two topics, and most have none', () => {
  expect(sensitiveTopics('kms:Decrypt')).toEqual(['data', 'key-use']);
  expect(sensitiveTopics('sqs:SendMessage')).toBeUndefined();
});
