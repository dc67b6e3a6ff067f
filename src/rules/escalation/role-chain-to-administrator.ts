import { chainFrom } from './chain';
import { Escalations, escalationsOf } from './escalations';
import { ADMINISTRATION, role, trustOf } from './example-role';
import { byStatements, placed } from './findings';
import { Gains } from './gains';
import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { PlacedViolation, Rule } from '../rule';
import { causeOf } from '../wording';

const ASSUME_ADMIN: JsonObject = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: { 'Fn::GetAtt': ['Admin', 'Arn'] } };
const ACCOUNT_TRUST: JsonObject = {
  Statement: [{ Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Action: 'sts:AssumeRole' }],
};

export const roleChainToAdministrator: Rule = {
  id: 'role-chain-to-administrator',
  severity: Severity.ERROR,
  checks: ['E-07'],
  summary: 'a principal can become an administrator through other identities of the app',
  why: 'A chain of roles is as strong as its last one for whoever holds the first. Nobody sees that in the policy of the first.',
  accept: 'For a principal whose task it is to take the stronger role, where that takes MFA or leaves a trace that somebody looks at.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a function that may assume an administrator',
        resources: { Admin: role([ADMINISTRATION], ACCOUNT_TRUST), Worker: role([ASSUME_ADMIN], trustOf('lambda.amazonaws.com')) },
      },
      {
        title: 'two steps, the second by the trust policy alone',
        resources: {
          Admin: role([ADMINISTRATION], { Statement: { Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['Middle', 'Arn'] } }, Action: 'sts:AssumeRole' } }),
          Middle: role([{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }], ACCOUNT_TRUST),
          Worker: role([{ ...ASSUME_ADMIN, Resource: { 'Fn::GetAtt': ['Middle', 'Arn'] } }], trustOf('lambda.amazonaws.com')),
        },
      },
      {
        title: 'who may assume an administrator, to be rewritten',
        resources: {
          Admin: role([ADMINISTRATION], trustOf('cloudformation.amazonaws.com')),
          Worker: role([{ ...ASSUME_ADMIN, Action: 'iam:UpdateAssumeRolePolicy' }], trustOf('lambda.amazonaws.com')),
        },
      },
    ],
    allowed: [
      {
        title: 'a role that only a service can assume',
        resources: { Admin: role([ADMINISTRATION], trustOf('cloudformation.amazonaws.com')), Worker: role([ASSUME_ADMIN], trustOf('lambda.amazonaws.com')) },
      },
      {
        title: 'a role that is no stronger',
        resources: {
          Admin: role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }], ACCOUNT_TRUST),
          Worker: role([ASSUME_ADMIN], trustOf('lambda.amazonaws.com')),
        },
      },
      {
        title: 'two roles that may assume each other, and nothing more',
        resources: {
          One: role([{ ...ASSUME_ADMIN, Resource: { 'Fn::GetAtt': ['Other', 'Arn'] } }], ACCOUNT_TRUST, 'one'),
          Other: role([{ ...ASSUME_ADMIN, Resource: 'arn:aws:iam::111122223333:role/one' }], ACCOUNT_TRUST, 'other'),
        },
      },
    ],
  },

  judgeApp(app) {
    const escalations = escalationsOf(app);
    return escalations.judged.filter(({ becomings }) => becomings.length > 0).map(gains => violation(gains, escalations));
  },
};

function violation(gains: Gains, escalations: Escalations): PlacedViolation {
  const { becomings, holder } = gains;
  const [{ identity, grant, does }] = becomings;
  const { steps, why } = chainFrom(identity, escalations);
  const way = steps.map(({ origin }) => `\`${origin.logicalId}\``).join(' → ');
  const by = grant.policy === undefined ? `the trust policy of \`${identity.origin.logicalId}\`` : byStatements(gains, [grant]);
  return placed(gains, becomings.map(becoming => becoming.grant), {
    cause: causeOf(becomings.map(becoming => becoming.grant.action)),
    message: `${holder.name} can ${does} ${way}, which ${why}, by ${by}`,
    fix: `take that away, or let ${steps.length > 1 ? `the last of them, \`${steps[steps.length - 1].origin.logicalId}\`,` : `\`${identity.origin.logicalId}\``} do no more than its work needs`,
  });
}
