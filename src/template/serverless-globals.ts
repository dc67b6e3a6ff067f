/**
 * What the `Globals` of a SAM template give its resources, written into them as SAM does: of a property that both have, objects are
 * merged, lists are joined with the global entries first, and of all else the resource's own value counts.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html (read 2026-11-23)
 */
import { intrinsicCall } from './intrinsics';
import { isResource, Template, TemplateResource } from './template';
import { isObject, JsonObject, JsonValue, ownValue } from '../policy/json';

const SERVERLESS = 'AWS::Serverless::';

/** The template itself where it has no such section. */
export function withGlobals(template: Template): Template {
  const { Globals: globals, Resources: resources } = template;
  if (!isObject(globals) || !isObject(resources)) { return template; }
  const inheriting = Object.entries(resources).map(([logicalId, resource]) => [logicalId, isResource(resource) ? heir(resource, globals) : resource]);
  return { ...template, Resources: Object.fromEntries(inheriting) };
}

function heir(resource: TemplateResource, globals: JsonObject): TemplateResource {
  const inherited = resource.Type.startsWith(SERVERLESS) ? ownValue(globals, resource.Type.slice(SERVERLESS.length)) : undefined;
  return isObject(inherited) ? { ...resource, Properties: merged(inherited, resource.Properties ?? {}) } : resource;
}

function merged(global: JsonObject, own: JsonObject): JsonObject {
  const both = Object.entries(own).map(([name, value]) => [name, mergedValue(ownValue(global, name), value)]);
  return { ...global, ...Object.fromEntries(both) };
}

function mergedValue(global: JsonValue, own: JsonValue): JsonValue {
  if (Array.isArray(global) && Array.isArray(own)) { return [...global, ...own]; }
  return isPlainObject(global) && isPlainObject(own) ? merged(global, own) : own;
}

function isPlainObject(value: JsonValue): value is JsonObject {
  return isObject(value) && intrinsicCall(value) === undefined;
}
