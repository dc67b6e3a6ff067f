/**
 * Template → policy sites: every place where the template writes a policy, by the catalog's list of where policies live.
 *
 * Statements keep the conditions of the template on the way to them. What stands at a site and is no document is the parser's to report.
 */
import { permissionDocument } from './permission-document';
import { entries, outcomes, Placed, placesAt } from './places';
import { isPolicyTemplate, policiesOfSam } from './serverless-policies';
import { TemplateResource, TemplateSource } from './template';
import { TemplateReader } from './template-reader';
import { CloudFormationType, PolicySiteSpec } from '../catalog/cloudformation';
import { isAlike } from '../policy/alike';
import { PolicyDocument } from '../policy/document';
import { NO_GUARDS } from '../policy/guard';
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { readJsonText } from '../policy/json-text';
import { PolicyParser } from '../policy/parse';
import { PolicySite, ResourceOrigin } from '../policy/policy-site';
import { guarded } from '../policy/print';

/** Finds the policy sites of one template, resource by resource. */
export class PolicySiteReader {
  private readonly parser: PolicyParser;
  /** By place in a type of resource. */
  private readonly last = new Map<PolicySiteSpec, ReadDocument>();

  public constructor(private readonly source: TemplateSource, private readonly reader: TemplateReader) {
    this.parser = new PolicyParser(reader);
  }

  public read(origin: ResourceOrigin, type: CloudFormationType | undefined, resource: TemplateResource): readonly PolicySite[] {
    const bySam = policiesOfSam(resource, this.reader);
    if (bySam.length === 0 && (!type || type.policySites.length === 0)) { return NO_SITES; }
    const { environment } = this.source;
    const sites: PolicySite[] = bySam.map(policy => ({ ...policy, origin, environment }));
    for (const spec of type?.policySites ?? []) {
      if (!applies(spec, resource.Properties ?? {}, this.reader)) { continue; }
      for (const { path, raw, when } of documentsAt(spec, resource, this.reader)) {
        sites.push({ kind: spec.kind, origin, environment, propertyPath: path, document: this.documentAt(spec, guarded(raw, when)) });
      }
    }
    return sites;
  }

  /** Most resources hold what the one of their type before them holds, and to see that takes less than to write out what they hold. */
  private documentAt(spec: PolicySiteSpec, raw: JsonValue): PolicyDocument {
    const last = this.last.get(spec);
    if (last && isAlike(last.raw, raw)) { return last.document; }
    const document = this.parser.parse(raw);
    this.last.set(spec, { raw, document });
    return document;
  }
}

interface ReadDocument {
  readonly raw: JsonValue;
  readonly document: PolicyDocument;
}

const NO_SITES: readonly PolicySite[] = [];
/**
 * Of the policy that EventBridge adds a statement to; nobody writes it, and variables are filled in.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchEvents/latest/APIReference/API_DescribeEventBus.html read 2026-11-23
 */
const EVENT_BUS_VERSION = '2012-10-17';

function applies({ when }: PolicySiteSpec, properties: JsonObject, reader: TemplateReader): boolean {
  return !when || reader.text(properties[when.property])?.literal === when.equals;
}

function documentsAt(spec: PolicySiteSpec, resource: TemplateResource, reader: TemplateReader): Placed[] {
  const properties = resource.Properties ?? {};
  switch (spec.shape) {
    case 'permission': {
      const raw = permissionDocument(resource, reader);
      return raw ? [{ path: 'Properties', raw, when: NO_GUARDS }] : [];
    }
    case 'statement':
      return placesAt(properties, spec.path, reader)
        .map(({ path, raw, when }) => ({ path, raw: { Version: EVENT_BUS_VERSION, Statement: statementIn(raw, reader) }, when }));
    case 'sam-statements':
      return placesAt(properties, spec.path, reader).map(({ path, raw, when }) => ({ path, raw: { Version: '2012-10-17', Statement: raw }, when }));
    case 'documents-or-names':
      return placesAt(properties, spec.path, reader).flatMap(place => documentsAmong(place, reader));
    case 'sdk-call':
      return placesAt(properties, spec.path, reader).flatMap(place => outcomes(place, reader)).flatMap(place => documentInSdkCall(place, reader));
    case 'api-definition':
      return placesAt(properties, spec.path, reader).filter(({ path }) => path === `Properties/${spec.path.replace('.', '/')}`);
    default:
      return placesAt(properties, spec.path, reader);
  }
}

/** The documents of a list in which policy names and templates stand as well. */
function documentsAmong(place: Placed, reader: TemplateReader): Placed[] {
  return outcomes(place, reader)
    .flatMap(whole => Array.isArray(whole.raw) ? entries(whole) : [whole])
    .flatMap(entry => outcomes(entry, reader))
    .filter(({ raw }) => isObject(raw) && !reader.isIntrinsic(raw) && !isPolicyTemplate(raw, reader));
}

/** As an object or, as `PutPermission` takes it, in JSON text; text that cannot be read is the parser's to report. */
function statementIn(raw: JsonValue, reader: TemplateReader): JsonValue {
  const text = readJsonText(raw, reader);
  return text && 'value' in text ? text.value : raw;
}

/** The policy inside the JSON text of an SDK call; text that cannot be read is given to the parser, which reports it. */
function documentInSdkCall(place: Placed, reader: TemplateReader): Placed[] {
  const { path, raw, when } = place;
  const call = readJsonText(raw, reader);
  if (!call || 'error' in call) { return [place]; }
  const parameters = isObject(call.value) ? call.value.parameters : undefined;
  return isObject(parameters) && parameters.AccessPolicies !== undefined
    ? [{ path: `${path}/parameters/AccessPolicies`, raw: parameters.AccessPolicies, when }]
    : [];
}
