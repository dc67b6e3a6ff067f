/**
 * Template → policy sites: every place where the template writes a policy, by the catalog's list of where policies live.
 *
 * A list or property under a condition is followed into each of its outcomes. What stands at a site and is no document is the
 * parser's to report.
 */
import { findCloudFormationType, PolicySiteSpec } from '../catalog/cloudformation';
import { asList, isObject, JsonObject, JsonValue } from '../policy/json';
import { parseJsonText } from '../policy/json-text';
import { PolicyParser } from '../policy/parse';
import { PolicySite, ResourceOrigin } from '../policy/policy-site';
import { permissionDocument } from './permission-document';
import { TemplateResource, TemplateSource } from './template';
import { TemplateReader } from './template-reader';

/** Finds the policy sites of one template, resource by resource. */
export class PolicySiteReader {
  private readonly parser: PolicyParser;

  public constructor(private readonly source: TemplateSource, private readonly reader: TemplateReader) {
    this.parser = new PolicyParser(reader);
  }

  public read(logicalId: string, resource: TemplateResource): readonly PolicySite[] {
    const specs = findCloudFormationType(resource.Type)?.policySites;
    if (!specs || specs.length === 0) { return NO_SITES; }
    const { id: templateId, environment } = this.source;
    const origin: ResourceOrigin = { templateId, logicalId, resourceType: resource.Type };
    const sites: PolicySite[] = [];
    for (const spec of specs) {
      if (!applies(spec, resource.Properties ?? {})) { continue; }
      for (const { path, raw } of documentsAt(spec, resource, this.reader)) {
        sites.push({ kind: spec.kind, origin, environment, propertyPath: path, document: this.parser.parse(raw) });
      }
    }
    return sites;
  }
}

const NO_SITES: readonly PolicySite[] = [];

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
    const next: Placed[] = [];
    for (const place of places) {
      for (const { raw } of reader.branches(place.raw)) {
        if (!isObject(raw) || raw[key] === undefined) { continue; }
        const found = { path: `${place.path}/${key}`, raw: raw[key] };
        if (listed) { addEntries(found, reader, next); } else { next.push(found); }
      }
    }
    places = next;
  }
  return places;
}

function addEntries(list: Placed, reader: TemplateReader, places: Placed[]): void {
  for (const { raw } of reader.branches(list.raw)) {
    if (!Array.isArray(raw)) { continue; }
    raw.forEach((entry, index) => places.push({ path: `${list.path}/${index}`, raw: entry }));
  }
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
