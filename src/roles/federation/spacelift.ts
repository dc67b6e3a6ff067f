/**
 * Spacelift. Subjects: `space:SPACE:stack:STACK:run_type:TYPE:scope:read|write`. The issuer and the audience are the account's own.
 *
 * @see https://docs.spacelift.io/integrations/cloud-providers/oidc read 2026-11-22
 */
import { requireHost, requireName, SLUG } from './names';
import { OidcIssuer } from './oidc-issuer';
import { MakeSubject, OidcSubject } from './oidc-subject';

/**
 * An account of Spacelift as an issuer of tokens. The audience is the host name of the account.
 *
 * @see https://docs.spacelift.io/integrations/cloud-providers/oidc/aws-oidc
 */
export class Spacelift extends OidcIssuer {
  /**
   * An account by its address.
   *
   * Throws when the host is not one, or known only at deployment.
   *
   * @param host such as `acme.app.spacelift.io`
   */
  public static account(host: string): Spacelift {
    requireHost('host', host);
    return new Spacelift(host);
  }

  private constructor(host: string) {
    super(`https://${host}`, [host]);
  }

  /**
   * A stack, which makes the subjects of its runs.
   *
   * Throws when an id is not one, or holds a wildcard.
   *
   * @param space the id of the space that the stack is in, such as `production-01JEXAMPLE`
   * @param id the id of the stack, as it stands in URLs
   */
  public stack(space: string, id: string): SpaceliftStack {
    requireName('space', space, SLUG, 'give the id of the one space');
    requireName('stack', id, SLUG, 'give the id of the stack, and make one subject for each');
    return SpaceliftStack._of((run, others) => this._subject(`space:${space}:stack:${id}:run_type:${run}`, others));
  }
}

/**
 * A stack of Spacelift whose runs may assume a role, made by `Spacelift.stack`.
 */
export class SpaceliftStack {
  /**
   * @internal
   */
  public static _of(subject: MakeSubject): SpaceliftStack {
    return new SpaceliftStack(subject);
  }

  private constructor(private readonly subject: MakeSubject) {}

  /**
   * Proposed runs, as for pull requests: code that nobody has reviewed. Grant such a role nothing that writes.
   */
  public proposedRun(): OidcSubject {
    return this.subject('PROPOSED:scope:read', { isUnreviewed: true });
  }

  /**
   * The planning phase of tracked runs, where the stack does not deploy automatically. With autodeploy the whole run is `trackedRun()`.
   */
  public trackedPlan(): OidcSubject {
    return this.subject('TRACKED:scope:read');
  }

  /**
   * Tracked runs when they apply, after whatever confirmation the stack asks for; with autodeploy from the start.
   */
  public trackedRun(): OidcSubject {
    return this.subject('TRACKED:scope:write');
  }

  /**
   * Tasks: commands that people run by hand.
   */
  public task(): OidcSubject {
    return this.subject('TASK:scope:write');
  }
}
