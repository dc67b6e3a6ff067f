/**
 * The role that GitHub Actions workflows assume without stored keys. Each trust statement pins the audience and the subject in full.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { finishRole, roleSettings } from './role-settings';
import { GITHUB_AUDIENCE, GITHUB_ISSUER } from './trust/github-oidc-provider';
import { GitHubSubject } from './trust/github-subject';
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
   * The runs that may assume the role, at least one.
   */
  readonly subjects: GitHubSubject[];
}

/**
 * Role of GitHub Actions workflows: named branches, tags, environments or pull requests of named repositories. It may do nothing until something is granted to it.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export class GitHubActionsRole extends iam.Role {
  /**
   * Throws when there is no subject, when the provider is known to be another one than GitHub's, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: GitHubActionsRoleProps) {
    requireSubjects(props.subjects);
    const { oidcProviderArn } = props.provider.oidcProviderRef;
    requireGitHubProvider(oidcProviderArn);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: new iam.CompositePrincipal(...statementConditions(props.subjects)
        .map(conditions => new iam.WebIdentityPrincipal(oidcProviderArn, conditions))),
    });
    finishRole(this, props);
  }
}

/** One set of conditions a statement: exact subjects, patterns and each reusable workflow stand apart, and every statement is complete. */
function statementConditions(subjects: GitHubSubject[]): iam.Conditions[] {
  const groups = new Map<string, GitHubSubject[]>();
  for (const subject of subjects) {
    groups.set(subject._statementKey, [...groups.get(subject._statementKey) ?? [], subject]);
  }
  return [...groups.values()].map(group => group[0]._conditions(GITHUB_AUDIENCE, [...new Set(group.flatMap(subject => subject._subjects))]));
}

function requireSubjects(subjects: GitHubSubject[]): void {
  if (subjects.length === 0) {
    throw new Error(
      'subjects is empty, expected at least one kind of run that may assume the role: '
      + 'add for example GitHubRepository.of(\'acme/orders\').environment(\'production\')',
    );
  }
}

function requireGitHubProvider(arn: string): void {
  if (Token.isUnresolved(arn)) return;
  if (!arn.endsWith(`:oidc-provider/${GITHUB_ISSUER}`)) {
    throw new Error(`provider is \`${arn}\`, expected the one for ${GITHUB_ISSUER}: use GitHubOidcProvider or GitHubOidcProvider.fromAccount(scope, id)`);
  }
}
