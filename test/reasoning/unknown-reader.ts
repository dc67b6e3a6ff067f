/**
 * A reader of documents with values that are known only at deployment, for tests: `{ unknown: 'Name', shape: 'any' }` is one,
 * `{ join: ['arn:aws:s3:::', { unknown: 'Bucket' }] }` puts texts together, `{ if: ['IsProd', x, y] }` is one or the other. Without a
 * shape an unknown is a `name`.
 */
import { Guard, NO_GUARDS } from '../../src/policy/guard';
import { isObject, JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { SymbolicText, UnknownShape } from '../../src/policy/symbolic-text';
import { Branch, scalarText, ValueReader } from '../../src/policy/value-reader';

function isIntrinsic(raw: JsonValue): raw is JsonObject {
  return isObject(raw) && ['unknown', 'join', 'if'].some(name => name in raw);
}

function branches(raw: JsonValue): readonly Branch[] {
  if (!isObject(raw) || !Array.isArray(raw.if)) { return [{ raw, when: NO_GUARDS }]; }
  const [condition, yes, no] = raw.if as [string, JsonValue, JsonValue];
  const under = (guard: Guard, inner: JsonValue) => branches(inner).map(branch => ({ raw: branch.raw, when: [guard, ...branch.when] }));
  return [...under({ condition, holds: true }, yes), ...under({ condition, holds: false }, no)];
}

function text(raw: JsonValue): SymbolicText | undefined {
  if (!isObject(raw)) { return scalarText(raw); }
  if (typeof raw.unknown === 'string') {
    return SymbolicText.unknown({ name: raw.unknown, shape: (raw.shape ?? 'name') as UnknownShape, allowedValues: raw.allowedValues as string[] | undefined });
  }
  if (!Array.isArray(raw.join)) { return undefined; }
  const parts = raw.join.map(text);
  return parts.some(part => part === undefined) ? undefined : SymbolicText.concat(parts as SymbolicText[]);
}

export const UNKNOWN_READER: ValueReader = {
  isIntrinsic, mayBranch: json => json.includes('"if"'), branches, items: () => undefined, text, textPieces: () => undefined,
};

export function parseWithUnknowns(raw: JsonValue) {
  return parsePolicyDocument(raw, UNKNOWN_READER);
}
