/**
 * Pulumi Cloud. Subjects of deployments: `pulumi:deploy:org:ORG:project:PROJECT:stack:STACK:operation:OPERATION:scope:write`, with the
 * audience `ORG`; of environments (ESC): `pulumi:environments:org:ORG:env:PROJECT/ENVIRONMENT`, with the audience `aws:ORG`.
 *
 * @see https://www.pulumi.com/docs/pulumi-cloud/deployments/oidc/ read 2026-11-22
 * @see https://www.pulumi.com/docs/esc/guides/configuring-oidc/ read 2026-11-22
 */
import { DOTTED_SLUG, requireName, SLUG } from './names';
import { OidcIssuer } from './oidc-issuer';
import { MakeSubject, OidcSubject } from './oidc-subject';

/**
 * An organization of Pulumi Cloud as an issuer of tokens: `https://api.pulumi.com/oidc`, which all organizations share. The audience tells them apart;
 * it is `aws:ORGANIZATION` for environments (ESC), and `ORGANIZATION` for deployments.
 *
 * @see https://www.pulumi.com/docs/esc/guides/configuring-oidc/aws/
 */
export class PulumiCloud extends OidcIssuer {
  /**
   * An organization.
   *
   * Throws when the name is not one, or holds a wildcard.
   *
   * @param name the organization as it stands in URLs
   */
  public static organization(name: string): PulumiCloud {
    requireName('organization', name, SLUG, 'name the one organization');
    return new PulumiCloud(name);
  }

  private constructor(private readonly organization: string) {
    super('https://api.pulumi.com/oidc', [`aws:${organization}`, organization]);
  }

  /**
   * An environment (ESC) that hands out the role's credentials, with the default subject (no `subjectAttributes`). Whoever may open the environment gets them.
   * Environments of the legacy project `default` have another subject, and are not meant.
   *
   * Throws when a name is not one, or holds a wildcard.
   *
   * @param project the project that the environment is in
   * @param name the environment
   */
  public environment(project: string, name: string): OidcSubject {
    requireName('project', project, DOTTED_SLUG, 'name the one project');
    requireName('environment', name, DOTTED_SLUG, 'name the environment, and make one subject for each');
    if (project === 'default') {
      throw new Error('project is `default`, whose environments have another subject and audience, expected another one: move the environment to a project of its own');
    }
    return this._subject(`pulumi:environments:org:${this.organization}:env:${project}/${name}`);
  }

  /**
   * A stack, which makes the subjects of its deployments (Pulumi Deployments).
   *
   * Throws when a name is not one, or holds a wildcard.
   *
   * @param project the project that the stack is in
   * @param name the stack
   */
  public stack(project: string, name: string): PulumiStack {
    requireName('project', project, DOTTED_SLUG, 'name the one project');
    requireName('stack', name, DOTTED_SLUG, 'name the stack, and make one subject for each');
    const start = `pulumi:deploy:org:${this.organization}:project:${project}:stack:${name}`;
    return PulumiStack._of((operation, others) => this._subject(`${start}:operation:${operation}:scope:write`, { ...others, audience: this.organization }));
  }
}

/**
 * A stack of Pulumi Cloud whose deployments may assume a role, made by `PulumiCloud.stack`.
 */
export class PulumiStack {
  /**
   * @internal
   */
  public static _of(subject: MakeSubject): PulumiStack {
    return new PulumiStack(subject);
  }

  private constructor(private readonly subject: MakeSubject) {}

  /**
   * Previews, as for pull requests: programs that nobody has reviewed. Grant such a role nothing that writes.
   */
  public preview(): OidcSubject {
    return this.subject('preview', { isUnreviewed: true });
  }

  /**
   * Updates.
   */
  public update(): OidcSubject {
    return this.subject('update');
  }

  /**
   * Refreshes of the state.
   */
  public refresh(): OidcSubject {
    return this.subject('refresh');
  }

  /**
   * Destructions of the stack's resources.
   */
  public destroy(): OidcSubject {
    return this.subject('destroy');
  }
}
