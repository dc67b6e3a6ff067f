/**
 * What the conditions of a statement really require: that a key is there, and that its value is one of few.
 *
 * A value that is known only at deployment counts as narrow: it is reported as undecidable, and not here.
 */
import { hasWildcard, toGlob } from '../../policy/glob';
import { PolicySite } from '../../policy/policy-site';
import { Condition, conditionsOn, PolicyValue, requiresKey, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { listOf } from '../wording';

/** Whether all conditions of the statement could be read. If not, it may well require what seems to be missing. */
export function conditionsAreKnown(statement: Statement, site: PolicySite): boolean {
  const place = `${statement.path}/Condition`;
  return !site.document.undecided.some(({ path }) => path === statement.path || path === place || path.startsWith(`${place}/`));
}

/** Whether the statement matches only requests with the key, and only with some of its values. */
export function requiresValueOf(statement: Statement, key: string): boolean {
  return conditionsOn(statement, key).some(narrows);
}

/** Whether a condition matches only requests with its key, and only with some of its values. */
export function narrows(condition: Condition): boolean {
  return everyValue(condition, value => !/^[*?]+$/.test(value.text.literal ?? ''));
}

/**
 * Whether a condition matches only requests with its key, and leaves no wildcard in a given part of any value.
 *
 * @param part the part that must be fixed; `undefined` when the value has none
 */
export function fixes(condition: Condition, part: (text: SymbolicText) => SymbolicText | undefined = text => text): boolean {
  return everyValue(condition, ({ text }) => {
    const fixed = part(text);
    if (!fixed) { return text.literal === undefined; }
    return fixed.literal !== '' && !hasWildcard(toGlob(fixed));
  });
}

/**
 * Whether a condition matches only requests with its key, and each of its values is narrow. With an operator that takes `*` for a letter
 * like any other, each is as narrow as can be.
 */
export function everyValue(condition: Condition, isNarrow: (value: PolicyValue) => boolean): boolean {
  const { operator, values } = condition;
  if (!requiresKey(condition) || operator.name === 'Null' || values.some(({ text }) => isOwnVariable(text, condition.key))) { return false; }
  if (operator.family === 'bool') { return values.every(value => value.text.literal?.toLowerCase() !== 'false'); }
  return !operator.wildcards || values.every(isNarrow);
}

/** A key compared with itself: whoever asks meets that. */
function isOwnVariable({ literal }: SymbolicText, key: string): boolean {
  return literal?.toLowerCase() === `\${${key.toLowerCase()}}`;
}

/** Why a condition on a key does not narrow, as a clause. */
export function whyLoose(condition: Condition): string {
  const { operator, operatorText, key } = condition;
  if (operator.negated) { return `\`${operatorText}\` on \`${key}\` says whom to keep out, not whom to let in`; }
  if (operator.name === 'Null') { return `\`Null\` on \`${key}\` does not look at its value`; }
  if (operator.ifExists || operator.qualifier === 'ForAllValues') { return `\`${operatorText}\` on \`${key}\` also holds for a request without the key`; }
  return `\`${operatorText}\` on \`${key}\` leaves its value open: ${listOf(condition.values.map(value => value.text.toString()))}`;
}
