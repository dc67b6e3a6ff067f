/**
 * Providers of sign-in that IAM knows itself, by a domain and without a provider made in the account, besides Amazon Cognito. All apps
 * of the world share each of them; their claims say which app a token was given to.
 */

export interface LoginProvider {
  readonly name: string;
  /** The `Federated` principal, and how its condition keys begin. */
  readonly domain: string;
  /** The claims that say for which app the token was made, the one to write first. */
  readonly appClaims: readonly string[];
  /** The value to write, the part to fill in written in capitals. */
  readonly app: string;
  readonly source: string;
  /** The day the row was looked up. */
  readonly date: string;
}

const SOURCE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html';
const DATE = '2026-11-22';

export const LOGIN_PROVIDERS: readonly LoginProvider[] = [
  { name: 'Google', domain: 'accounts.google.com', appClaims: ['aud'], app: 'CLIENT_ID', source: SOURCE, date: DATE },
  { name: 'Facebook', domain: 'graph.facebook.com', appClaims: ['app_id', 'aud'], app: 'APP_ID', source: SOURCE, date: DATE },
  { name: 'Login with Amazon', domain: 'www.amazon.com', appClaims: ['app_id', 'aud'], app: 'amzn1.application-oa2-APP_ID', source: SOURCE, date: DATE },
];

/** The row of a domain, in any case. */
export function findLoginProvider(domain: string): LoginProvider | undefined {
  return LOGIN_PROVIDERS.find(provider => provider.domain === domain.toLowerCase());
}
