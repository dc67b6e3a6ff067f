/**
 * The two roles of one pipeline, kept apart: one that reads, for what nobody has reviewed, and one that deploys.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { OidcSubject } from './federation/oidc-subject';
import { requireSubjects } from './federation/oidc-trust';
import { OidcRole } from './oidc-role';
import { WorkloadRoleOptions } from './workload-role-props';
import { CdkDeployGrants, CdkEnvironments } from '../guardrails/cdk-deploy-grants';

/**
 * Properties of `CiRoles`. What is common to roles applies to both.
 */
export interface CiRolesProps extends WorkloadRoleOptions {
  /**
   * The issuer's provider in this account: an `OidcProvider` or `GitHubOidcProvider`, the result of their `fromAccount`, or one made by other means.
   */
  readonly provider: iam.IOIDCProviderRef;

  /**
   * The runs that plan, at least one: pull requests, previews, plan phases. They may execute code that nobody has reviewed.
   */
  readonly plan: OidcSubject[];

  /**
   * The runs that deploy, at least one: a protected environment or branch, an apply phase. None of them may be of pull requests.
   */
  readonly deploy: OidcSubject[];

  /**
   * The bootstrapped environments that a CDK app is deployed to. The deploying role may then assume their bootstrap roles for deploying, publishing and
   * look-ups, and the planning role those for look-ups, which read.
   *
   * @default - both roles may do nothing until something is granted to them
   * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
   */
  readonly cdkEnvironments?: CdkEnvironments;
}

/**
 * The pair of roles of one pipeline: `planRole` for pull requests, which should only read, and `deployRole` for what has been reviewed.
 * No subject that plans is one that deploys; that runs cannot choose their subject is for the system's own protection rules.
 *
 * `new CiRoles(this, 'Ci', { provider, plan: [repository.pullRequest()], deploy: [repository.environment('production')] })`, where the repository is
 * `GitHubRepository.of('acme/orders')`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export class CiRoles extends Construct {
  /**
   * What runs may do that nobody has reviewed: grant it nothing that writes, and no secret to read.
   */
  public readonly planRole: OidcRole;

  /**
   * What reviewed runs may do.
   */
  public readonly deployRole: OidcRole;

  /**
   * Throws when `deploy` holds a subject of pull requests or of other runs that nobody has reviewed, when a run that plans could take the role that deploys,
   * and as `OidcRole` and `CdkDeployGrants.fromEnvironments` do.
   */
  constructor(scope: Construct, id: string, props: CiRolesProps) {
    super(scope, id);
    const { plan, deploy, cdkEnvironments, ...common } = props;
    requireSubjects('plan', plan);
    requireSubjects('deploy', deploy);
    deploy.forEach(requireReviewed);
    requireApart(plan, deploy);
    const grants = cdkEnvironments && CdkDeployGrants.fromEnvironments(cdkEnvironments);
    this.planRole = new OidcRole(this, 'PlanRole', { ...common, subjects: plan, description: 'Plans changes, and reads what that needs' });
    this.deployRole = new OidcRole(this, 'DeployRole', { ...common, subjects: deploy, description: 'Deploys changes that have been reviewed' });
    grants?.plan(this.planRole);
    grants?.deploy(this.deployRole);
  }
}

function requireReviewed({ _identity: { isUnreviewed, subjects } }: OidcSubject): void {
  if (isUnreviewed) {
    throw new Error(
      `deploy holds \`${subjects[0]}\`, which lets in runs that nobody has reviewed, such as those of pull requests, expected only runs that have been: `
      + 'move it to plan, and name a protected environment, a protected branch or an apply phase here',
    );
  }
}

function requireApart(plan: OidcSubject[], deploy: OidcSubject[]): void {
  for (const deploying of deploy) {
    const planning = plan.find(each => deploying._admits(each) || (each._identity.apartBy !== undefined && deploying._overlaps(each)));
    if (planning !== undefined) {
      throw new Error(
        `plan holds \`${planning._identity.subjects[0]}\`, whose runs could take the deploying role through \`${deploying._identity.subjects[0]}\`, `
        + `expected two kinds of runs: ${planning._identity.apartBy ?? 'give the deployment an environment, a branch or a phase of its own'}`,
      );
    }
  }
}
