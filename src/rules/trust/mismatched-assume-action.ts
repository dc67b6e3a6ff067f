/**
 * Errs to silence: a principal or an action that is known only at deployment fits everything.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { ownValue } from '../../policy/json';
import { PolicyValue, PrincipalValue, Statement } from '../../policy/statement';
import { sourceBinding } from '../confused-deputy/source-binding';
import { renamed, withActions } from '../mended-statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { federationOf } from './federation';
import { requiresValueOf } from './required-keys';
import { limitsTokens } from '../oidc/oidc-trust';
import { causeOf, listOf } from '../wording';

/** The ways to take a role; other actions of STS come in addition to one. */
const WAYS: { readonly [action: string]: string } = {
  'sts:assumerole': 'sts:AssumeRole',
  'sts:assumerolewithwebidentity': 'sts:AssumeRoleWithWebIdentity',
  'sts:assumerolewithsaml': 'sts:AssumeRoleWithSAML',
};

export const mismatchedAssumeAction: Rule = {
  id: 'mismatched-assume-action',
  severity: Severity.ERROR,
  checks: ['T-04'],
  summary: 'a principal is allowed a way to take the role that is not its own',
  why: 'Users and services take a role with `sts:AssumeRole`, users of an OpenID Connect provider with `sts:AssumeRoleWithWebIdentity`, '
    + 'those of a SAML provider with `sts:AssumeRoleWithSAML`. With another action the principal never gets in.',
  accept: 'Never: the statement does nothing.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'an OpenID Connect provider with the action for users, in a statement that is no list',
        kind: 'trust',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': 'repo:acme/orders:environment:production',
              },
            },
          },
        },
      },
      {
        title: 'a service with the action for identity providers',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }] },
      },
      {
        title: 'a SAML provider with the action for OpenID Connect',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/login' },
            Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
          }],
        },
      },
      {
        title: 'a way that none of the principals can go',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: ['sts:AssumeRole', 'sts:AssumeRoleWithSAML'] }] },
      },
    ],
    allowed: [
      {
        title: 'each with its own',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: '111122223333', Federated: 'arn:aws:iam::111122223333:saml-provider/login' },
            Action: ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:TagSession'],
          }],
        },
      },
      {
        title: 'tags of a session in a statement of their own',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:TagSession' }] },
      },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement, { document }) {
    const { effect, actions, principals } = statement;
    if (effect !== 'Allow' || actions.negated || !principals || principals.negated) { return NO_VIOLATIONS; }
    const ways = actions.values.map(wayIn).filter(way => way !== undefined);
    if (ways.length === 0 || principals.values.length === 0 || ways.includes('unknown') || actions.values.some(({ text }) => /[*?]/.test(text.literal ?? '*'))) {
      return NO_VIOLATIONS;
    }
    return mismatches(statement, document, ways);
  },
};

function wayIn({ text: { literal } }: PolicyValue): string | undefined {
  return literal === undefined ? 'unknown' : ownValue(WAYS, literal.toLowerCase());
}

const EVERY_WAY = Object.values(WAYS);
const PLAIN = ['sts:AssumeRole'];
const WEB_IDENTITY = ['sts:AssumeRoleWithWebIdentity'];
const SAML = ['sts:AssumeRoleWithSAML'];

/** The ways that a principal can go; all of them where that is not known, or another rule judges the principal. */
function waysOf(principal: PrincipalValue): readonly string[] {
  if (principal.type === 'AWS' || principal.type === 'Service') { return PLAIN; }
  if (principal.type !== 'Federated') { return EVERY_WAY; }
  switch (federationOf(principal)) {
    case 'saml': return SAML;
    case 'oidc':
    case 'domain': return WEB_IDENTITY;
    case 'unknown': return [...WEB_IDENTITY, ...SAML];
    default: return EVERY_WAY;
  }
}

function mismatches(statement: Statement, document: PolicyDocument, ways: readonly string[]): readonly Violation[] {
  const { principals } = statement;
  const possible = principals!.values.map(principal => ({ principal, own: waysOf(principal) }));
  const stuck = possible.filter(({ own }) => !own.some(way => ways.includes(way)));
  const dead = ways.filter(way => !possible.some(({ own }) => own.includes(way)));
  if (stuck.length === 0 && dead.length === 0) { return NO_VIOLATIONS; }
  const types = causeOf(principals!.values.map(({ type }) => type));
  if (stuck.length === 0) {
    return [{
      cause: `${types},${causeOf(dead)}`,
      message: `${listOf(dead)} is allowed, which ${listOf(principals!.values.map(({ text }) => text.toString()))} cannot use to take the role`,
      fix: `remove ${listOf(dead)}`,
      replacement: withActions(statement, document, value => dead.includes(wayIn(value) ?? '') ? undefined : value),
      actions: dead,
    }];
  }
  const own = [...new Set(stuck.flatMap(found => found.own))];
  return [{
    cause: `${types},${causeOf(ways)}`,
    message: `${listOf(stuck.map(({ principal }) => principal.text.toString()))} cannot take the role with ${listOf(ways, 4, 'or')}`,
    fix: `write ${listOf(own, 3, 'or')} as \`Action\``,
    ...stuck.length === possible.length && own.length === 1 && isLimited(own[0], statement) && {
      replacement: withActions(statement, document, value => wayIn(value) === undefined ? value : renamed(value, own[0])),
    },
    actions: ways,
  }];
}

/** Whether the conditions are in place that the way must have: with the action alone mended, more would get in than ought to. */
function isLimited(way: string, statement: Statement): boolean {
  switch (way) {
    case 'sts:AssumeRoleWithWebIdentity': return limitsTokens(statement);
    case 'sts:AssumeRoleWithSAML': return requiresValueOf(statement, 'saml:aud');
    default: return sourceBinding(statement) === 'bound';
  }
}
