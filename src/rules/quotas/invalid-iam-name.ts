import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { NAME_PROPERTIES, nameViolations, pathViolations } from './iam-names';

/** What the schema of CloudFormation does not know is the affair of `invalid-managed-policy-name`. */
const TYPES = Object.keys(NAME_PROPERTIES).filter(type => type !== 'AWS::IAM::ManagedPolicy');
const TRUST = { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

export const invalidIamName: Rule = {
  id: 'invalid-iam-name',
  severity: Severity.ERROR,
  checks: ['Q-06'],
  cdkRules: ['F3031', 'F3033'],
  summary: 'the name or path of a role, user, group, instance profile or inline policy is one that IAM does not take',
  why: 'The deployment fails when IAM gets the name.',
  accept: 'Never; the deployment cannot succeed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
  examples: {
    flagged: [
      {
        title: 'a role with more than 64 characters',
        resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'orders-'.repeat(10), AssumeRolePolicyDocument: TRUST } } },
      },
      {
        title: 'the known part alone is too long',
        resources: { Group: { Type: 'AWS::IAM::Group', Properties: { GroupName: { 'Fn::Sub': `\${AWS::Region}-${'readers-'.repeat(17)}` } } } },
      },
      { title: 'a space', resources: { Alice: { Type: 'AWS::IAM::User', Properties: { UserName: 'Alice Liddell' } } } },
      {
        title: 'a path without slashes',
        resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Path: 'orders', AssumeRolePolicyDocument: TRUST } } },
      },
    ],
    allowed: [
      {
        title: 'a role with 64 characters and a path',
        resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'orders-x'.repeat(8), Path: '/orders/', AssumeRolePolicyDocument: TRUST } } },
      },
      {
        title: 'a name that is known only at deployment',
        resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'AWS::StackName' }, AssumeRolePolicyDocument: TRUST } } },
      },
    ],
  },
  resourceTypes: TYPES,

  judgeResource(resource) {
    return [...nameViolations(resource), ...pathViolations(resource)];
  },
};
