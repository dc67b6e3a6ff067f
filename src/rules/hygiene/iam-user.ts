/**
 * A user as such. One with a console password is reported by `long-lived-credential`, and not again here.
 */
import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';

const USER = 'AWS::IAM::User';

export const iamUser: Rule = {
  id: 'iam-user',
  severity: Severity.WARNING,
  checks: ['N-04'],
  summary: 'the app makes an IAM user',
  why: 'A user has no other way in than keys and passwords that never expire; they are made by hand sooner or later, and stay.',
  accept: 'For a system that can do neither OpenID Connect nor IAM Roles Anywhere, such as one that sends mail over SMTP.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles'],
  examples: {
    flagged: [
      { title: 'a user', resources: { Robot: { Type: USER, Properties: {} } } },
    ],
    allowed: [
      {
        title: 'a role',
        resources: {
          Robot: {
            Type: 'AWS::IAM::Role',
            Properties: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' } } },
          },
        },
      },
      {
        title: 'a user with a password is reported by long-lived-credential',
        resources: { Alice: { Type: USER, Properties: { LoginProfile: { Password: '{{resolve:secretsmanager:alice}}' } } } },
      },
    ],
  },
  resourceTypes: [USER],

  judgeResource({ properties }) {
    if (properties.LoginProfile !== undefined) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `\`${USER}\` makes a user, expected roles only`,
      fix: 'let the workload take a role; outside of AWS through OpenID Connect or IAM Roles Anywhere, and people through IAM Identity Center',
    }];
  },
};
