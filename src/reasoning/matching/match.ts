/**
 * Three-valued logic as numbers: `and` is the smaller, `or` the greater of two.
 */
export type Match = 0 | 1 | 2;

export const NO: Match = 0;
export const UNKNOWN: Match = 1;
export const YES: Match = 2;

export function not(match: Match): Match {
  return (2 - match) as Match;
}

export function yesOrNo(holds: boolean): Match {
  return holds ? YES : NO;
}

export function atMost(limit: Match, match: Match): Match {
  return match > limit ? limit : match;
}
