/**
 * A statement with its principals, actions or conditions written otherwise, as a finding offers it; `undefined` where none is offered.
 */
import { rewritten } from './rewritten';
import { PolicyDocument } from '../policy/document';
import { JsonObject, JsonValue } from '../policy/json';
import { Condition, PolicyValue, PrincipalValue, Statement } from '../policy/statement';

/** Of longer lists each entry may have a finding of its own, and nobody copies them out of one. */
const MOST_ENTRIES = 100;

/** Those for which there is no other are left out. */
type Change<Part> = (part: Part) => Part | undefined;

export function withActions(statement: Statement, document: PolicyDocument, change: Change<PolicyValue>): JsonObject | undefined {
  const values = changed(statement.actions.values, change);
  return values && rewritten(statement, document, { actions: { ...statement.actions, values } });
}

/** With actions besides those that it has. */
export function withActionsAdded(statement: Statement, document: PolicyDocument, names: readonly string[]): JsonObject | undefined {
  const printed = rewritten(statement, document, {});
  return printed && { ...printed, Action: [printed.Action, names].flat() as JsonValue[] };
}

export function withPrincipals(statement: Statement, document: PolicyDocument, change: Change<PrincipalValue>): JsonObject | undefined {
  const { principals } = statement;
  const values = principals && changed(principals.values, change);
  return values && rewritten(statement, document, { principals: { ...principals, values } });
}

/** None is offered where two conditions would stand in one place. */
export function withConditions(statement: Statement, document: PolicyDocument, change: Change<Condition>): JsonObject | undefined {
  if (statement.conditions.length > MOST_ENTRIES) { return undefined; }
  const conditions = statement.conditions.flatMap(condition => change(condition) ?? []);
  return new Set(conditions.map(placeOf)).size < conditions.length ? undefined : rewritten(statement, document, { conditions });
}

/** With other values in the conditions on a key. */
export function withValues(statement: Statement, document: PolicyDocument, key: string, change: Change<PolicyValue>): JsonObject | undefined {
  return withConditions(statement, document, condition => condition.key === key
    ? { ...condition, values: changed(condition.values, change) ?? condition.values }
    : condition);
}

/** With conditions besides those that it has, each in the place of the one with its operator and key. */
export function withConditionAdded(statement: Statement, document: PolicyDocument, added: JsonObject): JsonObject | undefined {
  const places = new Set(Object.entries(added)
    .flatMap(([operatorText, keys]) => Object.keys(keys as JsonObject).map(key => placeOf({ operatorText, key }))));
  const printed = withConditions(statement, document, condition => places.has(placeOf(condition)) ? undefined : condition);
  if (!printed) { return undefined; }
  const conditions: { [operator: string]: JsonValue } = { ...printed.Condition as JsonObject | undefined };
  for (const [operator, keys] of Object.entries(added)) {
    conditions[operator] = { ...conditions[operator] as JsonObject | undefined, ...keys as JsonObject };
  }
  return { ...printed, Condition: conditions };
}

/** The value under another name. */
export function renamed<Value extends PolicyValue>(value: Value, name: string): Value {
  return { ...value, raw: name };
}

function placeOf({ operatorText, key }: Pick<Condition, 'operatorText' | 'key'>): string {
  return `${operatorText}\n${key}`.toLowerCase();
}

/** None of them twice; `undefined` where none is left. */
function changed<Value extends PolicyValue & { readonly type?: string }>(
  values: readonly Value[], change: Change<Value>,
): readonly Value[] | undefined {
  if (values.length > MOST_ENTRIES) { return undefined; }
  const distinct = new Map<string, Value>();
  for (const before of values) {
    const value = change(before);
    if (value) { distinct.set(JSON.stringify([value.type, value.raw, value.when]), value); }
  }
  return distinct.size === 0 ? undefined : [...distinct.values()];
}
