/**
 * Errs towards silence: a boundary with any Deny, or whose Allow has a condition, limits something.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { NO_VIOLATIONS, Rule } from '../rule';
import { awsBoundary } from './boundary-documents';
import { roleWithBoundary } from './role-with-boundary';

const FIX = 'name the services that workloads use (`WorkloadBoundary` with `allowedServices`), or deny what must stay out of reach';

export const boundaryWithoutLimit: Rule = {
  id: 'boundary-without-limit',
  severity: Severity.ERROR,
  checks: ['B-12'],
  summary: 'a permissions boundary allows every action on every resource',
  why: 'It bounds nothing, and whoever reads that the role has a boundary trusts in one.',
  accept: 'Never; leave the boundary out instead.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://docs.aws.amazon.com/cdk/v2/guide/customize-permissions-boundaries.html',
  ],
  examples: {
    flagged: [
      { title: 'AdministratorAccess as boundary', resources: roleWithBoundary('arn:aws:iam::aws:policy/AdministratorAccess') },
      {
        title: 'a policy of the app, used as boundary, with one statement that is no list',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
      },
    ],
    allowed: [
      { title: 'an AWS managed policy with a limit', resources: roleWithBoundary('arn:aws:iam::aws:policy/PowerUserAccess') },
      {
        title: 'everything but what is denied',
        kind: 'boundary',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: ['iam:*', 'organizations:*'], Resource: '*' }],
        },
      },
      {
        title: 'everything in one region',
        kind: 'boundary',
        policy: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }] },
      },
      { title: 'a boundary of another app', resources: roleWithBoundary('arn:aws:iam::111122223333:policy/workloads') },
    ],
  },
  kinds: ['boundary'],

  judgePolicy({ document }) {
    return allowsEverything(document) ? [{ cause: '', message: 'the permissions boundary allows `*` on `*`, so that it bounds nothing', fix: FIX }] : NO_VIOLATIONS;
  },

  judgeIdentity(identity) {
    const boundary = awsBoundary(identity);
    return boundary && allowsEverything(boundary.document) ? [{
      cause: boundary.name,
      message: `the permissions boundary of the ${identity.type} is \`${boundary.name}\`, which allows every action on every resource`,
      fix: FIX,
      path: 'PermissionsBoundary',
    }] : NO_VIOLATIONS;
  },
};

function allowsEverything({ statements, undecided }: PolicyDocument): boolean {
  return undecided.length === 0 && statements.every(({ effect }) => effect === 'Allow')
    && statements.some(({ actions, resources, conditions, when }) =>
      isEverything(actions) && isEverything(resources) && conditions.length === 0 && when.length === 0);
}
