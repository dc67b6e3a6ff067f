import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { cognitoClaims, poolTrust, POOL, SIGNED_IN, trustsCognito } from './cognito-trust';
import { conditionsAreKnown, narrows, whyLoose } from './required-keys';

export const cognitoMissingSignIn: Rule = {
  id: 'cognito-missing-sign-in',
  severity: Severity.WARNING,
  checks: ['T-16'],
  summary: 'a trust policy does not tell guests of an identity pool from users who signed in',
  why: 'With a token of the pool anyone asks STS for a role directly. If the pool lets in guests, a guest takes the role that is meant for users.',
  accept: 'For a pool that lets in no guests and never will, or a role that is for both.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
    'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html',
  ],
  examples: {
    flagged: [
      { title: 'a pool alone, in a statement that is no list', kind: 'trust', policy: { Statement: poolTrust({ StringEquals: POOL }) } },
      {
        title: 'a sign-in that holds for every token',
        kind: 'trust',
        policy: { Statement: [poolTrust({ 'StringEquals': POOL, 'ForAllValues:StringLike': SIGNED_IN })] },
      },
    ],
    allowed: [
      { title: 'users who signed in', kind: 'trust', policy: { Statement: [poolTrust({ 'StringEquals': POOL, 'ForAnyValue:StringLike': SIGNED_IN })] } },
      {
        title: 'guests',
        kind: 'trust',
        policy: {
          Statement: [poolTrust({ 'StringEquals': POOL, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' } })],
        },
      },
      { title: 'one user of the pool', kind: 'trust', policy: { Statement: [poolTrust({ StringEquals: { ...POOL, 'cognito-identity.amazonaws.com:sub': 'eu-west-1:0a' } })] } },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement, site) {
    if (!trustsCognito(statement)) { return NO_VIOLATIONS; }
    const ways = cognitoClaims(statement, 'amr');
    if (ways.some(narrows) || cognitoClaims(statement, 'sub').some(narrows) || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
    const why = ways.length > 0 ? ways.map(whyLoose).join('; ') : 'no condition on `cognito-identity.amazonaws.com:amr`';
    return [{
      cause: '',
      message: `guests of the identity pool can take the role as well: ${why}`,
      fix: 'require in the same statement `"ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}`, or `unauthenticated` for a role for guests',
    }];
  },
};
