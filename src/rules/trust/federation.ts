/**
 * What kind of identity provider a `Federated` principal of a trust policy is.
 */
import { PrincipalValue } from '../../policy/statement';

/**
 * - `saml` and `oidc`: a provider of the account, by its ARN
 * - `domain`: a provider by its domain, as those are that IAM knows itself
 * - `malformed`: none of these
 * - `unknown`: known only at deployment
 */
export type Federation = 'saml' | 'oidc' | 'domain' | 'malformed' | 'unknown';

const DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;
const PROVIDER_ARN = /^arn:[a-z-]*:iam::[^:]*:(saml|oidc)-provider\/(.+)$/;
const MOST_LETTERS = 2048;

export function federationOf({ text }: PrincipalValue): Federation {
  const { literal } = text;
  if (literal !== undefined) {
    if (literal.length > MOST_LETTERS) { return 'malformed'; }
    const [, kind, name] = PROVIDER_ARN.exec(literal) ?? [];
    if (kind !== undefined) { return /^https?:/.test(name) ? 'malformed' : kind as 'saml' | 'oidc'; }
    return DOMAIN.test(literal) ? 'domain' : 'malformed';
  }
  const known = text.parts.filter(part => typeof part === 'string').join('');
  if (known.includes(':saml-provider/')) { return 'saml'; }
  if (!known.includes(':oidc-provider/')) { return 'unknown'; }
  return /:oidc-provider\/https?:/.test(known) ? 'malformed' : 'oidc';
}
