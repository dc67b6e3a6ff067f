import { escalationsOf } from './escalations';
import { byStatements, placed } from './findings';
import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';

export const assumeAnyRole: Rule = {
  id: 'assume-any-role',
  severity: Severity.ERROR,
  checks: ['E-01', 'E-06'],
  summary: 'a principal may assume any role',
  why: 'Many roles trust the whole account, and leave it to policies such as this one to say who may assume them. '
    + 'With any role allowed, the strongest of them is its own.',
  accept: 'For an audit or break-glass principal that must be able to take every role of the account.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
    'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
  ],
  examples: {
    flagged: [
      {
        title: 'all roles, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } },
      },
      {
        title: 'all roles of an account',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'sts:*', Resource: 'arn:aws:iam::111122223333:role/*' }] },
      },
    ],
    allowed: [
      {
        title: 'one role',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::444455556666:role/reader' }] },
      },
      {
        title: 'one role in any account',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/reader' }] },
      },
      {
        title: 'as CDK Pipelines writes it: roles with a tag',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Resource: 'arn:aws:iam::111122223333:role/*',
            Condition: { 'ForAnyValue:StringEquals': { 'iam:ResourceTag/aws-cdk:bootstrap-role': ['image-publishing', 'file-publishing'] } },
          }],
        },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' }] },
      },
    ],
  },

  judgeApp(app) {
    return escalationsOf(app).judged.flatMap(gains => gains.assumesAny ? [placed(gains, [gains.assumesAny], {
      cause: '',
      message: `${gains.holder.name} may assume any role that trusts the account, by ${byStatements(gains, [gains.assumesAny])}`,
      fix: 'list the ARNs of the roles that are meant in `Resource`: `arn:aws:iam::<account>:role/<name>`',
    })] : []);
  },
};
