/**
 * A role with a boundary, for the examples of the rules about boundaries.
 */
import { JsonObject, JsonValue } from '../../policy/json';

export function roleWithBoundary(boundary: JsonValue, statements?: JsonValue): JsonObject {
  return {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
        PermissionsBoundary: boundary,
        ...statements === undefined ? {} : { Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] },
      },
    },
  };
}
