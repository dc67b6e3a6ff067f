/**
 * What a principal may do is what one statement of each layer allows together: the ways to pick them.
 *
 * Picks that have no action in common are passed over; nothing else is.
 */
import { ActionSet, ElementActions, mostActions } from './symbolic/action-set';
import { Clause } from './symbolic/clause';

/** All picks of one clause from each list, in order. */
export function combinations(lists: readonly (readonly Clause[])[]): Generator<readonly Clause[]> {
  return picks(lists, [], []);
}

function* picks(lists: readonly (readonly Clause[])[], picked: readonly Clause[], elements: readonly ElementActions[]): Generator<readonly Clause[]> {
  const [list, ...others] = lists;
  if (!list) {
    yield picked;
    return;
  }
  for (const clause of list) {
    const all = [...elements, mostActions(clause.statement.actions)];
    if (all.every(({ undecided }) => undecided === undefined) && ActionSet.inAll(all).isEmpty) { continue; }
    yield* picks(others, [...picked, clause], all);
  }
}
