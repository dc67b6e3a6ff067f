/**
 * Who gives out tokens, and for whom. An issuer is one tenant of a CI system wherever the system tells tenants apart,
 * so that each subject that it makes names the tenant.
 */
import { Token } from 'aws-cdk-lib';
import { requireNoWildcard } from './names';
import { OidcSubject, TokenIdentity } from './oidc-subject';

/** What IAM's API takes. */
const MAX_AUDIENCE_LENGTH = 255;

/**
 * What issuers whose users choose the audience may be given.
 */
export interface OidcIssuerOptions {
  /**
   * The audience that the runs ask their tokens for, up to 255 characters. The role takes no others.
   *
   * @default - the one that the system's own guide to AWS uses
   */
  readonly audience?: string;
}

/**
 * Someone who gives out OpenID Connect tokens: a CI system, or one's tenant of it.
 *
 * An issuer makes the subjects of its tokens: `GitLab.com().project('acme/orders').branch('main')`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html
 */
export abstract class OidcIssuer {
  /**
   * The issuer's URL, with `https://` and without trailing slash, as it stands in the tokens.
   */
  public readonly url: string;

  /**
   * The audiences of the tokens, which the provider in IAM has to list.
   */
  public readonly audiences: string[];

  /**
   * @param url the issuer's URL, with `https://` and without trailing slash
   * @param audiences the audiences of its tokens; subjects ask for the first, if they do not say otherwise
   */
  protected constructor(url: string, audiences: string[]) {
    audiences.forEach(requireAudience);
    this.url = url;
    this.audiences = [...audiences];
  }

  /**
   * As it stands in ARNs and begins condition keys.
   *
   * @internal
   */
  public get _name(): string {
    return nameOfIssuer(this.url);
  }

  /**
   * @internal
   */
  protected _subject(subject: string | string[], others: Partial<TokenIdentity> = {}): OidcSubject {
    return OidcSubject._of({ issuer: this._name, audience: this.audiences[0], subjects: [subject].flat(), ...others });
  }
}

export function nameOfIssuer(url: string): string {
  return url.replace(/^https:\/\//, '');
}

export function requireAudience(audience: string): void {
  requireNoWildcard('audience', audience, 'give the one that the runs ask their tokens for');
  if (Token.isUnresolved(audience)) return;
  if (audience.length === 0 || audience.length > MAX_AUDIENCE_LENGTH || audience.includes('${')) {
    throw new Error(
      `audience is \`${audience}\` (${audience.length} characters), expected 1 to ${MAX_AUDIENCE_LENGTH} characters without \`\${\`: `
      + 'give the one that the runs ask their tokens for',
    );
  }
}
