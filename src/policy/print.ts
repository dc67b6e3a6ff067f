/**
 * Model → policy document. What was read comes back with the same meaning under every outcome of the template's conditions;
 * layout may differ (a list of one is printed as its entry, a split statement as guarded statements).
 */
import { PolicyDocument } from './document';
import { Guard } from './guard';
import { JsonObject, JsonValue } from './json';
import { Condition, PolicyValue, PrincipalElement, Statement } from './statement';

const NO_VALUE = { Ref: 'AWS::NoValue' };

export function printPolicyDocument(document: PolicyDocument): JsonObject {
  return {
    ...document.version !== undefined && { Version: document.version },
    ...document.id !== undefined && { Id: document.id },
    Statement: document.statements.map(statement => guarded(printStatement(statement), statement.when)),
  };
}

/** The statement alone, without the conditions it stands under. */
export function printStatement(statement: Statement): JsonObject {
  const { actions, resources, principals, conditions } = statement;
  return {
    ...statement.sid !== undefined && { Sid: statement.sid },
    Effect: statement.effect,
    ...principals && { [principals.negated ? 'NotPrincipal' : 'Principal']: printPrincipals(principals) },
    [actions.negated ? 'NotAction' : 'Action']: printValues(actions.values),
    ...resources && { [resources.negated ? 'NotResource' : 'Resource']: printValues(resources.values) },
    ...conditions.length > 0 && { Condition: printConditions(conditions) },
  };
}

function printValues(values: readonly PolicyValue[]): JsonValue {
  const printed = values.map(value => guarded(value.raw, value.when));
  return printed.length === 1 && values[0].when.length === 0 ? printed[0] : printed;
}

function printPrincipals({ values }: PrincipalElement): JsonValue {
  if (values.length > 0 && values[0].type === '*') { return '*'; }
  const types = [...new Set(values.map(value => value.type))];
  return Object.fromEntries(types.map(type => [type, printValues(values.filter(value => value.type === type))]));
}

function printConditions(conditions: readonly Condition[]): JsonObject {
  const operators = new Map<string, [string, JsonValue][]>();
  for (const { operatorText, key, values } of conditions) {
    const keys = operators.get(operatorText) ?? [];
    keys.push([key, printValues(values)]);
    operators.set(operatorText, keys);
  }
  return Object.fromEntries([...operators].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

/** The value under the conditions that it stands under. */
export function guarded(raw: JsonValue, when: readonly Guard[]): JsonValue {
  return when.length === 0 ? raw : when.reduceRight<JsonValue>(
    (inner, { condition, holds }) => ({ 'Fn::If': holds ? [condition, inner, NO_VALUE] : [condition, NO_VALUE, inner] }),
    raw,
  );
}
