/**
 * Cuts a statement that is too long into statements that together mean the same, each of which fits.
 *
 * Only lists that stand for the union of their entries are cut, the longest first, and none with an entry under a condition of the
 * template: a part of it could turn out to be empty.
 */
import { policySize } from '../../policy/policy-size';
import { PolicyValue, Statement } from '../../policy/statement';
import { documentOf } from './same-meaning';
import { unitedLists, UnitedList, withList } from './united-lists';

/** `undefined` where no cut is left to make. The first part keeps the `Sid`. */
export function splitStatement(statement: Statement, fits: (statement: Statement) => boolean): readonly Statement[] | undefined {
  if (fits(statement)) { return [statement]; }
  const longest = longestList(statement);
  if (!longest) { return undefined; }
  const { slot, values } = longest;
  const parts: Statement[] = [];
  for (let start = 0; start < values.length;) {
    const named = parts.length === 0 ? statement : { ...statement, sid: undefined };
    const part = (end: number) => withList(named, slot, values.slice(start, end));
    let end = start + 1;
    while (end < values.length && fits(part(end + 1))) { end++; }
    const pieces = splitStatement(part(end), fits);
    if (!pieces) { return undefined; }
    parts.push(...pieces);
    start = end;
  }
  return parts;
}

function longestList(statement: Statement): UnitedList | undefined {
  const lists = unitedLists(statement).filter(({ values }) => values.length > 1 && values.every(({ when }) => when.length === 0));
  const sizes = new Map(lists.map(list => [list, lengthOf(statement, list)]));
  return lists.sort((left, right) => sizes.get(right)! - sizes.get(left)!)[0];
}

/** What the list adds to the statement beyond its first entry. */
function lengthOf(statement: Statement, { slot, values }: UnitedList): number {
  const sizeWith = (kept: readonly PolicyValue[]) => policySize(documentOf([withList(statement, slot, kept)], {}));
  return sizeWith(values) - sizeWith(values.slice(0, 1));
}
