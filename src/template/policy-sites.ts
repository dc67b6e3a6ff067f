/**
 * Template → policy sites: every place where the template writes a policy, by the catalog's list of where policies live.
 *
 * A list or property under a condition is followed into each of its outcomes. What stands at a site and is no document is the
 * parser's to report.
 */
import { findCloudFormationType, PolicySiteSpec } from '../catalog/cloudformation';
import { asList, isObject, JsonObject, JsonValue } from '../policy/json';
import { parseJsonText } from '../policy/json-text';
import { parsePolicyDocument } from '../policy/parse';
import { PolicySite, ResourceOrigin } from '../policy/policy-site';
import { permissionDocument } from './permission-document';
import { TemplateResource, TemplateSource } from './template';
import { TemplateReader } from './template-reader';

/** The sites of one resource. */
export function readPolicySites(source: TemplateSource, logicalId: string, resource: TemplateResource, reader: TemplateReader): PolicySite[] {
  const specs = findCloudFormationType(resource.Type)?.policySites;
  if (!specs || specs.length === 0) { return []; }
  const origin: ResourceOrigin = { templateId: source.id, logicalId, resourceType: resource.Type };
  const properties = resource.Properties ?? {};
  return specs.filter(spec => applies(spec, properties)).flatMap(spec =>
    documentsAt(spec, resource, reader).map(({ path, raw }) => ({
      kind: spec.kind,
      origin,
      environment: source.environment,
      propertyPath: path,
      raw,
      document: parsePolicyDocument(raw, reader),
    })));
}

interface Placed {
  readonly path: string;
  readonly raw: JsonValue;
}

function applies({ when }: PolicySiteSpec, properties: JsonObject): boolean {
  return !when || properties[when.property] === when.equals;
}

function documentsAt(spec: PolicySiteSpec, resource: TemplateResource, reader: TemplateReader): Placed[] {
  const properties = resource.Properties ?? {};
  switch (spec.shape) {
    case 'lambda-permission':
    case 'layer-version-permission':
      return [{ path: 'Properties', raw: permissionDocument(resource) }];
    case 'statement':
      return walk(properties, spec.path, reader).map(({ path, raw }) => ({ path, raw: { Statement: raw } }));
    case 'documents-or-names':
      return walk(properties, spec.path, reader).flatMap(({ path, raw }) => documentsAmong(path, raw, reader));
    case 'sdk-call':
      return walk(properties, spec.path, reader).flatMap(({ path, raw }) => documentInSdkCall(path, raw, reader));
    default:
      return walk(properties, spec.path, reader);
  }
}

/** What stands at a path such as `Policies[].PolicyDocument`. */
function walk(properties: JsonObject, path: string, reader: TemplateReader): Placed[] {
  let places: Placed[] = [{ path: 'Properties', raw: properties }];
  for (const segment of path.split('.')) {
    const listed = segment.endsWith('[]');
    const key = listed ? segment.slice(0, -2) : segment;
    places = places.flatMap(place => property(place, key, reader));
    if (listed) { places = places.flatMap(place => entries(place, reader)); }
  }
  return places;
}

function property(place: Placed, key: string, reader: TemplateReader): Placed[] {
  return reader.branches(place.raw).flatMap(({ raw }) =>
    isObject(raw) && raw[key] !== undefined ? [{ path: `${place.path}/${key}`, raw: raw[key] }] : []);
}

function entries(place: Placed, reader: TemplateReader): Placed[] {
  return reader.branches(place.raw).flatMap(({ raw }) =>
    Array.isArray(raw) ? raw.map((entry, index) => ({ path: `${place.path}/${index}`, raw: entry })) : []);
}

/** The documents of a list in which policy names and templates stand as well. */
function documentsAmong(path: string, raw: JsonValue, reader: TemplateReader): Placed[] {
  return reader.branches(raw).flatMap(branch => asList(branch.raw).flatMap((entry, index) =>
    reader.branches(entry).flatMap(inner => isObject(inner.raw) && 'Statement' in inner.raw
      ? [{ path: Array.isArray(branch.raw) ? `${path}/${index}` : path, raw: inner.raw }]
      : [])));
}

/** The policy inside the JSON text of an SDK call; text that cannot be read is given to the parser, which reports it. */
function documentInSdkCall(path: string, raw: JsonValue, reader: TemplateReader): Placed[] {
  const pieces = typeof raw === 'string' ? [raw] : reader.textPieces(raw);
  const call = pieces ? parseJsonText(pieces) : undefined;
  if (!call || 'error' in call) { return [{ path, raw }]; }
  const parameters = isObject(call.value) ? call.value.parameters : undefined;
  return isObject(parameters) && parameters.AccessPolicies !== undefined
    ? [{ path: `${path}/parameters/AccessPolicies`, raw: parameters.AccessPolicies }]
    : [];
}
