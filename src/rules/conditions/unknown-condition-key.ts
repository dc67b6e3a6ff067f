import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { allowing, denying } from './example-policy';
import { keyProblem } from './key-problems';
import { shortened } from '../wording';

export const unknownConditionKey: Rule = {
  id: 'unknown-condition-key',
  // The catalog may be older than the key.
  severity: Severity.WARNING,
  checks: ['C-06', 'C-07', 'C-08'],
  summary: 'a condition key does not exist, or AWS no longer supports it',
  why: 'No request has the key. An Allow that asks for it gives nothing; a Deny that looks for it stops nothing; '
    + 'a negated or `IfExists` operator holds for every request.',
  accept: 'When AWS released the key after the catalog of this library was made.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  examples: {
    flagged: [
      allowing('a global key with a typing error', { StringEquals: { 'aws:PrincipleOrgID': 'o-a1b2c3d4e5' } }, { alone: true }),
      denying('a key that its service does not have', { StringNotEquals: { 's3:ServerSideEncryption': 'aws:kms' } }, { action: 's3:PutObject' }),
      allowing('a service that does not exist', { StringEquals: { 'dynamo:LeadingKeys': 'orders' } }),
      allowing('a key of old that AWS no longer supports', { ArnEquals: { 'aws:ARN': 'arn:aws:iam::111122223333:role/worker' } }),
    ],
    allowed: [
      allowing('keys are not case-sensitive', { StringEquals: { 'AWS:principalorgid': 'o-a1b2c3d4e5' } }),
      {
        title: 'a claim of an issuer',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/login.example.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'login.example.com:aud': 'orders', 'login.example.com:sub': 'worker' } },
          }],
        },
      },
      {
        title: 'the audience of GitHub, of which the catalog lists other claims',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': 'repo:acme/orders:environment:production',
              },
            },
          }],
        },
      },
    ],
  },

  looksAt(_, key) {
    return keyProblem(key)?.kind === 'unknown';
  },

  judgeCondition({ key }) {
    const { problem, fix } = keyProblem(key)!;
    return [{ cause: shortened(key), message: `the condition key \`${shortened(key)}\` ${problem}`, fix }];
  },
};
