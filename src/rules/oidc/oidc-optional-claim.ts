import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { GITHUB, tokenTrust } from './example-trust';
import { asksFor, ClaimCondition, givesInFull, OidcTrust, openTrusts } from './oidc-trust';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { withRequired } from '../trust/required-condition';
import { whyLoose } from '../trust/required-keys';

const SUBJECT = { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/orders:ref:refs/heads/main' };

export const oidcOptionalClaim: Rule = {
  id: 'oidc-optional-claim',
  severity: Severity.WARNING,
  checks: ['O-22', 'O-15'],
  summary: 'a condition on a claim of a token also holds for tokens without the claim',
  why: 'Claims such as `environment` are in the token only when the workflow sets them. With `IfExists` or `ForAllValues` whoever leaves the claim out passes, '
    + 'so the condition keeps nobody out.',
  accept: 'When the claim may be absent on purpose, and the subject alone says who may enter.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'an environment, if the job has one',
        kind: 'trust',
        policy: { Statement: tokenTrust({ StringEquals: SUBJECT, StringEqualsIfExists: { [`${GITHUB}:environment`]: 'production' } }) },
      },
      {
        title: 'ForAllValues on a claim with one value',
        kind: 'trust',
        policy: { Statement: [tokenTrust({ 'StringEquals': SUBJECT, 'ForAllValues:StringLike': { [`${GITHUB}:job_workflow_ref`]: 'acme/workflows/*' } })] },
      },
    ],
    allowed: [
      {
        title: 'the environment is required',
        kind: 'trust',
        policy: { Statement: [tokenTrust({ StringEquals: { ...SUBJECT, [`${GITHUB}:environment`]: 'production' } })] },
      },
      {
        title: 'a list of whom to keep out',
        kind: 'trust',
        policy: { Statement: [tokenTrust({ StringEquals: SUBJECT, StringNotEquals: { [`${GITHUB}:actor`]: 'dependabot[bot]' } })] },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const trusts = openTrusts(statement);
      return trusts.length === 0 ? NO_VIOLATIONS : trusts.flatMap(optionalClaims).map(claim => ({
        cause: claim.key.toLowerCase(),
        message: `${whyLoose(claim)}, so it keeps out nobody who leaves the claim out`,
        fix: `require the claim: \`"${claim.operator.name}": {"${claim.key}": …}\``,
        replacement: withRequired(statement, site.document, [claim], condition => claim.claim !== 'job_workflow_ref' || givesInFull(condition)),
      }));
    });
  },
};

function optionalClaims({ claims }: OidcTrust): readonly ClaimCondition[] {
  const optional = claims.filter(isOptional);
  if (optional.length === 0) { return optional; }
  const required = new Set(claims.filter(asksFor).map(({ claim }) => claim));
  return optional.filter(({ claim }) => !required.has(claim));
}

/** The subject and the audience have rules of their own, and `amr` has several values. */
function isOptional({ claim, operator }: ClaimCondition): boolean {
  if (claim === 'sub' || claim === 'aud' || claim === 'amr' || operator.negated || operator.name === 'Null') { return false; }
  return operator.ifExists || operator.qualifier === 'ForAllValues';
}
