/**
 * A statement in which a variable is written otherwise, as a finding offers it.
 */
import { PolicyDocument } from '../../policy/document';
import { isObject, JsonObject, JsonValue } from '../../policy/json';
import { PolicyValue, Statement } from '../../policy/statement';
import { rewritten } from '../rewritten';

/** Wherever `from` stands in a text of the template; `undefined` where it stands in none. */
export function withText(statement: Statement, document: PolicyDocument, from: string, to: string): JsonObject | undefined {
  return withRaw(statement, document, raw => typeof raw === 'string' ? raw.replaceAll(from, () => to) : raw);
}

/** Wherever `from` stands in a text that `Fn::Sub` fills in; `undefined` where it stands in none. */
export function withTextOfSub(statement: Statement, document: PolicyDocument, from: string, to: string): JsonObject | undefined {
  return withRaw(statement, document, raw => {
    const text = isObject(raw) ? raw['Fn::Sub'] : undefined;
    if (typeof text === 'string') { return { 'Fn::Sub': text.replaceAll(from, () => to) }; }
    return Array.isArray(text) && typeof text[0] === 'string' ? { 'Fn::Sub': [text[0].replaceAll(from, () => to), ...text.slice(1)] } : raw;
  });
}

function withRaw(statement: Statement, document: PolicyDocument, write: (raw: JsonValue) => JsonValue): JsonObject | undefined {
  const { resources, conditions } = statement;
  const before = rewritten(statement, document, {});
  const after = before && rewritten(statement, document, {
    resources: resources && written(resources, write),
    conditions: conditions.map(condition => written(condition, write)),
  });
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : after;
}

function written<Holder extends { readonly values: readonly PolicyValue[] }>(holder: Holder, write: (raw: JsonValue) => JsonValue): Holder {
  return { ...holder, values: holder.values.map(value => ({ ...value, raw: write(value.raw) })) };
}
