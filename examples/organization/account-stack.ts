import { Stack, StackProps } from 'aws-cdk-lib';
import { CiRoles, GitHub, GitLab, OidcProvider, WorkloadBoundary } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { Environment } from './accounts';

export interface AccountStackProps extends StackProps {
  readonly environment: Environment;
}

/** What an account has before there is an app in it: the ceiling of its roles, and who deploys to it from which CI. */
export class AccountStack extends Stack {
  public readonly boundary: WorkloadBoundary;
  public readonly orders: CiRoles;
  public readonly network: CiRoles;

  constructor(scope: Construct, id: string, { environment, ...props }: AccountStackProps) {
    super(scope, id, props);
    this.boundary = new WorkloadBoundary(this, 'Boundary', { allowedRegions: [this.region] });
    const cdkEnvironments = { accounts: [this.account], regions: [this.region] };

    const gitHub = GitHub.com();
    const orders = gitHub.repository('acme/orders', { ownerId: '1234567', repositoryId: '89012345', immutableOnly: true });
    this.orders = new CiRoles(this, 'Orders', {
      provider: new OidcProvider(this, 'GitHub', { issuer: gitHub }),
      plan: [orders.pullRequest()],
      deploy: [orders.environment(environment.name).withClaims({ ref: 'refs/heads/main' })],
      cdkEnvironments,
    });

    const gitLab = GitLab.com();
    const network = gitLab.project('acme/platform/network');
    // The pipeline of a merge request from the main branch has the same subject as one of a push to it: its source tells them apart.
    this.network = new CiRoles(this, 'Network', {
      provider: new OidcProvider(this, 'GitLab', { issuer: gitLab }),
      plan: [network.mergeRequest()],
      deploy: [network.branch('main').withClaims({ ref_protected: 'true', pipeline_source: 'push' })],
      cdkEnvironments,
    });
  }
}
