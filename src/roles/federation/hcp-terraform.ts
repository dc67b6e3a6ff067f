/**
 * HCP Terraform and Terraform Enterprise. Subjects: `organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:plan|apply`.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/workload-identity-tokens read 2026-11-22
 */
import { requireHost, requireName, SLUG, TITLE } from './names';
import { OidcIssuer, OidcIssuerOptions } from './oidc-issuer';
import { MakeSubject, OidcSubject } from './oidc-subject';

/**
 * What an organization of HCP Terraform may be given.
 */
export interface HcpTerraformOptions extends OidcIssuerOptions {
  /**
   * Where the organization is, without `https://`: a Terraform Enterprise, or another region of HCP Terraform.
   *
   * @default app.terraform.io
   */
  readonly host?: string;
}

/**
 * An organization of HCP Terraform as an issuer of tokens. The audience is `aws.workload.identity`, unless `TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE` is set.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/aws-configuration
 */
export class HcpTerraform extends OidcIssuer {
  /**
   * An organization, at `https://app.terraform.io` unless another host is given.
   *
   * Throws when the name or the host is not one, and when the host is known only at deployment.
   *
   * @param name the organization as it stands in URLs
   */
  public static organization(name: string, options: HcpTerraformOptions = {}): HcpTerraform {
    requireName('organization', name, SLUG, 'name the one organization whose runs may enter');
    const { host = 'app.terraform.io', audience = 'aws.workload.identity' } = options;
    requireHost('host', host);
    return new HcpTerraform(name, host, audience);
  }

  private constructor(private readonly organization: string, host: string, audience: string) {
    super(`https://${host}`, [audience]);
  }

  /**
   * A workspace, which makes the subjects of its runs.
   *
   * Throws when a name is not one, or holds a wildcard.
   *
   * @param project the project that the workspace is in, such as `Default Project`
   * @param name the workspace
   */
  public workspace(project: string, name: string): HcpTerraformWorkspace {
    requireName('project', project, TITLE, 'name the one project');
    requireName('workspace', name, SLUG, 'name the workspace, and make one subject for each');
    return HcpTerraformWorkspace._of((phase, others) =>
      this._subject(`organization:${this.organization}:project:${project}:workspace:${name}:run_phase:${phase}`, others));
  }
}

/**
 * A workspace of HCP Terraform whose runs may assume a role, made by `HcpTerraform.workspace`.
 */
export class HcpTerraformWorkspace {
  /**
   * @internal
   */
  public static _of(subject: MakeSubject<'plan' | 'apply'>): HcpTerraformWorkspace {
    return new HcpTerraformWorkspace(subject);
  }

  private constructor(private readonly subject: MakeSubject<'plan' | 'apply'>) {}

  /**
   * The plan phase of every run, speculative plans of pull requests included: configuration that nobody has reviewed. Grant such a role nothing that writes.
   * It goes into the workspace as `TFC_AWS_PLAN_ROLE_ARN`.
   */
  public plan(): OidcSubject {
    return this.subject('plan', { isUnreviewed: true });
  }

  /**
   * The apply phase, after whatever approval the workspace asks for. It goes into the workspace as `TFC_AWS_APPLY_ROLE_ARN`.
   */
  public apply(): OidcSubject {
    return this.subject('apply');
  }
}
