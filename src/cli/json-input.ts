/**
 * JSON that is handed in, checked as it is read. Each error says where, what stands there and what to write instead.
 */
import { nearestName } from '../diagnostics/nearest-name';
import { shortened } from '../diagnostics/printable';
import { UserError } from '../diagnostics/user-error';
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { parseJsonText } from '../policy/json-text';

export function parseJson(text: string, where: string, instead: string): JsonValue {
  const result = parseJsonText([text]);
  if ('error' in result) { throw new UserError(`${where} is not JSON (${shortened(result.error)}): ${instead}`); }
  return result.value;
}

/** `null` says the same as leaving a member out. */
export function isAbsent(value: JsonValue): value is null | undefined {
  return value === undefined || value === null;
}

export function readObject(value: JsonValue, where: string, instead: string): JsonObject {
  if (!isObject(value)) { throw unfit(value, where, instead); }
  return value;
}

export function readList(value: JsonValue, where: string, instead: string): readonly JsonValue[] {
  if (!Array.isArray(value)) { throw unfit(value, where, instead); }
  return value;
}

export function readText(value: JsonValue, where: string, instead: string): string {
  if (typeof value !== 'string' || value === '') { throw unfit(value, where, instead); }
  return value;
}

/** A member that nobody reads is a mistyped one: passing over it would change the answer. */
export function refuseOtherMembers(object: JsonObject, where: string, known: readonly string[]): void {
  for (const name of Object.keys(object)) {
    if (known.includes(name)) { continue; }
    const nearest = nearestName(name, known);
    const instead = nearest ? `did you mean \`${nearest}\`?` : `write one of ${known.map(each => `\`${each}\``).join(', ')}`;
    throw new UserError(`${where} has the member ${show(name)}, which is not known: ${instead}`);
  }
}

export function unfit(value: JsonValue, where: string, instead: string): UserError {
  return new UserError(`${where} is ${show(value)}: ${instead}`);
}

/** A value as a message names it. */
export function show(value: JsonValue): string {
  if (value === undefined) { return 'missing'; }
  if (value === '') { return 'empty'; }
  if (typeof value === 'string') { return `\`${shortened(value)}\``; }
  if (Array.isArray(value)) { return value.length === 0 ? 'an empty list' : 'a list'; }
  return isObject(value) ? 'an object' : String(value);
}
