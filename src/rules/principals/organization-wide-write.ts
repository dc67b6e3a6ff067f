import { Severity } from '../../diagnostics/severity';
import { actionPatterns } from '../action-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { allowedPrincipals, asksForOrganization, isAnybody } from './principal-values';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { requiresValueOf } from '../trust/required-keys';
import { causeOf, listOf } from '../wording';

/** Keys that say more than the organization. */
const FURTHER_KEYS = [
  'aws:PrincipalOrgPaths', 'aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:SourceArn', 'aws:SourceAccount', 'aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceIp',
  'aws:PrincipalServiceName',
];

export const organizationWideWrite: Rule = {
  id: 'organization-wide-write',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['P-16'],
  summary: 'the whole organization may change a resource',
  why: 'Every user and role of every account, sandboxes included, may do it as far as their own account lets them.',
  accept: 'For what the whole organization writes to by design, such as a central event bus or log bucket.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  examples: {
    flagged: [
      {
        title: 'writing to a bucket, in a statement that is no list',
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: '*',
            Action: ['s3:GetObject', 's3:PutObject'],
            Resource: 'arn:aws:s3:::orders/*',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'reading',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::orders/*',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          }],
        },
      },
      {
        title: 'writing by roles of one name',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::orders/*',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/uploader' } },
          }],
        },
      },
    ],
  },
  kinds: ['resource', 'trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const { actions, conditions } = statement;
      if (conditions.length === 0 || actions.negated || !allowedPrincipals(statement).some(isAnybody)) { return NO_VIOLATIONS; }
      if (!asksForOrganization(statement) || FURTHER_KEYS.some(key => requiresValueOf(statement, key))) { return NO_VIOLATIONS; }
      const changing = actionPatterns(actions).filter(pattern => pattern.isEverything || pattern.changing.length > 0);
      if (changing.length === 0) { return NO_VIOLATIONS; }
      const names = changing.map(({ name }) => name);
      return [{
        cause: causeOf(names),
        message: `every principal of the organization may ${listOf(names)}: nothing but \`aws:PrincipalOrgID\` says who`,
        fix: 'name the accounts or roles that need it in `Principal`, or require their `aws:PrincipalArn` or a unit by `aws:PrincipalOrgPaths` in the same statement',
        actions: names,
      }];
    });
  },
};
