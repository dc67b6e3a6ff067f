/**
 * Permissions that CloudFormation takes as properties instead of a document, written as the statement that they become. What is
 * known only at deployment is taken over as it stands.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
 * @see https://docs.aws.amazon.com/entityresolution/latest/apireference/API_AddPolicyStatement.html
 * @see https://docs.aws.amazon.com/signer/latest/api/API_AddProfilePermission.html
 */
import { TemplateResource } from './template';
import { TemplateReader } from './template-reader';
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { readJsonText } from '../policy/json-text';
import { guarded } from '../policy/print';

/** The statement that a resource of a type adds to a policy; `undefined` when its properties hold none. */
type PermissionReading = (properties: JsonObject, reader: TemplateReader) => JsonValue;

const READINGS: { readonly [type: string]: PermissionReading } = {
  'AWS::EntityResolution::PolicyStatement': entityResolutionStatement,
  'AWS::Events::EventBusPolicy': eventBusPermission,
  'AWS::Lambda::LayerVersionPermission': lambdaPermission,
  'AWS::Lambda::Permission': lambdaPermission,
  'AWS::Signer::ProfilePermission': signingProfilePermission,
};

/** The statement that the properties of a resource are, as a document. */
export function permissionDocument({ Type: type, Properties: properties = {} }: TemplateResource, reader: TemplateReader): JsonObject | undefined {
  const statement = READINGS[type](properties, reader);
  return statement === undefined ? undefined : { Statement: statement };
}

function lambdaPermission(properties: JsonObject, reader: TemplateReader): JsonObject {
  const stringEquals = present({
    'aws:SourceAccount': properties.SourceAccount,
    'aws:PrincipalOrgID': properties.PrincipalOrgID ?? properties.OrganizationId,
    'lambda:EventSourceToken': properties.EventSourceToken,
    'lambda:FunctionUrlAuthType': properties.FunctionUrlAuthType,
  });
  const condition = present({
    StringEquals: Object.keys(stringEquals).length > 0 ? stringEquals : undefined,
    ArnLike: properties.SourceArn === undefined ? undefined : { 'aws:SourceArn': properties.SourceArn },
    Bool: properties.InvokedViaFunctionUrl === undefined ? undefined : { 'lambda:InvokedViaFunctionUrl': properties.InvokedViaFunctionUrl },
  });
  return present({
    Effect: 'Allow',
    Principal: principal(properties.Principal, reader),
    Action: properties.Action,
    Resource: properties.FunctionName === undefined ? properties.LayerVersionArn : functionArn(properties.FunctionName, reader),
    Condition: Object.keys(condition).length > 0 ? condition : undefined,
  });
}

/** The older way to write one, with a `Principal` in the place of the `Statement`. */
function eventBusPermission(properties: JsonObject, reader: TemplateReader): JsonValue {
  if (properties.Principal === undefined) { return undefined; }
  return reader.branches(properties.Condition).map(({ raw, when }) => guarded(present({
    Effect: 'Allow',
    Principal: principal(properties.Principal, reader),
    Action: properties.Action,
    Resource: ownArn('events', ':event-bus/', properties.EventBusName ?? 'default'),
    Condition: isObject(raw) && typeof raw.Type === 'string' && typeof raw.Key === 'string' ? { [raw.Type]: { [raw.Key]: raw.Value } } : raw,
  }), when));
}

/** Its `Condition` is JSON text. */
function entityResolutionStatement(properties: JsonObject, reader: TemplateReader): JsonObject {
  const condition = readJsonText(properties.Condition, reader);
  return present({
    Effect: properties.Effect,
    Principal: principals(properties.Principal, reader),
    Action: properties.Action,
    Resource: properties.Arn,
    Condition: condition && 'value' in condition ? condition.value : properties.Condition,
  });
}

/** Where it is for one version of the profile only, that is not said: it is read as for all of them. */
function signingProfilePermission(properties: JsonObject, reader: TemplateReader): JsonObject {
  return present({
    Effect: 'Allow',
    Principal: principal(properties.Principal, reader),
    Action: properties.Action,
    Resource: properties.ProfileName === undefined ? undefined : ownArn('signer', ':/signing-profiles/', properties.ProfileName),
  });
}

/** The ARN of what has this name in the account and region of the stack. */
function ownArn(service: string, beforeName: string, name: JsonValue): JsonValue {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, beforeName, name]] };
}

/** A list may hold both accounts and services. */
function principals(raw: JsonValue, reader: TemplateReader): JsonValue {
  if (!Array.isArray(raw)) { return principal(raw, reader); }
  const services = raw.filter(entry => isService(entry, reader));
  const others = raw.filter(entry => !isService(entry, reader));
  return present({ AWS: others.length > 0 ? others : undefined, Service: services.length > 0 ? services : undefined });
}

function principal(raw: JsonValue, reader: TemplateReader): JsonValue {
  const text = raw === undefined ? undefined : reader.text(raw);
  if (!text || text.literal === '*') { return raw; }
  return isService(raw, reader) ? { Service: raw } : { AWS: raw };
}

/** Accounts and ARNs have no dot before their names, service principals do. */
function isService(raw: JsonValue, reader: TemplateReader): boolean {
  const text = reader.text(raw);
  return text !== undefined && !text.literalPrefix.startsWith('arn:') && text.parts.some(part => typeof part === 'string' && part.includes('.'));
}

/** The function may be given by name, by name and qualifier, or by the end of its ARN. */
function functionArn(raw: JsonValue, reader: TemplateReader): JsonValue {
  const text = reader.text(raw);
  if (!text || text.literalPrefix.startsWith('arn:') || text.unknowns.some(({ shape }) => shape === 'any' || shape === 'opaque')) { return raw; }
  const start = ['arn:', { Ref: 'AWS::Partition' }, ':lambda:', { Ref: 'AWS::Region' }, ':'];
  const isPartOfArn = text.parts.some(part => typeof part === 'string' && part.includes(':function:'));
  return { 'Fn::Join': ['', isPartOfArn ? [...start, raw] : [...start, { Ref: 'AWS::AccountId' }, ':function:', raw]] };
}

function present(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
