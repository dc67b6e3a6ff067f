/**
 * A condition that also holds without its key, written so that it does not, as a finding offers it. Of texts and ARNs only: a second
 * factor, say, only people have, and whoever let in requests without it may have meant roles.
 */
import { narrows } from './required-keys';
import { SetQualifier } from '../../policy/conditions/operators';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { Condition, Statement } from '../../policy/statement';
import { keyFacts } from '../conditions/condition-key';
import { operatorWith } from '../conditions/replace-condition';
import { withConditions } from '../mended-statement';

/**
 * The statement with the first of the conditions required that only lacks that; `undefined` where there is none.
 *
 * @param isEnough whether a condition is as narrow as it must be once it is required
 * @param qualifier of the required form, where the catalog does not tell that the key has several values
 */
export function withRequired(
  statement: Statement,
  document: PolicyDocument,
  conditions: readonly Condition[],
  isEnough: (condition: Condition) => boolean = narrows,
  qualifier?: SetQualifier,
): JsonObject | undefined {
  for (const condition of conditions) {
    const required = requiredForm(condition, qualifier);
    if (required && isEnough(required)) {
      const { operatorText, key } = condition;
      return withConditions(statement, document, each => each.operatorText === operatorText && each.key === key ? required : each);
    }
  }
  return undefined;
}

function requiredForm(condition: Condition, severalValues: SetQualifier | undefined): Condition | undefined {
  const { operator, key } = condition;
  const qualifier = keyFacts(key).isMultivalued ? 'ForAnyValue' : severalValues;
  const isRequired = !operator.ifExists && operator.qualifier === qualifier;
  if (isRequired || operator.negated || operator.family !== 'string' && operator.family !== 'arn') { return undefined; }
  const strict = { ...operator, ifExists: false, qualifier };
  return { ...condition, operator: strict, operatorText: operatorWith(condition, strict) };
}
