/** Conditions of a statement as IAM spells them: operator, key, value or values. */
export type Conditions = Record<string, Record<string, unknown>>;

/** Both must hold. The two never name one key under one operator: a grant has each of its scopes once. */
export function mergeConditions(left: Conditions | undefined, right: Conditions | undefined): Conditions | undefined {
  if (!left || !right) { return left ?? right; }
  const merged: Conditions = { ...left };
  for (const [operator, keys] of Object.entries(right)) {
    merged[operator] = { ...merged[operator], ...keys };
  }
  return merged;
}
