/**
 * Cuts a statement that is too long into statements that together mean the same, each of which fits.
 *
 * Only lists that stand for the union of their entries are cut, the longest first, and none with an entry under a condition of the
 * template: a part of it could turn out to be empty. Parts are filled up where one list alone is long; where several are, halves are
 * taken by turns, because parts of two lists multiply.
 */
import { documentOf } from './same-meaning';
import { unitedLists, UnitedList, withList } from './united-lists';
import { policySize } from '../../policy/policy-size';
import { PolicyValue, Statement } from '../../policy/statement';

/** `undefined` where no cut is left to make. The first part keeps the `Sid`. */
export function splitStatement(statement: Statement, sizeOf: (statement: Statement) => number, limit: number): readonly Statement[] | undefined {
  if (sizeOf(statement) <= limit) { return [statement]; }
  const longest = longestList(statement);
  if (!longest) { return undefined; }
  const { slot, values } = longest;
  const rest = { ...statement, sid: undefined };
  const withValues = (from: number, to: number): Statement => withList(from === 0 ? statement : rest, slot, values.slice(from, to));
  const isOnlyLongOne = sizeOf(withValues(0, 1)) <= limit / 2;
  const parts: Statement[] = [];
  for (let from = 0; from < values.length;) {
    let to = isOnlyLongOne ? from + 1 : Math.min(values.length, from + Math.ceil(values.length / 2));
    while (isOnlyLongOne && to < values.length && sizeOf(withValues(from, to + 1)) <= limit) { to++; }
    const pieces = splitStatement(withValues(from, to), sizeOf, limit);
    if (!pieces) { return undefined; }
    parts.push(...pieces);
    from = to;
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
