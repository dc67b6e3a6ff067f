/**
 * The role that GitHub Actions workflows assume without stored keys: `OidcRole` for the issuer that nearly everyone uses.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GITHUB_ISSUER } from './federation/github-oidc-provider';
import { OidcSubject } from './federation/oidc-subject';
import { OidcRole } from './oidc-role';
import { WorkloadRoleProps } from './workload-role-props';

/**
 * Properties of a `GitHubActionsRole`.
 */
export interface GitHubActionsRoleProps extends WorkloadRoleProps {
  /**
   * GitHub's provider in this account: a `GitHubOidcProvider`, the result of `GitHubOidcProvider.fromAccount`, or one made by other means.
   */
  readonly provider: iam.IOIDCProviderRef;

  /**
   * The runs that may assume the role, at least one, made by `GitHubRepository`.
   */
  readonly subjects: OidcSubject[];
}

/**
 * Role of GitHub Actions workflows: named branches, tags, environments or pull requests of named repositories. It may do nothing until something is granted to it.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export class GitHubActionsRole extends OidcRole {
  /**
   * Throws when there is no subject, when one is not of GitHub.com, when the provider is known to be another one than GitHub's,
   * and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: GitHubActionsRoleProps) {
    props.subjects.forEach(requireGitHub);
    super(scope, id, props);
  }
}

function requireGitHub({ _identity: { issuer } }: OidcSubject): void {
  if (issuer !== GITHUB_ISSUER) {
    throw new Error(`subjects holds one of ${issuer}, expected those of ${GITHUB_ISSUER}: make them with GitHubRepository.of, or use OidcRole`);
  }
}
