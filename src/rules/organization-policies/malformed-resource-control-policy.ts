import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { Statement } from '../../policy/statement';
import { actionPatterns } from '../action-pattern';
import { withPrincipalsByCondition } from '../principals/principals-by-condition';
import { Rule, Violation } from '../rule';
import { listOf } from '../wording';

/** What every policy must be, and that an RCP has principals and resources, is `malformed-policy`'s to report. */
export const malformedResourceControlPolicy: Rule = {
  id: 'malformed-resource-control-policy',
  severity: Severity.ERROR,
  checks: ['S-03', 'S-04', 'S-05', 'S-06'],
  summary: 'a statement is one that AWS Organizations does not take in a resource control policy',
  why: 'The policy is refused at deployment. A resource control policy of your own can only deny, to everyone, actions that it names; whom it spares stands in its conditions.',
  accept: 'Never for a policy that is deployed.',
  references: ['https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html'],
  examples: {
    flagged: [
      { title: 'it allows', kind: 'rcp', policy: withStatement({ Effect: 'Allow' }) },
      { title: 'one principal', kind: 'rcp', policy: withStatement({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }) },
      { title: 'all but one principal', kind: 'rcp', policy: withStatement({ Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } }) },
      { title: 'all but some actions, in a statement that is no list', kind: 'rcp', policy: { Statement: statement({ Action: undefined, NotAction: 's3:GetObject' }) } },
      { title: 'every action', kind: 'rcp', policy: withStatement({ Action: '*' }) },
    ],
    allowed: [
      { title: 'a Deny for everyone, with a condition', kind: 'rcp', policy: withStatement({}) },
      { title: 'the other spelling of everyone', kind: 'rcp', policy: withStatement({ Principal: { AWS: '*' } }) },
      { title: 'all but some resources', kind: 'rcp', policy: withStatement({ Resource: undefined, NotResource: 'arn:aws:s3:::public-*' }) },
    ],
  },
  kinds: ['rcp'],

  judgeStatement(subject, { document }) {
    return [...judgeEffect(subject), ...judgePrincipals(subject, document), ...judgeActions(subject)];
  },
};

function judgeEffect({ effect, path }: Statement): Violation[] {
  return effect === 'Deny' ? [] : [{
    cause: 'Effect',
    path: `${path}/Effect`,
    message: 'the statement has the effect `Allow`, which only `RCPFullAWSAccess` of AWS may have',
    fix: 'remove the statement; what no resource control policy denies is left to the other policies',
  }];
}

function judgePrincipals(subject: Statement, document: PolicyDocument): Violation[] {
  const { effect, principals, path } = subject;
  if (!principals) { return []; }
  const fix = 'write `"Principal": "*"`, and whom to spare as a condition, such as `"ArnNotLikeIfExists": {"aws:PrincipalArn": "…"}`';
  if (principals.negated) {
    return [{ cause: 'NotPrincipal', path: `${path}/NotPrincipal`, message: 'the statement has `NotPrincipal`, expected `"Principal": "*"`', fix }];
  }
  const others = principals.values.filter(({ text }) => text.parts.some(part => typeof part === 'string') && text.literal !== '*');
  return others.length === 0 ? [] : [{
    cause: 'Principal',
    path: `${path}/Principal`,
    message: `the principal is ${listOf(others.map(({ text }) => text.toString()))}, expected \`*\``,
    fix,
    ...effect === 'Deny' && { replacement: withPrincipalsByCondition(subject, document, 'ArnEquals') },
  }];
}

function judgeActions({ actions, path }: Statement): Violation[] {
  const fix = 'name the actions with their service, such as `s3:*`';
  if (actions.negated) { return [{ cause: 'NotAction', path: `${path}/NotAction`, message: 'the statement has `NotAction`, expected `Action`', fix }]; }
  const everything = actionPatterns(actions).find(({ isEverything }) => isEverything)?.text;
  return everything === undefined
    ? []
    : [{ cause: 'Action', path: `${path}/Action`, message: `the action is \`${everything}\`, expected actions of named services`, fix, actions: [everything] }];
}

function statement(parts: JsonObject): JsonObject {
  return {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-acme123456' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    ...parts,
  };
}

function withStatement(parts: JsonObject): JsonObject {
  return { Version: '2012-10-17', Statement: [statement(parts)] };
}
