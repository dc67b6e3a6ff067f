/**
 * Errs towards silence: an Allow with a condition or for some resources only leaves no way out for sure, and a Deny that turns on the
 * boundary, the attached policy or the resource is taken to close it.
 */
import { SELF_WIDENING_ACTIONS } from '../../catalog/self-widening-actions';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { globCovers } from '../../policy/glob';
import { possibleLiterals } from '../../policy/possible-literals';
import { PolicyElement, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { causeOf, listOf } from '../wording';
import { awsBoundary } from './boundary-documents';
import { roleWithBoundary } from './role-with-boundary';

const WAYS_OUT = SELF_WIDENING_ACTIONS.map(({ action }) => action).filter(action => action.startsWith('iam:'));

export const boundaryLeavesWayOut: Rule = {
  id: 'boundary-leaves-way-out',
  severity: Severity.WARNING,
  checks: ['B-13'],
  summary: 'a permissions boundary allows the IAM actions by which a role comes by rights beyond it',
  why: 'A bounded role that may make a role without the boundary, change the boundary or give rights to another role is bounded by nothing. '
    + 'It takes one careless grant such as `iam:*`.',
  accept: 'For the boundary of people who administer IAM itself.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
  ],
  examples: {
    flagged: [
      {
        title: 'some services denied, IAM not',
        kind: 'boundary',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'organizations:*', Resource: '*' }],
        },
      },
      {
        title: 'a statement that is no list',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['s3:*', 'iam:*Role*'], Resource: '*' } },
      },
      {
        title: 'all but other services',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', NotAction: 'organizations:*', Resource: '*' } },
      },
      { title: 'an AWS managed policy', resources: roleWithBoundary('arn:aws:iam::aws:policy/IAMFullAccess') },
    ],
    allowed: [
      {
        title: 'IAM denied',
        kind: 'boundary',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'iam:*', Resource: '*' }],
        },
      },
      {
        title: 'a few services',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:*', 'sqs:*', 'iam:PassRole'], Resource: '*' }] },
      },
      {
        title: 'roles only with the boundary',
        kind: 'boundary',
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: ['s3:*', 'iam:*'], Resource: '*' },
            {
              Effect: 'Deny',
              Action: ['iam:*Role*', 'iam:*User*', 'iam:*Group*', 'iam:*LoginProfile', 'iam:CreateAccessKey'],
              Resource: '*',
              Condition: { StringNotEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workloads' } },
            },
            { Effect: 'Deny', Action: ['iam:*PolicyVersion', 'iam:DeletePolicy'], Resource: 'arn:aws:iam::111122223333:policy/workloads' },
            { Effect: 'Deny', Action: ['iam:UpdateAssumeRolePolicy'], Resource: '*' },
          ],
        },
      },
      {
        title: 'a boundary that bounds nothing is reported by boundary-without-limit',
        kind: 'boundary',
        policy: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
    ],
  },
  kinds: ['boundary'],

  judgePolicy({ document }) {
    return judged(document, '', 'the permissions boundary');
  },

  judgeIdentity(identity) {
    const boundary = awsBoundary(identity);
    return boundary ? judged(boundary.document, boundary.name, `the permissions boundary \`${boundary.name}\` of the ${identity.type}`) : NO_VIOLATIONS;
  },
};

function judged({ statements, undecided }: PolicyDocument, name: string, subject: string): readonly Violation[] {
  const open = statements.filter(isOpenAllow);
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  const isUnlimited = denies.length === 0 && open.some(({ actions }) => isEverything(actions));
  if (open.length === 0 || isUnlimited || undecided.length > 0) { return NO_VIOLATIONS; }
  const left = WAYS_OUT.filter(action => open.some(allow => matches(allow.actions, action)) && !denies.some(deny => matches(deny.actions, action)));
  if (left.length === 0) { return NO_VIOLATIONS; }
  return [{
    cause: name || causeOf(left),
    message: `${subject} allows ${listOf(left)}, by which whoever is under it comes by rights beyond it`,
    fix: 'deny them in the boundary, or all of `iam:*` where workloads do not need it; `WorkloadBoundary` of this library does',
    actions: left,
  }];
}

function isOpenAllow({ effect, resources, conditions, when }: Statement): boolean {
  return effect === 'Allow' && conditions.length === 0 && when.length === 0 && isEverything(resources);
}

/** For what is known only at deployment: no. */
function matches({ negated, values }: PolicyElement, action: string): boolean {
  const wanted = action.toLowerCase();
  return negated !== values.some(({ text }) => possibleLiterals(text)?.some(literal => globCovers(literal.toLowerCase(), wanted)) ?? negated);
}
