import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { nameViolations, pathViolations } from './iam-names';

const DOCUMENT = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] };

export const invalidManagedPolicyName: Rule = {
  id: 'invalid-managed-policy-name',
  severity: Severity.ERROR,
  checks: ['Q-06'],
  summary: 'the name or path of a managed policy is one that IAM does not take',
  why: 'The deployment fails when IAM gets the name; nothing before that looks at it.',
  accept: 'Never; the deployment cannot succeed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
  examples: {
    flagged: [
      {
        title: 'more than 128 characters',
        resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'orders-'.repeat(20), PolicyDocument: DOCUMENT } } },
      },
      {
        title: 'a slash, which belongs into the path',
        resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'orders/read', PolicyDocument: DOCUMENT } } },
      },
      {
        title: 'a path without its last slash',
        resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Path: '/orders', PolicyDocument: DOCUMENT } } },
      },
    ],
    allowed: [
      {
        title: 'a name and a path',
        resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'read', Path: '/orders/', PolicyDocument: DOCUMENT } } },
      },
    ],
  },
  resourceTypes: ['AWS::IAM::ManagedPolicy'],

  judgeResource(resource) {
    return [...nameViolations(resource), ...pathViolations(resource)];
  },
};
