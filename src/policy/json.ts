/** Parsed JSON, as templates and policy documents are made of. */
export type JsonValue = string | number | boolean | null | undefined | JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** IAM's and CloudFormation's "one or a list of". */
export function asList(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : [value];
}
