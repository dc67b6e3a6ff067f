import { findAdministrativeManagedPolicy } from '../../catalog/managed-policies';
import { Severity } from '../../diagnostics/severity';
import { JsonObject, JsonValue } from '../../policy/json';
import { SymbolicText } from '../../policy/symbolic-text';
import { Rule } from '../rule';

export const awsManagedAdminPolicy: Rule = {
  id: 'aws-managed-admin-policy',
  severity: Severity.ERROR,
  checks: ['W-15'],
  summary: 'an AWS managed policy that hands over the account is attached',
  why: 'Whoever holds it administers the account, or can make himself its administrator. '
    + 'AWS adds actions to its managed policies over time, and no resource or condition can be put on them.',
  accept: 'For a break-glass role that people assume with MFA and that alarms when used.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  examples: {
    flagged: [
      {
        title: 'an administrator',
        resources: roleWith('arn:aws:iam::aws:policy/AdministratorAccess'),
      },
      {
        title: 'as the CDK writes it, for any partition',
        resources: roleWith({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/IAMFullAccess']] }),
      },
    ],
    allowed: [
      {
        title: 'a policy of AWS for one purpose',
        resources: roleWith('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'),
      },
      {
        title: 'a policy of your own that only shares the name',
        resources: roleWith('arn:aws:iam::111122223333:policy/AdministratorAccess'),
      },
    ],
  },

  judgeIdentity({ type, managedPolicyArns }) {
    return managedPolicyArns.flatMap(({ text }) => {
      const policy = findAdministrativeManagedPolicy(inAnyPartition(text));
      return policy ? [{
        cause: policy.name,
        message: `the ${type} has the AWS managed policy \`${policy.name}\`, which ${policy.gives}`,
        fix: 'write a policy with the actions that are used, on the ARNs they are used on; the scoped grants of this library do both',
        path: 'ManagedPolicyArns',
      }] : [];
    });
  },
};

/** The ARN with something in place of what is not known, such as the partition. */
function inAnyPartition(text: SymbolicText): string {
  return text.parts.map(part => typeof part === 'string' ? part : 'unknown').join('');
}

function roleWith(arn: JsonValue): JsonObject {
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
