/**
 * Permissions that CloudFormation takes as properties instead of a document, written as the statement that they become. What is
 * known only at deployment is taken over as it stands.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
import { TemplateResource } from './template';
import { TemplateReader } from './template-reader';
import { isObject, JsonObject, JsonValue } from '../policy/json';

const NOTHING: JsonObject = {};

/** The statement that `AWS::Lambda::Permission` or `AWS::Lambda::LayerVersionPermission` adds, as a document. */
export function permissionDocument({ Properties: properties = {} }: TemplateResource, reader: TemplateReader): JsonObject {
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
  return {
    Statement: present({
      Effect: 'Allow',
      Principal: principal(properties.Principal, reader),
      Action: properties.Action,
      Resource: properties.FunctionName === undefined ? properties.LayerVersionArn : functionArn(properties.FunctionName, reader),
      Condition: Object.keys(condition).length > 0 ? condition : undefined,
    }),
  };
}

/**
 * The statement that `AWS::Events::EventBusPolicy` adds where an account, or everyone, is named instead of a `Statement`. Its condition is
 * `{ Type, Key, Value }`; what is none of that is left to the parser to report.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-eventbuspolicy.html
 */
export function eventBusPermissionDocument(properties: JsonObject, reader: TemplateReader): JsonObject {
  const { Condition: condition, EventBusName: name = 'default' } = properties;
  const { Type: operator, Key: key, Value: value } = isObject(condition) ? condition : NOTHING;
  return {
    Statement: present({
      Effect: 'Allow',
      Principal: principal(properties.Principal, reader),
      Action: properties.Action,
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':event-bus/', name]] },
      Condition: typeof operator === 'string' && typeof key === 'string' ? { [operator]: { [key]: value } } : condition,
    }),
  };
}

/** Accounts and ARNs have no dot before their names, service principals do. */
function principal(raw: JsonValue, reader: TemplateReader): JsonValue {
  const text = raw === undefined ? undefined : reader.text(raw);
  if (!text || text.literal === '*') { return raw; }
  const isService = !text.literalPrefix.startsWith('arn:') && text.parts.some(part => typeof part === 'string' && part.includes('.'));
  return isService ? { Service: raw } : { AWS: raw };
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
