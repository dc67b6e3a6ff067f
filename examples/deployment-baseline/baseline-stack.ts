import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import {
  CdkDeployGrants, CdkExecutionPolicy, DelegatedRoleAdministration, GitHubActionsRole, GitHubOidcProvider, GitHubRepository, LeastPrivilege,
  WorkloadBoundary,
} from 'cdk-least-privilege';
import { Construct } from 'constructs';

export interface BaselineStackProps extends StackProps {
  /** What `cdk synth` wrote for the apps that are deployed to this account. */
  readonly assemblies: string[];
}

/** Who may deploy, what a deployment may do, and what the roles may do at most that it makes. */
export class BaselineStack extends Stack {
  constructor(scope: Construct, id: string, { assemblies, ...props }: BaselineStackProps) {
    super(scope, id, props);
    const boundary = new WorkloadBoundary(this, 'Boundary', { managedPolicyName: 'workloads', allowedRegions: [this.region] });

    const execution = new CdkExecutionPolicy(this, 'Execution', { assemblies, boundary, rolePath: '/orders/', managedPolicyName: 'cdk-execution' });
    new CfnOutput(this, 'ExecutionPolicies', {
      description: 'For cdk bootstrap --cloudformation-execution-policies',
      value: execution.policyArns.join(','),
    });

    const provider = new GitHubOidcProvider(this, 'GitHub');
    const repository = GitHubRepository.of('acme/orders', { ownerId: '1234567', repositoryId: '89012345' });
    const environments = CdkDeployGrants.fromEnvironments({ accounts: [this.account], regions: [this.region] });
    environments.deploy(new GitHubActionsRole(this, 'Deployer', {
      description: 'Deploys the orders app', provider, subjects: [repository.environment('production')],
    }));
    environments.plan(new GitHubActionsRole(this, 'Planner', {
      description: 'Shows pull requests what they would change', provider, subjects: [repository.pullRequest()],
    }));
    const caretaker = new GitHubActionsRole(this, 'RoleCaretaker', {
      description: 'Repairs and removes roles of the orders app', provider, subjects: [repository.environment('role-care')],
    });
    new DelegatedRoleAdministration(this, 'RoleCare', { rolePath: '/orders/', boundary, passedToServices: ['lambda.amazonaws.com'] })
      .attachToRole(caretaker);

    this.acceptByDesign();
  }

  private acceptByDesign(): void {
    const accept = LeastPrivilege.of(this);
    accept.acknowledge({ rule: 'fixed-role-name', reason: 'The baseline is deployed once in each account; boundary and policies are referred to by name' });
    accept.acknowledge({ rule: 'oidc-subject-needs-protection', reason: 'Both environments are limited to the main branch and ask for a review' });
  }
}
