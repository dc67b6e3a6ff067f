/** Parsed JSON, as templates and policy documents are made of. */
export type JsonValue = string | number | boolean | null | undefined | JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own property: a name such as `constructor` is not found on its prototype. */
export function ownValue<T>(object: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** IAM's and CloudFormation's "one or a list of". */
export function asList(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : [value];
}
