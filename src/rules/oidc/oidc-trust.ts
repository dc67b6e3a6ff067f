/**
 * Trust in OpenID Connect providers: which provider a statement trusts, and what it asks of the provider's claims.
 *
 * The provider of a template is often a reference whose URL is not in the policy; then its name is taken from the condition keys,
 * which begin with it.
 */
import { hasWildcard, toGlob } from '../../policy/glob';
import { Condition, PrincipalValue, requiresKey, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { mayAllow } from '../trust/assume-actions';
import { whyLoose } from '../trust/required-keys';

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
const PROVIDER_ARN = /:oidc-provider\/(.+)$/;

export interface OidcTrust {
  /** The URL of the provider without `https://`; `undefined` when neither the ARN nor a condition names it. */
  readonly issuer?: string;
  /** The conditions on the claims of this provider. */
  readonly claims: readonly ClaimCondition[];
}

export interface ClaimCondition extends Condition {
  readonly issuer: string;
  readonly claim: string;
}

/** The OpenID Connect providers whose identities the statement lets take the role. */
export function oidcTrusts(statement: Statement): readonly OidcTrust[] {
  const { principals } = statement;
  if (!principals || principals.negated) { return []; }
  const providers = principals.values.filter(principal => isOidcProvider(principal, statement));
  if (providers.length === 0 || !mayAllow(statement, WEB_IDENTITY)) { return []; }
  const claims = statement.conditions.flatMap(readClaim);
  return providers.map(({ text }) => {
    const issuer = issuerInArn(text) ?? claims[0]?.issuer;
    return { issuer, claims: claims.filter(claim => claim.issuer.toLowerCase() === issuer?.toLowerCase()) };
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

/** Why the conditions on a claim do not ask for it, as the end of a message. */
export function whyNotAsked(conditions: readonly Condition[], key: string): string {
  if (conditions.length === 0) { return `no condition on \`${key}\``; }
  return conditions.map(condition => condition.operator.qualifier === 'ForAnyValue' && requiresKey(condition)
    ? `\`${condition.operatorText}\` is for keys with several values, and \`${condition.key}\` has one`
    : whyLoose(condition)).join('; ');
}

/** How keys of the provider begin, in messages. */
export function issuerName({ issuer }: OidcTrust): string {
  return issuer ?? '<issuer>';
}

/** GitHub itself, its enterprises with an issuer of their own, GHE.com, and GitHub Enterprise Server. */
export function isGitHub(issuer: string | undefined): boolean {
  return issuer !== undefined && /^token\.actions\.(?:githubusercontent\.com(?:\/|$)|[\w-]+\.ghe\.com$)|\/_services\/token$/i.test(issuer);
}
