import { GITHUB, tokenTrust } from './example-trust';
import { breadthOfGitHubSubject, GivenClaims } from './github-subject';
import { asksFor, ClaimCondition, claimsGiven, isGitHub, OidcTrust, openTrusts } from './oidc-trust';
import { breadthOfSubject } from './subject-breadth';
import { findOidcIssuer } from '../../catalog/oidc-issuers';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { PolicyValue, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { operatorWith } from '../conditions/replace-condition';
import { withConditions } from '../mended-statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { stableText } from '../trust/stable-text';
import { listOf } from '../wording';

export const oidcBroadSubject: Rule = {
  id: 'oidc-broad-subject',
  severity: Severity.ERROR,
  checks: ['O-04', 'O-05', 'O-06', 'O-07', 'O-09', 'O-12', 'O-13', 'O-16', 'O-19'],
  summary: 'the subject that an OpenID Connect trust asks for lets in more than one place of origin',
  why: 'Whoever can run anything that fits the pattern gets the rights of this role: a stranger\'s repository, a pull request that nobody has reviewed, '
    + 'a branch that anyone may push. Of several values the loosest decides.',
  accept: 'For a role that may only read what everyone who can run a workflow there may see.',
  references: [
    'https://docs.github.com/en/actions/reference/security/oidc',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
    'https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/',
    'https://securitylabs.datadoghq.com/articles/exploring-github-to-aws-keyless-authentication-flaws/',
    'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
    'https://docs.gitlab.com/ci/secrets/id_token_authentication',
    'https://vercel.com/docs/oidc/reference',
  ],
  examples: {
    flagged: [
      { title: 'every repository on GitHub', kind: 'trust', policy: withSubject('StringLike', 'repo:*') },
      { title: 'owners whose names begin alike', kind: 'trust', policy: withSubject('StringLike', 'repo:acme*/orders:ref:refs/heads/main') },
      { title: 'every repository of an owner', kind: 'trust', policy: withSubject('StringLike', 'repo:acme/*') },
      { title: 'everything in a repository, unreviewed pull requests included', kind: 'trust', policy: withSubject('StringLike', 'repo:acme/orders:*') },
      { title: 'every branch', kind: 'trust', policy: withSubject('StringLike', 'repo:acme/orders:ref:refs/heads/*') },
      { title: 'an owner by name, whatever its number', kind: 'trust', policy: withSubject('StringLike', 'repo:acme@*/orders@526837261:environment:production') },
      {
        title: 'one broad value beside a narrow one',
        kind: 'trust',
        policy: withSubject('StringLike', ['repo:acme/orders:environment:production', 'repo:acme/*:environment:production']),
      },
      { title: 'a `*` that is compared as a letter', kind: 'trust', policy: withSubject('StringEquals', 'repo:acme/orders:*') },
      { title: 'a subject that any repository can send', kind: 'trust', policy: withSubject('StringEquals', 'environment:production') },
      { title: 'a custom subject whose first claim anyone can fill', kind: 'trust', policy: withSubject('StringLike', 'workflow:*:repo:acme/orders') },
      { title: 'the pipelines of every customer of Buildkite', kind: 'trust', policy: from('agent.buildkite.com', 'organization:*:pipeline:orders:*') },
      { title: 'every branch and tag of a project on GitLab', kind: 'trust', policy: from('gitlab.com', 'project_path:acme/orders:*') },
      { title: 'every pipeline of an organization', kind: 'trust', policy: from('agent.buildkite.com', 'organization:acme:*') },
    ],
    allowed: [
      { title: 'an environment', kind: 'trust', policy: withSubject('StringEquals', 'repo:acme/orders:environment:production') },
      {
        title: 'both forms of one subject',
        kind: 'trust',
        policy: withSubject('StringEquals', ['repo:acme/orders:ref:refs/heads/main', 'repo:acme@65/orders@526837261:ref:refs/heads/main']),
      },
      { title: 'one pipeline of another issuer', kind: 'trust', policy: from('agent.buildkite.com', 'organization:acme:pipeline:orders:ref:refs/heads/main:*') },
      { title: 'a pattern with a fixed part', kind: 'trust', policy: withSubject('StringLike', 'repo:acme/orders:ref:refs/heads/release/*') },
      {
        title: 'every repository of an owner, through one reusable workflow',
        kind: 'trust',
        policy: withSubject('StringLike', 'repo:acme/*', {
          StringEquals: {
            [`${GITHUB}:aud`]: 'sts.amazonaws.com',
            [`${GITHUB}:job_workflow_ref`]: 'acme/workflows/.github/workflows/deploy.yml@refs/heads/main',
          },
        }),
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const trusts = openTrusts(statement);
      return trusts.length === 0 ? NO_VIOLATIONS : trusts.flatMap(trust => judgeTrust(trust, statement, site.document));
    });
  },
};

/** All conditions of a statement must hold, so one narrow condition on the subject is enough; of its values one will do. */
function judgeTrust(trust: OidcTrust, statement: Statement, document: PolicyDocument): readonly Violation[] {
  const given = claimsGiven(trust);
  const judged = trust.claims.filter(claim => claim.claim === 'sub' && asksFor(claim)).map(claim => judgeValues(claim, given, statement, document));
  return judged.length > 0 && judged.every(violations => violations.length > 0) ? judged[0] : NO_VIOLATIONS;
}

function judgeValues(claim: ClaimCondition, given: GivenClaims, statement: Statement, document: PolicyDocument): readonly Violation[] {
  return claim.values.flatMap(value => judgeValue(value, claim, given, statement, document));
}

function judgeValue({ text }: PolicyValue, claim: ClaimCondition, given: GivenClaims, statement: Statement, document: PolicyDocument): Violation[] {
  const { issuer, operator, operatorText } = claim;
  const row = findOidcIssuer(issuer);
  const gitHub = isGitHub(issuer);
  const fix = gitHub
    ? 'name one repository and one context, such as `repo:OWNER/NAME:environment:NAME`, with StringEquals; GitHubActionsRole of this library does it'
    : `name one identity ${row?.subject ? `as \`${row.subject.example}\`` : 'in full, with StringEquals'}`;
  const breadthOf = (subject: SymbolicText, wildcards: boolean) => gitHub
    ? breadthOfGitHubSubject(subject, wildcards, given, row?.isShared === true)
    : breadthOfSubject(row, subject, wildcards, given);
  const breadth = breadthOf(text, operator.wildcards);
  if (breadth !== undefined) {
    return [{ cause: stableText(text), message: `the subject ${listOf([text.toString()])} ${breadth}`, fix }];
  }
  if (!operator.wildcards && text.parts.some(part => typeof part === 'string' && /[*?]/.test(part))) {
    return [{
      cause: stableText(text),
      message: `the subject ${listOf([text.toString()])} never matches: \`${operatorText}\` takes \`*\` and \`?\` for letters like any other`,
      fix: `${fix}, or a pattern with a fixed part, such as \`release/*\`, with StringLike`,
      ...operator.name === 'StringEquals' && claim.values.every(value => breadthOf(value.text, true) === undefined) && {
        replacement: withConditions(statement, document, each => each.operatorText === operatorText && each.key === claim.key
          ? { ...each, operatorText: operatorWith(each, { name: 'StringLike' }) }
          : each),
      },
    }];
  }
  return [];
}

function withSubject(operator: string, subject: string | string[], others: JsonObject = { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }): JsonObject {
  return {
    Statement: [tokenTrust({ ...others, [operator]: { ...others[operator] as JsonObject | undefined, [`${GITHUB}:sub`]: subject } })],
  };
}

function from(issuer: string, subject: string): JsonObject {
  const condition = { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${issuer}:sub`]: subject } };
  return { Statement: tokenTrust(condition, `arn:aws:iam::111122223333:oidc-provider/${issuer}`) };
}
