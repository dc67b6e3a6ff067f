/**
 * The policies that SAM writes when a template is deployed, from what the template names in their stead: policy templates, connectors, and
 * the lists of an API's resource policy. Their statements cannot be read here.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html (read 2026-11-23)
 */
import { makesRole } from './serverless-roles';
import { Template, TemplateResource } from './template';
import { TemplateReader } from './template-reader';
import { asList, isObject, JsonObject, JsonValue, ownValue } from '../policy/json';
import { PolicySite, ResourceOrigin } from '../policy/policy-site';

/** A policy of SAM, in the place that names it. */
export type SamPolicy = Pick<PolicySite, 'kind' | 'propertyPath' | 'document'>;

const CONNECTOR = 'AWS::Serverless::Connector';
const NONE: readonly SamPolicy[] = [];
/** The list of a resource policy that only denies. */
const DENIED = 'AwsAccountBlacklist';

export function policiesOfSam(resource: TemplateResource, reader: TemplateReader): readonly SamPolicy[] {
  const { Type: type, Properties: properties = {} } = resource;
  if (!isConnected(resource) && !type.startsWith('AWS::Serverless::')) { return NONE; }
  const connectors = type === CONNECTOR ? ['Connector'] : namesIn(resource.Connectors, reader).map(name => `Connectors.${name}`);
  const lists = resourcePolicyIn(properties, reader);
  return [
    samPolicy('identity', type === CONNECTOR ? 'Properties' : 'Connectors', connectors),
    samPolicy('identity', 'Properties/Policies', makesRole(resource) ? policyTemplates(properties.Policies, reader) : []),
    samPolicy('resource', 'Properties/Auth/ResourcePolicy', lists.filter(name => name !== 'CustomStatements')),
    samPolicy('resource', 'Properties/Events', eventsWithResourcePolicy(properties.Events, reader)),
  ].filter(({ document }) => document.undecided.length > 0);
}

/** Whether an entry of `Policies` names a policy template, with its parameters. */
export function isPolicyTemplate(entry: JsonValue, reader: TemplateReader): entry is JsonObject {
  return isObject(entry) && Object.keys(entry).length === 1 && !('Statement' in entry) && !reader.isIntrinsic(entry);
}

export function isConnected({ Type: type, Connectors: connectors }: TemplateResource): boolean {
  return type === CONNECTOR || connectors !== undefined;
}

/** The role that the policy of a connector goes to, as a policy names it in its `Roles`: that of the connector's source. */
export function roleOfConnector({ resourceType, logicalId }: ResourceOrigin, properties: JsonObject, template: Template): JsonValue {
  const source = resourceType === CONNECTOR ? properties.Source : { Id: logicalId };
  if (!isObject(source) || typeof source.Id !== 'string') { return undefined; }
  const { Role: role, RoleArn: roleArn } = ownValue(template.Resources, source.Id)?.Properties ?? {};
  return role ?? roleArn ?? { Ref: source.Id };
}

function policyTemplates(policies: JsonValue, reader: TemplateReader): string[] {
  return reader.branches(policies)
    .flatMap(({ raw }) => asList(raw))
    .flatMap(entry => reader.branches(entry))
    .flatMap(({ raw }) => isPolicyTemplate(raw, reader) ? Object.keys(raw) : []);
}

/** What the resource policy of an API, or of an event that one is made for, is written from. */
function resourcePolicyIn({ Auth: auth }: JsonObject, reader: TemplateReader): string[] {
  return objectsIn(auth, reader).flatMap(({ ResourcePolicy }) => namesIn(ResourcePolicy, reader)).filter(name => name !== DENIED);
}

function eventsWithResourcePolicy(events: JsonValue, reader: TemplateReader): string[] {
  return objectsIn(events, reader).flatMap(named => Object.keys(named)
    .filter(name => objectsIn(named[name], reader)
      .flatMap(event => objectsIn(event.Properties, reader))
      .some(properties => resourcePolicyIn(properties, reader).length > 0))
    .map(name => `${name}.Auth.ResourcePolicy`));
}

function namesIn(raw: JsonValue, reader: TemplateReader): string[] {
  return objectsIn(raw, reader).flatMap(object => Object.keys(object));
}

/** The objects that a value can turn out as. */
function objectsIn(raw: JsonValue, reader: TemplateReader): JsonObject[] {
  return reader.branches(raw).flatMap(branch => isObject(branch.raw) && !reader.isIntrinsic(branch.raw) ? [branch.raw] : []);
}

function samPolicy(kind: PolicySite['kind'], propertyPath: string, names: readonly string[]): SamPolicy {
  const undecided = [...new Set(names)].map(name => ({ path: '', name, author: 'SAM' as const }));
  return { kind, propertyPath, document: { statements: [], problems: [], undecided } };
}
