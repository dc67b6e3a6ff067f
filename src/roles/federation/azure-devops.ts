/**
 * Azure DevOps, as the AWS Toolkit for Azure DevOps uses it. Subjects: `sc://ORGANIZATION/PROJECT/SERVICE_CONNECTION`.
 *
 * Microsoft retires this issuer for connections to Azure on 2027-07-01. Whether connections to AWS are concerned was not settled when this
 * was read.
 *
 * @see https://aws.amazon.com/blogs/modernizing-with-aws/how-to-federate-into-aws-from-azure-devops-using-openid-connect read 2026-11-22
 * @see https://github.com/aws/aws-toolkit-azure-devops/issues/614 read 2026-11-22
 */
import { NameForm, requireName, requireWrittenOut, SLUG, UUID } from './names';
import { OidcIssuer } from './oidc-issuer';
import { OidcSubject } from './oidc-subject';

const AUDIENCE = 'api://AzureADTokenExchange';
/** A name of Azure DevOps may hold nearly everything. */
const NAME: NameForm = { pattern: /^[^\s/$](?:[^/$]*[^\s/$])?$/, expected: 'its name, without `/` and `$`' };

/**
 * An organization of Azure DevOps as an issuer of tokens. The audience is `api://AzureADTokenExchange`, which all of them have.
 *
 * @see https://aws.amazon.com/blogs/modernizing-with-aws/how-to-federate-into-aws-from-azure-devops-using-openid-connect
 * @see https://learn.microsoft.com/en-us/azure/devops/pipelines/release/convert-service-connections
 */
export class AzureDevOps extends OidcIssuer {
  /**
   * An organization: `https://vstoken.dev.azure.com/ID`.
   *
   * Throws when the name is not one, and when the id is not a UUID or known only at deployment.
   *
   * @param name the organization as it stands in `https://dev.azure.com/NAME`
   * @param id the organization's id, a UUID, also the last part of the issuer that a pipeline's log shows
   */
  public static organization(name: string, id: string): AzureDevOps {
    requireName('organization', name, SLUG, 'name the one organization');
    requireWrittenOut('id', id, UUID, 'copy it from the list of organizations that Organization settings, Microsoft Entra, downloads');
    return new AzureDevOps(name, id);
  }

  private constructor(private readonly organization: string, id: string) {
    super(`https://vstoken.dev.azure.com/${id}`, [AUDIENCE]);
  }

  /**
   * Pipelines that use a service connection to AWS. The token says neither pipeline nor branch: limit both with approvals and checks on the connection,
   * and do not open the connection to all pipelines.
   *
   * Throws when a name is empty, or holds a slash, a dollar sign or a wildcard.
   *
   * @param project the project that the connection is in
   * @param connection the name of the service connection
   * @see https://learn.microsoft.com/en-us/azure/devops/pipelines/process/approvals
   */
  public serviceConnection(project: string, connection: string): OidcSubject {
    requireName('project', project, NAME, 'name the one project');
    requireName('connection', connection, NAME, 'name the connection, and make one subject for each');
    return this._subject(`sc://${this.organization}/${project}/${connection}`);
  }
}
