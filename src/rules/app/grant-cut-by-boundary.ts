/**
 * Names only grants of which the boundary certainly leaves nothing. What it cuts in part is how a boundary works.
 *
 * Action by action; what the boundary plainly allows on everything, and denies nowhere without a condition, is not looked at further.
 */
import { allow, deny, roleOf } from './example-app';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { globCovers, globsOverlap } from '../../policy/glob';
import { JsonObject } from '../../policy/json';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { boundaryCuts } from '../../reasoning/boundary-cuts';
import { boundaryDocument } from '../boundaries/boundary-documents';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { asPolicy, heldDocuments } from './held-documents';

/** More grants of one policy are not compared. */
const MAX_GRANTS = 100;

export const grantCutByBoundary: Rule = {
  id: 'grant-cut-by-boundary',
  severity: Severity.WARNING,
  checks: ['B-11'],
  summary: 'a policy allows what the permissions boundary of the identity leaves nothing of',
  why: 'The workload is denied at run time though its policy reads as if it were allowed; and the grant comes to life, unreviewed, when the boundary is widened.',
  accept: 'When the policy is shared with an app whose boundary is wider.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a service that the boundary does not have',
        resources: boundedBy([allow(['s3:*', 'dynamodb:*'], '*')], [allow(['sqs:SendMessage', 's3:GetObject'], ['arn:aws:sqs:eu-west-1:111122223333:q', 'arn:aws:s3:::b/*'])]),
      },
      {
        title: 'an action that the boundary denies',
        resources: boundedBy([allow('*', '*'), deny('iam:*', '*')], [allow('iam:CreateUser', '*')]),
      },
      {
        title: 'a boundary of AWS',
        resources: boundedBy('arn:aws:iam::aws:policy/PowerUserAccess', [allow('organizations:LeaveOrganization', '*')]),
      },
    ],
    allowed: [
      { title: 'a grant within the boundary', resources: boundedBy([allow('*', '*'), deny('iam:*', '*')], [allow('s3:GetObject', 'arn:aws:s3:::b/*')]) },
      {
        title: 'a grant of which a part is left',
        resources: boundedBy([allow('*', '*'), deny('s3:PutBucketPolicy', '*')], [allow('s3:*', 'arn:aws:s3:::b')]),
      },
      {
        title: 'a boundary that denies other regions',
        resources: boundedBy(
          [allow('*', '*'), deny('*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } })],
          [allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:q')],
        ),
      },
      {
        title: 'a resource that is known only at deployment',
        resources: boundedBy([allow('s3:*', 'arn:aws:s3:::acme-*')], [allow('s3:GetBucketLocation', { 'Fn::ImportValue': 'BucketArn' })]),
      },
    ],
  },

  judgeIdentity(identity) {
    const boundary = boundaryDocument(identity);
    if (!boundary) { return NO_VIOLATIONS; }
    const ceiling = ceilingOf(boundary);
    const cut = heldDocuments(identity).own.flatMap(ceiling.cutWhole);
    return cut.length === 0 ? NO_VIOLATIONS : [{
      cause: causeOf(cut),
      message: `${listOf([...new Set(cut)].sort())} ${cut.length === 1 ? 'is' : 'are'} allowed by the policies of the ${identity.type}, `
        + 'and its permissions boundary leaves nothing of it',
      fix: 'take the actions out of the policy, or, if the workload needs them, allow them in the boundary',
      path: 'PermissionsBoundary',
      actions: [...new Set(cut)].sort(),
    }];
  },
};

/** Many identities have one boundary. */
const ceilingOf = rememberFor((boundary: PolicyDocument) => {
  const open = boundary.statements.filter(statement => statement.effect === 'Allow' && isPlain(statement));
  const denied = boundary.statements.filter(statement => statement.effect === 'Deny' && isPlain(statement));
  const doubted = new Map<string, boolean>();

  function isDoubted(action: string): boolean {
    let answer = doubted.get(action);
    if (answer === undefined) {
      const wanted = action.toLowerCase();
      answer = !open.some(statement => isEverything(statement.resources) && coversAction(statement, wanted))
        || denied.some(statement => overlapsAction(statement, wanted));
      doubted.set(action, answer);
    }
    return answer;
  }

  /** The actions of which nothing is left. */
  const cutWhole = rememberFor((document: PolicyDocument): readonly string[] => {
    const grants: Statement[] = [];
    for (const statement of document.statements) {
      const { effect, actions } = statement;
      if (effect !== 'Allow' || actions.negated) { continue; }
      for (const value of actions.values) {
        const { literal } = value.text;
        if (literal !== undefined && isDoubted(literal)) { grants.push({ ...statement, actions: { negated: false, values: [value] } }); }
      }
    }
    if (grants.length === 0 || grants.length > MAX_GRANTS) { return []; }
    const denies = document.statements.filter(({ effect }) => effect === 'Deny');
    return boundaryCuts(asPolicy([...grants, ...denies]), boundary)
      .filter(({ extent }) => extent === 'everything')
      .map(({ statement }) => grants[statement].actions.values[0].text.toString());
  });
  return { cutWhole };
});

function isPlain({ conditions, when }: Statement): boolean {
  return conditions.length === 0 && when.length === 0;
}

function coversAction({ actions: { negated, values } }: Statement, wanted: string): boolean {
  const globs = values.map(({ text }) => text.literal?.toLowerCase());
  return negated
    ? globs.every(glob => glob !== undefined && !globsOverlap(glob, wanted))
    : globs.some(glob => glob !== undefined && globCovers(glob, wanted));
}

function overlapsAction({ actions: { negated, values } }: Statement, wanted: string): boolean {
  const globs = values.map(({ text }) => text.literal?.toLowerCase());
  return negated
    ? !globs.some(glob => glob !== undefined && globCovers(glob, wanted))
    : globs.some(glob => glob === undefined || globsOverlap(glob, wanted));
}

/** A role with a boundary, which is the app's own or one of AWS, and a policy. */
function boundedBy(boundary: JsonObject[] | string, statements: JsonObject[]): JsonObject {
  const isOwn = typeof boundary !== 'string';
  return {
    ...isOwn && { Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: boundary } } } },
    Role: roleOf('lambda.amazonaws.com', {
      PermissionsBoundary: isOwn ? { Ref: 'Boundary' } : boundary,
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    }),
  };
}
