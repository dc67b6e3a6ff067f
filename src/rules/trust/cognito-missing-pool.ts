import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { cognitoClaims, poolTrust, POOL, SIGNED_IN, trustsCognito } from './cognito-trust';
import { judgeEachLimited } from './limited-by-denies';
import { withRequired } from './required-condition';
import { conditionsAreKnown, fixes, narrows, whyLoose } from './required-keys';

export const cognitoMissingPool: Rule = {
  id: 'cognito-missing-pool',
  severity: Severity.ERROR,
  checks: ['T-16'],
  summary: 'a trust policy lets in users of every identity pool of Amazon Cognito',
  why: 'Everyone with an AWS account can make an identity pool and sign users in as they like. The pool is told by the audience of the token.',
  accept: 'Never: the id of the pool can be named.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
    'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html',
  ],
  examples: {
    flagged: [
      { title: 'no condition, in a statement that is no list', kind: 'trust', policy: { Statement: poolTrust() } },
      { title: 'whoever is signed in, to any pool', kind: 'trust', policy: { Statement: [poolTrust({ 'ForAnyValue:StringLike': SIGNED_IN })] } },
      {
        title: 'any pool',
        kind: 'trust',
        policy: { Statement: [poolTrust({ 'StringLike': { 'cognito-identity.amazonaws.com:aud': '*' }, 'ForAnyValue:StringLike': SIGNED_IN })] },
      },
      {
        title: 'any pool of a region',
        kind: 'trust',
        policy: {
          Statement: [poolTrust({ 'StringLike': { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:*' }, 'ForAnyValue:StringLike': SIGNED_IN })],
        },
      },
    ],
    allowed: [
      { title: 'one pool', kind: 'trust', policy: { Statement: [poolTrust({ 'StringEquals': POOL, 'ForAnyValue:StringLike': SIGNED_IN })] } },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      if (!trustsCognito(statement)) { return NO_VIOLATIONS; }
      const pools = cognitoClaims(statement, 'aud');
      if (pools.some(pool => fixes(pool)) || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      const why = pools.length > 0 ? pools.map(whyLoose).join('; ') : 'no condition on `cognito-identity.amazonaws.com:aud`';
      return [{
        cause: '',
        message: `users of every identity pool${pools.some(narrows) ? ' that fits' : ''}, of anyone's, can take the role: ${why}`,
        fix: 'require the pool in the same statement: `"StringEquals": {"cognito-identity.amazonaws.com:aud": "REGION:POOL-ID"}`',
        replacement: withRequired(statement, site.document, pools, pool => fixes(pool)),
      }];
    });
  },
};
