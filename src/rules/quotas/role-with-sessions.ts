/**
 * A role with a longest session, for the examples of the rules about its length.
 */
import { JsonObject, JsonValue } from '../../policy/json';

export function roleWithSessions(seconds: JsonValue, principal: JsonValue = { AWS: 'arn:aws:iam::111122223333:root' }): JsonObject {
  return {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' } },
        MaxSessionDuration: seconds,
      },
    },
  };
}
