/**
 * A role and a permission set with one managed policy, for the examples of the rules about those of AWS.
 */
import { PERMISSION_SET } from './aws-policy-holder';
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

export function permissionSetWith(arn: JsonValue): JsonObject {
  return {
    Support: { Type: PERMISSION_SET, Properties: { InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef', Name: 'Support', ManagedPolicies: [arn] } },
  };
}
