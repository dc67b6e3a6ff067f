/**
 * Numbers as the Numeric operators read them: integers and decimals. Compared as double-precision numbers.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
 */

/** The number, or `undefined` for text that is none. */
export function parseNumeric(text: string): number | undefined {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) { return undefined; }
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
