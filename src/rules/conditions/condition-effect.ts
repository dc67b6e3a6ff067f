/**
 * What a condition comes to: what it says of a request without its key, and whether its values are those that get access.
 */
import { Condition, Statement } from '../../policy/statement';

/** Whether the condition holds for a request without the key; `undefined` where its values leave that open. */
export function holdsWithoutKey({ operator, values }: Condition): boolean | undefined {
  if (operator.name === 'Null') {
    if (operator.qualifier) { return operator.qualifier === 'ForAllValues'; }
    const texts = values.map(value => value.text.literal?.toLowerCase());
    if (texts.length > 0 && texts.every(text => text === 'true')) { return true; }
    return texts.length > 0 && texts.every(text => text === 'false') ? false : undefined;
  }
  if (operator.ifExists || operator.qualifier === 'ForAllValues') { return true; }
  return operator.negated && operator.qualifier !== 'ForAnyValue';
}

/** Whether the values are those that get access: an Allow for them, or a Deny for all others. */
export function admitsItsValues({ operator }: Condition, { effect }: Statement): boolean {
  return operator.name !== 'Null' && operator.negated === (effect === 'Deny');
}
