import { Severity } from '../../diagnostics/severity';
import { globCovers } from '../../policy/glob';
import { Condition } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { cognitoClaims, poolTrust, POOL, SIGNED_IN, trustsCognito } from './cognito-trust';
import { judgeEachLimited } from './limited-by-denies';
import { withRequired } from './required-condition';
import { conditionsAreKnown, everyValue, fixes, whyLoose } from './required-keys';

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
      {
        title: 'a pattern that `unauthenticated` fits as well',
        kind: 'trust',
        policy: {
          Statement: [poolTrust({ 'StringEquals': POOL, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': '*authenticated' } })],
        },
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

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      if (!trustsCognito(statement)) { return NO_VIOLATIONS; }
      const ways = cognitoClaims(statement, 'amr');
      if (ways.some(tellsGuests) || cognitoClaims(statement, 'sub').some(user => fixes(user)) || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      const why = ways.length > 0 ? ways.map(whyLoose).join('; ') : 'no condition on `cognito-identity.amazonaws.com:amr`';
      return [{
        cause: '',
        message: `guests of the identity pool can take the role as well: ${why}`,
        fix: 'require in the same statement `"ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}`, or `unauthenticated` for a role for guests',
        replacement: withRequired(statement, site.document, ways, tellsGuests, 'ForAnyValue'),
      }];
    });
  },
};

const GUESTS = 'unauthenticated';

/** Users are told apart by who signed them in, often a pattern such as `cognito-idp.*`; it is loose when guests fit it too. */
function tellsGuests(condition: Condition): boolean {
  return everyValue(condition, ({ text: { literal } }) => literal === undefined || literal === GUESTS || !globCovers(literal, GUESTS));
}
