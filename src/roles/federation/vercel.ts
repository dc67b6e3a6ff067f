/**
 * Vercel. Subjects: `owner:TEAM:project:PROJECT:environment:ENVIRONMENT`. Names change with the team and the project.
 *
 * @see https://vercel.com/docs/oidc/aws read 2026-11-22
 */
import { DOTTED_SLUG, requireName, requireWrittenOut, SLUG } from './names';
import { OidcIssuer, OidcIssuerOptions } from './oidc-issuer';
import { MakeSubject, OidcSubject } from './oidc-subject';

const ISSUER = 'https://oidc.vercel.com';

/**
 * A team of Vercel as an issuer of tokens. The audience is `https://vercel.com/TEAM`.
 *
 * @see https://vercel.com/docs/oidc/aws
 */
export class Vercel extends OidcIssuer {
  /**
   * A team whose projects use the issuer of the team, as Vercel recommends: `https://oidc.vercel.com/TEAM`.
   *
   * Throws when the slug is not one, or known only at deployment.
   *
   * @param slug the team as it stands in URLs
   */
  public static team(slug: string, options: OidcIssuerOptions = {}): Vercel {
    requireWrittenOut('team', slug, SLUG, 'write the team as it stands in `https://vercel.com/TEAM`');
    return new Vercel(`${ISSUER}/${slug}`, slug, options.audience);
  }

  /**
   * A team whose projects use the global issuer, `https://oidc.vercel.com`, which all teams share. Prefer `team`.
   *
   * Throws when the slug is not one, or holds a wildcard.
   *
   * @param slug the team as it stands in URLs
   */
  public static teamOfGlobalIssuer(slug: string): Vercel {
    requireName('team', slug, SLUG, 'write the team as it stands in `https://vercel.com/TEAM`');
    return new Vercel(ISSUER, slug);
  }

  private constructor(url: string, private readonly slug: string, audience = `https://vercel.com/${slug}`) {
    super(url, [audience]);
  }

  /**
   * A project, which makes the subjects of its builds and functions.
   *
   * Throws when the name is not one, or holds a wildcard.
   *
   * @param name the project as it stands in URLs
   */
  public project(name: string): VercelProject {
    requireName('project', name, DOTTED_SLUG, 'name the project, and make one subject for each');
    return VercelProject._of((environment, others) => this._subject(`owner:${this.slug}:project:${name}:environment:${environment}`, others));
  }
}

/**
 * A project of Vercel whose builds and functions may assume a role, made by `Vercel.project`.
 */
export class VercelProject {
  /**
   * @internal
   */
  public static _of(subject: MakeSubject): VercelProject {
    return new VercelProject(subject);
  }

  private constructor(private readonly subject: MakeSubject) {}

  /**
   * Builds and functions in production.
   */
  public production(): OidcSubject {
    return this.subject('production');
  }

  /**
   * Builds and functions of previews, as for pull requests: code that nobody has reviewed. Grant such a role nothing that production has.
   */
  public preview(): OidcSubject {
    return this.subject('preview', { isUnreviewed: true });
  }

  /**
   * Development on people's own machines, with the token that `vercel env pull` fetches.
   */
  public development(): OidcSubject {
    return this.subject('development', { isUnreviewed: true });
  }
}
