/**
 * Pieces of templates for the examples of this family.
 */
import { JsonObject, JsonValue } from '../../policy/json';

export function trusting(principal: JsonObject, rest: JsonObject = {}): JsonObject {
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] }, ...rest } };
}

export function roleOf(service: string, rest: JsonObject = {}): JsonObject {
  return trusting({ Service: service }, rest);
}

export function functionWith(role: JsonValue, rest: JsonObject = {}): JsonObject {
  return { Type: 'AWS::Lambda::Function', Properties: { Role: role, ...rest } };
}

export function arnOf(logicalId: string): JsonObject {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}

export function policyOn(role: string, ...statements: JsonObject[]): JsonObject {
  return { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'policy', Roles: [{ Ref: role }], PolicyDocument: { Version: '2012-10-17', Statement: statements } } };
}

export function allow(action: JsonValue, resource: JsonValue, rest: JsonObject = {}): JsonObject {
  return { Effect: 'Allow', Action: action, Resource: resource, ...rest };
}

export function deny(action: JsonValue, resource: JsonValue, rest: JsonObject = {}): JsonObject {
  return { ...allow(action, resource, rest), Effect: 'Deny' };
}
