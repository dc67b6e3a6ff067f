/**
 * Permissions that CloudFormation takes as properties instead of a document, written as the statement that they become.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
import { JsonObject, JsonValue } from '../policy/json';
import { TemplateResource } from './template';

/** The statement that `AWS::Lambda::Permission` or `AWS::Lambda::LayerVersionPermission` adds, as a document. */
export function permissionDocument({ Properties: properties = {} }: TemplateResource): JsonObject {
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
      Principal: principal(properties.Principal),
      Action: properties.Action,
      Resource: properties.FunctionName ?? properties.LayerVersionArn,
      Condition: Object.keys(condition).length > 0 ? condition : undefined,
    }),
  };
}

/** A service principal, an account, an ARN or `*`; whatever else is taken as an AWS principal. */
function principal(raw: JsonValue): JsonValue {
  if (raw === undefined || raw === '*') { return raw; }
  return typeof raw === 'string' && /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(raw) ? { Service: raw } : { AWS: raw };
}

function present(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
