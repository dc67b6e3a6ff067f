import { GITHUB, tokenTrust } from './example-trust';
import { ClaimCondition, isGitHubServer, openTrusts } from './oidc-trust';
import { claimsReadFrom } from '../../catalog/oidc-issuers';
import { nearestName } from '../../diagnostics/nearest-name';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { requiresKey, Statement } from '../../policy/statement';
import { withConditions } from '../mended-statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { listOf } from '../wording';

/** AWS does not say which claims of GitHub Enterprise Server it reads, so there any passes. */
export const oidcUnknownClaim: Rule = {
  id: 'oidc-unknown-claim',
  severity: Severity.WARNING,
  checks: ['O-21'],
  summary: 'a condition asks for a claim that AWS STS does not read from the tokens of that issuer',
  why: 'STS reads the usual claims from every token, and a few more from the tokens of issuers that AWS lists. For any other the condition sees no value: '
    + 'one that requires it lets nobody in, and one that does not keeps nobody out.',
  accept: 'When AWS has begun to read the claim and the catalog of this library does not know it yet.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
    'https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/',
  ],
  examples: {
    flagged: [
      { title: 'a claim of GitHub that STS does not read', kind: 'trust', policy: withClaims({ StringEquals: { [`${GITHUB}:event_name`]: 'push' } }) },
      { title: 'the issuer, which the principal names', kind: 'trust', policy: withClaims({ StringEquals: { [`${GITHUB}:iss`]: `https://${GITHUB}` } }) },
      { title: 'a misspelt claim', kind: 'trust', policy: withClaims({ StringEqualsIfExists: { [`${GITHUB}:enviroment`]: 'production' } }) },
    ],
    allowed: [
      { title: 'a claim that STS reads', kind: 'trust', policy: withClaims({ StringEquals: { [`${GITHUB}:repository_id`]: '526837261' } }) },
      { title: 'a key of AWS', kind: 'trust', policy: withClaims({ StringLike: { 'sts:RoleSessionName': 'deploy-*' } }) },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement, { document }) {
    const trusts = openTrusts(statement);
    if (trusts.length === 0) { return NO_VIOLATIONS; }
    return trusts.flatMap(({ issuer, claims }) => {
      if (issuer === undefined || isGitHubServer(issuer)) { return []; }
      const read = claimsReadFrom(issuer);
      return claims.filter(({ claim }) => !read.includes(claim)).map(claim => describe(claim, read, statement, document));
    });
  },
};

function describe(condition: ClaimCondition, read: readonly string[], statement: Statement, document: PolicyDocument): Violation {
  const { claim, issuer, key, operatorText } = condition;
  const effect = requiresKey(condition) ? 'so nobody gets in' : `so \`${operatorText}\` keeps nobody out`;
  const near = nearestName(claim, [...read]);
  return {
    cause: key.toLowerCase(),
    message: `no claim \`${claim}\` is read from the tokens of \`${issuer}\` by AWS STS, ${effect}`,
    fix: near === undefined
      ? `remove the condition on \`${key}\`; STS reads ${listOf(read, read.length)}`
      : `write \`${issuer}:${near}\`; STS reads ${listOf(read, read.length)}`,
    // One that nobody meets may be there to be mended.
    ...near === undefined && !requiresKey(condition) && {
      replacement: withConditions(statement, document, each => each.operatorText === operatorText && each.key === key ? undefined : each),
    },
  };
}

function withClaims({ StringEquals: equals = {}, ...others }: { readonly [operator: string]: { readonly [key: string]: string } }) {
  return {
    Statement: tokenTrust({
      ...others,
      StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production', ...equals },
    }),
  };
}
