import { requestOf, STRANGER } from '../shown-request';
import { mayLetIn } from './assume-actions';
import { judgeEachLimited } from './limited-by-denies';
import { withRequired } from './required-condition';
import { conditionsAreKnown, fixes } from './required-keys';
import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { conditionsOn, PrincipalValue, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { listOf } from '../wording';

const FIX = 'name the principals, such as `{ "AWS": "arn:aws:iam::111122223333:role/NAME" }`; '
  + 'for a whole organization keep `*` and require `aws:PrincipalOrgID` with StringEquals in the same statement';

/** The keys that say who calls, each with the part of its value that must not be left open. */
const CALLER_KEYS: readonly { readonly key: string; readonly part?: (text: SymbolicText) => SymbolicText | undefined }[] = [
  { key: 'aws:PrincipalOrgID' },
  { key: 'aws:PrincipalOrgPaths', part: text => text.split('/')?.[0] },
  { key: 'aws:PrincipalAccount' },
  { key: 'aws:PrincipalArn', part: text => parseArn(text)?.account },
];

export const trustAnyPrincipal: Rule = {
  id: 'trust-any-principal',
  severity: Severity.ERROR,
  checks: ['P-15', 'T-01', 'T-02'],
  summary: 'a trust policy lets in any principal of any account',
  why: 'Everyone with an AWS account can take the role and with it all that the role may do. '
    + 'A condition helps only if it says who calls: the caller chooses the ExternalId, the session name and the tags.',
  accept: 'When a Deny statement keeps out everybody else by a key that says who calls in other words, such as a tag that only the own organization sets.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
    'https://aws.amazon.com/blogs/security/how-to-use-trust-policies-with-iam-roles/',
  ],
  examples: {
    flagged: [
      { title: 'a bare `*`', kind: 'trust', policy: { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } } },
      {
        title: '`*` in a list of AWS principals',
        kind: 'trust',
        policy: {
          Statement: [{ Effect: 'Allow', Principal: { AWS: ['arn:aws:iam::111122223333:role/deploy', '*'] }, Action: 'sts:AssumeRole' }],
        },
      },
      {
        title: 'an ExternalId says nothing of who calls',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'f0c51a9e7d2b48c6' } },
          }],
        },
      },
      {
        title: 'a role name in any account',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'sts:AssumeRole',
            Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy' } },
          }],
        },
      },
      {
        title: 'a Deny that keeps out nobody',
        kind: 'trust',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
            { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy' } } },
          ],
        },
      },
      {
        title: 'all but one',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }] },
      },
    ],
    allowed: [
      {
        title: 'one role',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/deploy' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'f0c51a9e7d2b48c6' } },
          }],
        },
      },
      {
        title: 'the own organization',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          }],
        },
      },
      {
        title: 'a Deny keeps out all others',
        kind: 'trust',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
            { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
          ],
        },
      },
      {
        title: 'a Deny restricts',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          }],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const { principals } = statement;
      if (!principals || !mayLetIn(statement)) { return NO_VIOLATIONS; }
      if (principals.negated) { return [{ ...openToAllBut(principals.values), witness: requestOf(STRANGER, {}, statement, site, 'sts:AssumeRole') }]; }
      const open = principals.values.find(principal => principal.text.literal === '*' && !namesCaller(principal, statement));
      if (!open || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      return [{
        ...openTo(open, statement),
        replacement: withRequiredCaller(open, statement, site.document),
        witness: requestOf(STRANGER, {}, statement, site, 'sts:AssumeRole'),
      }];
    });
  },
};

/** Services and identity providers are not told apart by the keys of AWS principals. */
function namesCaller({ type }: PrincipalValue, statement: Statement): boolean {
  return (type === '*' || type === 'AWS')
    && CALLER_KEYS.some(({ key, part }) => conditionsOn(statement, key).some(condition => fixes(condition, part)));
}

/** A condition on the caller that also holds without its key is as good as none. */
function withRequiredCaller({ type }: PrincipalValue, statement: Statement, document: PolicyDocument): JsonObject | undefined {
  if (type !== '*' && type !== 'AWS') { return undefined; }
  const caller = CALLER_KEYS.flatMap(({ key, part }) => conditionsOn(statement, key).map(condition => ({ condition, part })));
  for (const { condition, part } of caller) {
    const required = withRequired(statement, document, [condition], each => fixes(each, part));
    if (required) { return required; }
  }
  return undefined;
}

function openTo({ type }: PrincipalValue, { conditions }: Statement): Violation {
  const who = type === '*' || type === 'AWS' ? 'any principal of any AWS account' : `any principal of type ${type}`;
  const limits = conditions.length > 0
    ? `; its conditions (${listOf(conditions.map(condition => condition.key))}) do not say who calls`
    : '';
  return {
    cause: '*',
    message: `the principal is \`${type === '*' ? '*' : `{"${type}": "*"}`}\`, so ${who} can take the role${limits}`,
    fix: FIX,
  };
}

function openToAllBut(values: readonly PrincipalValue[]): Violation {
  return {
    cause: 'NotPrincipal',
    message: `\`NotPrincipal\` with Allow lets in everyone but ${listOf(values.map(value => value.text.toString()))}, and IAM refuses it in a trust policy`,
    fix: FIX,
  };
}
