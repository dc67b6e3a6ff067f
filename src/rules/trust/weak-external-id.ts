import { Severity } from '../../diagnostics/severity';
import { EXTERNAL_ID_MIN_LENGTH, isExternalId, weaknessOfExternalId } from '../../policy/external-id';
import { hasWildcard, toGlob } from '../../policy/glob';
import { JsonObject } from '../../policy/json';
import { PolicySite } from '../../policy/policy-site';
import { Condition, conditionsOn, PolicyValue, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { listOf } from '../wording';
import { accountPrincipals } from './account-principal';
import { judgeEachLimited } from './limited-by-denies';
import { stableText } from './stable-text';

export const weakExternalId: Rule = {
  id: 'weak-external-id',
  severity: Severity.ERROR,
  checks: ['T-10'],
  summary: 'an ExternalId in a trust policy can be guessed',
  why: 'The ExternalId is all that keeps another customer of the same vendor from having it work in this account. '
    + 'An account id, a placeholder, a short value or a pattern is found by trying.',
  accept: 'When the vendor sets the value and cannot change it: then require its role ARN too.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
  ],
  examples: {
    flagged: [
      { title: 'a short value', kind: 'trust', policy: withExternalId({ StringEquals: { 'sts:ExternalId': 'acme-42' } }) },
      { title: 'the number of the trusted account', kind: 'trust', policy: withExternalId({ StringEquals: { 'sts:ExternalId': '111122223333' } }) },
      { title: 'a placeholder', kind: 'trust', policy: withExternalId({ StringEquals: { 'sts:ExternalId': 'your-external-id' } }) },
      { title: 'a pattern', kind: 'trust', policy: withExternalId({ StringLike: { 'sts:ExternalId': 'acme-f0c51a9e7d2b48c6-*' } }) },
      {
        title: 'a weak value beside a strong one: each of them opens',
        kind: 'trust',
        policy: withExternalId({ StringEquals: { 'sts:ExternalId': ['f0c51a9e7d2b48c6', '12345'] } }),
      },
    ],
    allowed: [
      { title: 'a random value', kind: 'trust', policy: withExternalId({ StringEquals: { 'sts:ExternalId': '6f1d2c84a97be035' } }) },
      {
        title: 'a UUID',
        kind: 'trust',
        policy: withExternalId({ StringEquals: { 'sts:ExternalId': '7c9e6679-7425-40de-944b-e07fc1f90ae7' } }),
      },
      {
        title: 'a service that sends the account that it acts for',
        kind: 'trust',
        policy: withExternalId({ StringEquals: { 'sts:ExternalId': '111122223333' } }, { Service: 'firehose.amazonaws.com' }),
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      if (statement.effect !== 'Allow' || !mayLetInAccounts(statement)) { return NO_VIOLATIONS; }
      const conditions = conditionsOn(statement, 'sts:ExternalId').filter(({ operator }) => operator.family === 'string' && !operator.negated);
      if (conditions.length === 0) { return NO_VIOLATIONS; }
      const accounts = knownAccounts(statement, site);
      const judged = conditions.map(condition => condition.values.flatMap(value => judgeValue(value, condition, accounts)));
      // All conditions must hold, so one that is not weak is enough.
      return judged.every(violations => violations.length > 0) ? judged.flat() : NO_VIOLATIONS;
    });
  },
};

/** A service that sends an ExternalId is no other customer of a vendor: the value has nothing to hide. */
function mayLetInAccounts({ principals }: Statement): boolean {
  return principals !== undefined && (principals.negated || principals.values.some(({ type }) => type === 'AWS' || type === '*'));
}

function knownAccounts(statement: Statement, site: PolicySite): string[] {
  return [site.environment.account, ...accountPrincipals(statement).map(({ account }) => account?.literal)]
    .filter(account => account !== undefined);
}

function judgeValue({ text }: PolicyValue, { operator, operatorText }: Condition, accounts: readonly string[]): Violation[] {
  const pattern = operator.wildcards && hasWildcard(toGlob(text));
  const weakness = pattern ? `a pattern under \`${operatorText}\`` : text.literal === undefined ? undefined : weaknessOf(text.literal, accounts);
  if (weakness === undefined) { return []; }
  return [{
    cause: stableText(text),
    message: `the ExternalId ${listOf([text.toString()])} is ${weakness}; expected ${EXTERNAL_ID_MIN_LENGTH} or more characters that nobody can guess`,
    fix: 'make one with `openssl rand -hex 16`, agree on it with the other side, and compare it with StringEquals',
  }];
}

function weaknessOf(value: string, accounts: readonly string[]): string | undefined {
  return weaknessOfExternalId(value, accounts) ?? (isExternalId(value) ? undefined : 'not one that STS takes, so nobody gets in');
}

function withExternalId(condition: JsonObject, principal: JsonObject = { AWS: 'arn:aws:iam::111122223333:role/scanner' }): JsonObject {
  return {
    Statement: [{
      Effect: 'Allow',
      Principal: principal,
      Action: 'sts:AssumeRole',
      Condition: condition,
    }],
  };
}
