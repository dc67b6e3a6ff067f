import { escalationsOf } from './escalations';
import { byStatements, placed } from './findings';
import { Gains } from './gains';
import { Severity } from '../../diagnostics/severity';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { roleOf, trustOf } from './example-role';

export const selfEscalation: Rule = {
  id: 'self-escalation',
  severity: Severity.ERROR,
  checks: ['E-01'],
  summary: 'a principal can give itself any permission, or become any other principal, by what it may do in IAM',
  why: 'Whoever gets hold of such a principal, by a leaked key or a bug in the workload, is an administrator of the account one call later.',
  accept: 'For the principal of a team or pipeline that manages identities, and that you guard as you guard an administrator.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    'https://pathfinding.cloud',
    'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/',
  ],
  examples: {
    flagged: [
      {
        title: 'a policy that its holder can change, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' } },
      },
      {
        title: 'a wildcard that reaches such an action',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:Create*', Resource: '*' }] },
      },
      {
        title: 'a role that may attach policies to itself',
        resources: roleOf({ Effect: 'Allow', Action: 'iam:AttachRolePolicy', Resource: 'arn:aws:iam::111122223333:role/worker' }, 'lambda.amazonaws.com', 'worker'),
      },
      {
        title: 'the keys of all users',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::111122223333:user/*' }] },
      },
    ],
    allowed: [
      {
        title: 'policies of one name, which those of AWS do not have',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:AttachUserPolicy',
            Resource: '*',
            Condition: { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::*:policy/orders_*' } },
          }],
        },
      },
      {
        title: 'one other role',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::111122223333:role/tenants/orders' }] },
      },
      {
        title: 'roles that have a boundary',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: ['iam:PutRolePolicy', 'iam:AttachRolePolicy'],
            Resource: '*',
            Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workload-boundary' } },
          }],
        },
      },
      {
        title: 'users that manage their own keys',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::111122223333:user/${aws:username}' }],
        },
      },
      {
        title: 'a Deny takes it back',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: ['iam:PutRolePolicy', 'iam:GetRole'], Resource: '*' },
            { Effect: 'Deny', Action: 'iam:Put*', Resource: '*' },
          ],
        },
      },
      {
        title: 'an administrator, of whom `admin-statement` says so',
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: trustOf('cloudformation.amazonaws.com'),
              Policies: [{ PolicyName: 'all', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
            },
          },
        },
      },
    ],
  },

  judgeApp(app) {
    return escalationsOf(app).judged.filter(({ abilities }) => abilities.length > 0).map(violation);
  },
};

/** More ways than this are not told. */
const MOST_WAYS = 3;

function violation(gains: Gains): PlacedViolation {
  const { abilities, holder } = gains;
  const actions = abilities.map(({ action }) => action);
  const ways = [...new Set(abilities.map(({ does }) => does))];
  const told = ways.slice(0, MOST_WAYS).join(', ');
  const more = ways.length > MOST_WAYS ? `, and ${ways.length - MOST_WAYS} ways more` : '';
  return placed(gains, abilities, {
    cause: causeOf(actions),
    message: `${holder.name} can make itself administrator: it can ${told}${more}, by ${byStatements(gains, abilities)}`,
    fix: fixFor(actions),
  });
}

function fixFor(actions: readonly string[]): string {
  const bounded = actions.filter(action => BOUNDED.has(action));
  const removal = `take away ${listOf(actions)}`;
  if (actions.length !== bounded.length) { return `${removal}, or list the resources it is for, without those of its own holder and of administrators`; }
  return `${removal}, or keep it within a boundary: add \`"Condition": { "StringEquals": { "iam:PermissionsBoundary": "<ARN of the boundary>" } }\``;
}

/** The actions that send the boundary of the principal they change. */
const BOUNDED = new Set(['iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:PutRolePolicy', 'iam:PutUserPolicy']);
