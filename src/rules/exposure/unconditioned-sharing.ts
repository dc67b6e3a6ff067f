import { Severity } from '../../diagnostics/severity';
import { Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';
import { aboutGrants, asksForMfa, limitsOne, namedGrants, namesOf, SensitiveGrant } from './sensitive-grants';

/** Keys that say with whom, in lower case; from the pages of the services in the service authorization reference, read 2026-11-22. */
export const SHARING_LIMITS: ReadonlySet<string> = new Set([
  'ram:principal', 'lambda:principal',
  'ec2:add/userid', 'ec2:add/group', 's3:x-amz-acl', 's3:x-amz-grant-read',
]);

/** Those to recommend. */
const LIMITS = ['ec2:Add/userId', 'lambda:Principal', 'ram:RequestedAllowsExternalPrincipals'];

export const unconditionedSharing: Rule = {
  id: 'unconditioned-sharing',
  severity: Severity.WARNING,
  checks: ['X-06'],
  summary: 'a policy names an action that opens resources to other accounts, and says nothing about to whom',
  why: 'A workload that may change who has access can give it to a stranger, and what a stranger has copied no later change takes back.',
  accept: 'For the role that deploys these policies, or when an SCP or RCP of the organization keeps strangers out.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'snapshots, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'ec2:ModifySnapshotAttribute', Resource: 'arn:aws:ec2:eu-west-1:111122223333:snapshot/snap-1' } },
      },
      {
        title: 'the policy of a bucket',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutBucketPolicy'], Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }] },
      },
      {
        title: 'shares, which AWS accepts on `*` only',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 'ram:CreateResourceShare', Resource: '*' }] },
      },
    ],
    allowed: [
      {
        title: 'shares within the organization',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'ram:CreateResourceShare', Resource: '*', Condition: { Bool: { 'ram:RequestedAllowsExternalPrincipals': 'false' } } }],
        },
      },
      {
        title: 'a function that one service may call',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'lambda:AddPermission',
            Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
            Condition: { StringEquals: { 'lambda:Principal': 'events.amazonaws.com' } },
          }],
        },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 's3:PutBucketPolicy', Resource: '*' }] },
      },
      {
        title: 'a wildcard is reported by wildcard-action',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:Put*', Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    const grants = namedGrants(site.document, 'sharing').filter(({ statement }) => !saysWithWhom(statement) && !asksForMfa(statement));
    if (grants.length === 0) { return NO_VIOLATIONS; }
    return [{
      ...aboutGrants(grants, site),
      message: `${namesOf(grants)} can open resources to anyone`,
      fix: `leave the action to the role that deploys${limitHint(grants)}`,
    }];
  },
};

/** Where the actions have a key that says it. */
function limitHint(grants: readonly SensitiveGrant[]): string {
  const keys = LIMITS.filter(key => grants.some(({ action }) =>
    [action, ...action.resourceTypes].some(({ conditionKeys }) => conditionKeys.includes(key))));
  return keys.length === 0 ? '' : `, or limit by a condition on ${listOf(keys)} to whom it opens`;
}

/** `false` narrows these two, which say whether strangers are welcome. */
function saysWithWhom(statement: Statement): boolean {
  return limitsOne(statement, SHARING_LIMITS) || statement.conditions.some(({ key, operator, values }) =>
    operator.family === 'bool' && !operator.ifExists && /^ram:(requested)?allowsexternalprincipals$/i.test(key)
    && values.every(({ text }) => text.literal?.toLowerCase() !== 'true'));
}
