/**
 * What a principal may do is what one statement of each layer allows together: the ways to pick them.
 *
 * Picks that have no action in common are passed over; nothing else is.
 */
import { ActionSet, mostActions } from './symbolic/action-set';
import { Clause } from './symbolic/clause';

/** All picks of one clause from each list, in order. */
export function combinations(lists: readonly (readonly Clause[])[]): Generator<readonly Clause[]> {
  const only = lists.filter(list => list.length === 1).flat();
  return picks(lists.map(list => list.filter(clause => haveCommonAction([clause, ...only]))), []);
}

function* picks(lists: readonly (readonly Clause[])[], picked: readonly Clause[]): Generator<readonly Clause[]> {
  if (lists.some(list => list.length === 0)) { return; }
  const [list, ...others] = lists;
  if (!list) {
    yield picked;
    return;
  }
  for (const clause of list) {
    const all = [...picked, clause];
    if (haveCommonAction(all)) { yield* picks(others, all); }
  }
}

/** Actions that are known only at deployment may be any. */
function haveCommonAction(clauses: readonly Clause[]): boolean {
  const elements = clauses.map(({ statement }) => mostActions(statement.actions));
  return elements.some(({ undecided }) => undecided !== undefined) || !ActionSet.inAll(elements).isEmpty;
}
