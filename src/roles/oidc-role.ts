/**
 * The role that the runs of a CI system assume without stored keys. Each trust statement pins the audience and the subject in full.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { OidcSubject } from './federation/oidc-subject';
import { oidcTrust } from './federation/oidc-trust';
import { finishRole, roleSettings } from './role-settings';
import { WorkloadRoleProps } from './workload-role-props';

/**
 * Properties of an `OidcRole`.
 */
export interface OidcRoleProps extends WorkloadRoleProps {
  /**
   * The issuer's provider in this account: an `OidcProvider`, the result of `OidcProvider.fromAccount`, or one made by other means.
   */
  readonly provider: iam.IOIDCProviderRef;

  /**
   * The runs that may assume the role, at least one, all of the provider's issuer.
   */
  readonly subjects: OidcSubject[];
}

/**
 * Role of whatever an OpenID Connect issuer vouches for, such as pipelines of GitLab, Bitbucket, CircleCI, HCP Terraform, Spacelift, Buildkite, Azure DevOps,
 * Pulumi Cloud, Vercel or GitHub. It may do nothing until something is granted to it.
 *
 * `new OidcRole(this, 'Deployer', { provider, subjects: [GitLab.com().project('acme/orders').branch('main')] })`, where the provider is
 * `new OidcProvider(this, 'GitLab', { issuer: GitLab.com() })`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export class OidcRole extends iam.Role {
  /**
   * Throws when there is no subject, when the subjects are of several issuers or of another one than the provider is known to be, when the provider is known
   * not to list their audience, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: OidcRoleProps) {
    super(scope, id, { ...roleSettings(scope, id, props), assumedBy: oidcTrust(props.provider, props.subjects) });
    finishRole(this, props);
  }
}
