/**
 * A statement in which a variable is written otherwise, as a finding offers it.
 */
import { PolicyDocument } from '../../policy/document';
import { isObject, JsonObject } from '../../policy/json';
import { Statement } from '../../policy/statement';
import { withValues } from '../rewritten';

/** Wherever `from` stands in a text of the template; `undefined` where it stands in none. */
export function withText(statement: Statement, document: PolicyDocument, from: string, to: string): JsonObject | undefined {
  return withValues(statement, document, raw => typeof raw === 'string' ? raw.replaceAll(from, () => to) : raw);
}

/** Wherever `from` stands in a text that `Fn::Sub` fills in; `undefined` where it stands in none. */
export function withTextOfSub(statement: Statement, document: PolicyDocument, from: string, to: string): JsonObject | undefined {
  return withValues(statement, document, raw => {
    const text = isObject(raw) ? raw['Fn::Sub'] : undefined;
    if (typeof text === 'string') { return { 'Fn::Sub': text.replaceAll(from, () => to) }; }
    return Array.isArray(text) && typeof text[0] === 'string' ? { 'Fn::Sub': [text[0].replaceAll(from, () => to), ...text.slice(1)] } : raw;
  });
}
