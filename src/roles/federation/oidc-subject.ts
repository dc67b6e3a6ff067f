/**
 * Whom a role lets in: the issuer, audience and subject of the tokens, and further claims that they must have.
 * Only issuers make subjects, so that a subject always names its tenant, and its audience is always known.
 */
import { Token } from 'aws-cdk-lib';
import { requireNoWildcard } from './names';
import { claimsReadFrom } from '../../catalog/oidc-issuers';
import { nearestName } from '../../diagnostics/nearest-name';
import { globCovers, globsOverlap } from '../../policy/glob';

/** What the tokens of one kind of run say. */
export interface TokenIdentity {
  /** The issuer as condition keys begin: its URL without `https://`. */
  readonly issuer: string;
  readonly audience: string;
  /** The spellings of the subject, one of which a token has. */
  readonly subjects: readonly string[];
  /** Whether the spellings hold wildcards. */
  readonly isPattern?: boolean;
  /** Values of other claims, all of which a token must have. */
  readonly claims?: { readonly [claim: string]: string };
  /** Whether a run may execute code that nobody has reviewed, as pull requests do. */
  readonly isUnreviewed?: boolean;
  /** Unreviewed runs have the subjects of reviewed ones: how to tell those that deploy apart, for error messages. */
  readonly apartBy?: string;
}

/** How the projects, workspaces … of an issuer make their subjects: from the part that is theirs. */
export type MakeSubject<Part = string> = (part: Part, others?: Partial<TokenIdentity>) => OidcSubject;

/**
 * A kind of run that may assume a role, made by an issuer such as `GitLab` or `HcpTerraform`, or by `GitHubRepository`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export abstract class OidcSubject {
  /**
   * @internal
   */
  public static _of(identity: TokenIdentity): OidcSubject {
    return new IssuedSubject(identity);
  }

  /**
   * @internal
   */
  public abstract readonly _identity: TokenIdentity;

  /**
   * The same runs, but only those whose tokens also have these claims, each with exactly this value. All are asked for in one statement.
   *
   * AWS STS reads the following, and no others; in the China and GovCloud partitions try first whether it does.
   * GitHub (not GitHub Enterprise Server): `actor`, `actor_id`, `enterprise_id`, `environment`, `job_workflow_ref`, `ref`, `repository`, `repository_id`,
   * `repository_owner_id`, `workflow`. GitLab.com (not self-managed): `namespace_id`, `pipeline_source`, `project_id`, `ref_protected`,
   * `runner_environment`, `user_access_level`, `user_email`, `user_id`, `user_login`. Buildkite: `build_branch`, `cluster_id`, `cluster_name`,
   * `organization_id`, `organization_slug`, `pipeline_id`, `pipeline_slug`. CircleCI: `oidc.circleci.com/project-id`.
   *
   * Throws when there is no claim, when STS does not read one from tokens of this issuer, and when a value is empty or holds a wildcard.
   *
   * @param claims the values by claim, such as `{ repository_owner_id: '65' }`
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
   */
  public withClaims(claims: { [claim: string]: string }): OidcSubject {
    return OidcSubject._of({ ...this._identity, claims: this._checkedClaims(claims) });
  }

  /**
   * The claims asked for so far and further ones.
   *
   * @internal
   */
  protected _checkedClaims(further: { [claim: string]: string }): { [claim: string]: string } {
    const { issuer, claims = {} } = this._identity;
    requireReadClaims(issuer, Object.keys(further));
    for (const [claim, value] of Object.entries(further)) {
      requireClaimValue(claim, value);
      if (claim in claims && claims[claim] !== value) {
        throw new Error(`claim ${claim} is \`${value}\`, but \`${claims[claim]}\` is asked for already, expected one value: make a subject for each`);
      }
    }
    return { ...claims, ...further };
  }

  /**
   * Whether the tokens of the other kind meet the conditions of this one, as far as both say.
   *
   * @internal
   */
  public _admits(other: OidcSubject): boolean {
    const [mine, its] = [this._identity, other._identity];
    return mine.issuer === its.issuer
      && Object.entries(mine.claims ?? {}).every(([claim, value]) => its.claims?.[claim] === value)
      && its.subjects.some(subject => mine.subjects.some(own => mine.isPattern ? globCovers(own, subject) : own === subject));
  }

  /**
   * Whether one token may meet the conditions of both kinds.
   *
   * @internal
   */
  public _overlaps(other: OidcSubject): boolean {
    const [mine, its] = [this._identity, other._identity];
    return mine.issuer === its.issuer
      && Object.entries(mine.claims ?? {}).every(([claim, value]) => (its.claims?.[claim] ?? value) === value)
      && its.subjects.some(subject => mine.subjects.some(own => globsOverlap(own, subject)));
  }
}

class IssuedSubject extends OidcSubject {
  constructor(public readonly _identity: TokenIdentity) {
    super();
  }
}

function requireReadClaims(issuer: string, claims: string[]): void {
  const read = claimsReadFrom(issuer).filter(claim => claim !== 'aud' && claim !== 'sub');
  if (claims.length === 0) {
    throw new Error(`claims is empty, expected at least one of ${read.join(', ')}: leave withClaims() out, or name a claim`);
  }
  const unread = claims.find(claim => !read.includes(claim));
  if (unread !== undefined) {
    const near = nearestName(unread, read);
    throw new Error(
      `claim \`${unread}\` is not read from tokens of ${issuer} by AWS STS, which reads ${read.join(', ')} besides subject and audience, `
      + `so that nobody could assume the role: ${near === undefined ? 'leave it out' : `write \`${near}\``}`,
    );
  }
}

function requireClaimValue(claim: string, value: string): void {
  requireNoWildcard(`claim ${claim}`, value, 'give the one value that the tokens must have');
  if (!Token.isUnresolved(value) && (value === '' || value.includes('${'))) {
    throw new Error(`claim ${claim} is \`${value}\`, expected the value that the tokens have, without \`\${\`: write it out`);
  }
}
