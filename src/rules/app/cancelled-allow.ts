/**
 * Names only statements of which a Deny certainly leaves nothing: in the same policy, or in another one of the same identity. A Deny with a
 * condition leaves something almost always, and is not looked at.
 */
import { allow, deny, policyOn, roleOf } from './example-app';
import { asPolicy } from './held-documents';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { globCovers, globsOverlap, toGlob } from '../../policy/glob';
import { PolicyKind } from '../../policy/policy-kind';
import { PolicyElement, Statement } from '../../policy/statement';
import { deadAllows } from '../../reasoning/needless-parts';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { causeOf, listOf } from '../wording';

/** More pairs of action patterns than the longest policy has are not compared. */
const MAX_PAIRS = 20_000;
const WITHOUT_PRINCIPALS: ReadonlySet<PolicyKind> = new Set(['identity', 'permission-set', 'boundary', 'session', 'scp']);

export const cancelledAllow: Rule = {
  id: 'cancelled-allow',
  severity: Severity.WARNING,
  checks: ['W-19'],
  summary: 'a statement allows what a Deny takes away again, all of it',
  why: 'A Deny always wins, so the Allow does nothing: the workload lacks access that the policy seems to give, or the Deny reaches further than was meant.',
  accept: 'When the Deny is there for a time only, to shut somebody out.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  ],
  examples: {
    flagged: [
      {
        title: 'an action of a service that is denied',
        kind: 'identity',
        policy: { Statement: [allow('s3:PutObject', 'arn:aws:s3:::orders/*'), deny('s3:*', '*')] },
      },
      {
        title: 'a Deny of everything else that leaves it out',
        kind: 'identity',
        policy: { Statement: [allow(['sqs:SendMessage'], '*'), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }] },
      },
      {
        title: 'a policy of a bucket',
        kind: 'resource',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/reader' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
          ],
        },
      },
      {
        title: 'a Deny in another policy of the role',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Grant: policyOn('Role', allow('s3:PutObject', 'arn:aws:s3:::orders/*')),
          Guard: policyOn('Role', deny('s3:Put*', '*')),
        },
      },
    ],
    allowed: [
      {
        title: 'a Deny of a part',
        kind: 'identity',
        policy: { Statement: [allow('s3:*', 'arn:aws:s3:::orders/*'), deny('s3:DeleteObject', '*')] },
      },
      {
        title: 'a Deny of what comes without TLS',
        kind: 'resource',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/reader' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
          ],
        },
      },
      {
        title: 'another resource',
        kind: 'identity',
        policy: { Statement: [allow('s3:PutObject', 'arn:aws:s3:::orders/*'), deny('s3:PutObject', 'arn:aws:s3:::ledger/*')] },
      },
      {
        title: 'a resource that is known only at deployment',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Grant: policyOn('Role', allow('s3:PutObject', { 'Fn::ImportValue': 'Objects' }), deny('s3:PutObject', 'arn:aws:s3:::ledger/*')),
        },
      },
    ],
  },

  judgePolicy({ document, kind }) {
    const denies = document.statements.filter(isPlainDeny);
    if (denies.length === 0) { return NO_VIOLATIONS; }
    const suspects = suspectsAmong(document.statements, denies);
    if (suspects.length === 0) { return NO_VIOLATIONS; }
    const comparedKind = WITHOUT_PRINCIPALS.has(kind) ? 'identity' : 'resource';
    const dead = deadAllows({ ...document, statements: [...suspects, ...denies] }, comparedKind).filter(({ verdict }) => verdict === 'holds');
    const paths = new Set(dead.map(({ path }) => path));
    return described(suspects.filter(({ path }) => paths.has(path)), 'a Deny of the same policy');
  },

  judgeIdentity({ inlinePolicies, managedPolicies }) {
    if (inlinePolicies.length + managedPolicies.length < 2) { return NO_VIOLATIONS; }
    const own = [...new Set([...inlinePolicies, ...managedPolicies].map(({ document }) => document))];
    const denying = own.filter(({ statements }) => statements.some(isPlainDeny));
    return denying.length === 0 ? NO_VIOLATIONS : described(own.flatMap(document => cancelledByOthers(document, denying)), 'a Deny of another policy');
  },
};

function cancelledByOthers(document: PolicyDocument, denying: readonly PolicyDocument[]): readonly Statement[] {
  const denies = denying.filter(other => other !== document).flatMap(({ statements }) => statements.filter(isPlainDeny));
  const suspects = suspectsAmong(document.statements, denies);
  if (suspects.length === 0) { return []; }
  const dead = new Set(deadAllows(asPolicy([...suspects, ...denies]), 'identity').filter(({ verdict }) => verdict === 'holds').map(({ statement }) => statement));
  return suspects.filter((_, index) => dead.has(index));
}

function isPlainDeny({ effect, conditions, when }: Statement): boolean {
  return effect === 'Deny' && conditions.length === 0 && when.length === 0;
}

/** The Allow statements of which each action may be denied. */
function suspectsAmong(statements: readonly Statement[], denies: readonly Statement[]): readonly Statement[] {
  const denied = denies.map(({ actions }) => actions);
  let pairs = MAX_PAIRS;
  return denies.length === 0 ? [] : statements.filter(({ effect, actions }) => {
    if (effect !== 'Allow' || actions.negated) { return false; }
    return actions.values.every(({ text }) => denied.some(element => {
      pairs -= element.values.length;
      return pairs > 0 && mayDeny(element, toGlob(text).toLowerCase());
    }));
  });
}

/** `NotAction` leaves alone what one of its entries covers. */
function mayDeny({ negated, values }: PolicyElement, action: string): boolean {
  return negated
    ? !values.some(({ text, when }) => when.length === 0 && globCovers(toGlob(text).toLowerCase(), action))
    : values.some(({ text }) => globsOverlap(toGlob(text).toLowerCase(), action));
}

function described(dead: readonly Statement[], by: string): readonly Violation[] {
  if (dead.length === 0) { return NO_VIOLATIONS; }
  const actions = [...new Set(dead.flatMap(statement => statement.actions.values.map(({ text }) => text.toString())))].sort();
  return [{
    cause: causeOf(actions),
    message: `${listOf(actions)} ${actions.length === 1 ? 'is' : 'are'} allowed, and ${by} takes all of it away`,
    fix: 'remove the Allow, or narrow the Deny to what must stay closed',
    actions,
  }];
}
