/**
 * Roles for the examples of this family.
 */
import { JsonObject } from '../../policy/json';

export function trustOf(service: string): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] };
}

/** A template with a role of one statement. */
export function roleOf(statement: JsonObject, service = 'lambda.amazonaws.com', name?: string): JsonObject {
  return { Worker: role([statement], trustOf(service), name) };
}

export function role(statements: JsonObject[], trust: JsonObject, name?: string): JsonObject {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...name !== undefined && { RoleName: name },
      AssumeRolePolicyDocument: trust,
      Policies: [{ PolicyName: 'policy', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}

export const ADMINISTRATION: JsonObject = { Effect: 'Allow', Action: '*', Resource: '*' };
