/**
 * Guards: the CloudFormation conditions that a part of a policy stands under.
 */

/** A condition of the template that must have fallen this way for the part to be there. */
export interface Guard {
  readonly condition: string;
  readonly holds: boolean;
}

export const NO_GUARDS: readonly Guard[] = [];

/** Both sets of guards together; `undefined` if they contradict each other. */
export function bothHold(outer: readonly Guard[], inner: readonly Guard[]): readonly Guard[] | undefined {
  if (inner.length === 0) { return outer; }
  if (outer.length === 0) { return inner; }
  const joined = [...outer];
  for (const guard of inner) {
    const same = outer.find(other => other.condition === guard.condition);
    if (!same) { joined.push(guard); } else if (same.holds !== guard.holds) { return undefined; }
  }
  return joined;
}
