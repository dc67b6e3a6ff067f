/**
 * A role with one managed policy, for the examples of the rules about those of AWS.
 */
import { JsonObject, JsonValue } from '../../policy/json';

export function roleWith(arn: JsonValue): JsonObject {
  return {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
        ManagedPolicyArns: [arn],
      },
    },
  };
}
