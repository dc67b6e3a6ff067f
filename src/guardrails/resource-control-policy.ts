/**
 * A resource control policy: who may reach the resources of the organization's accounts at most.
 */
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct, IConstruct } from 'constructs';
import { createOrganizationPolicy, OrganizationPolicyProps } from './organization-policy';
import { resourceConflicts } from './policy-conflicts';
import { QUOTAS } from '../catalog/quotas';

/**
 * A resource control policy of AWS Organizations. Deploy it in the management account, or in the account that policies are delegated to.
 *
 * Ready statements are at `ResourceControlStatements`. How much of the 5,120 characters is left is printed at synthesis. Resources of the
 * management account are not under it, and neither are requests of service-linked roles.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export class ResourceControlPolicy extends Construct {
  /**
   * The id of the policy, such as `p-a1b2c3d4`.
   */
  public readonly policyId: string;

  private readonly resource: CfnPolicy;

  /**
   * @throws Error on an empty list of statements, on a target that is none, and on a policy beyond 5,120 characters
   */
  constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);
    this.resource = createOrganizationPolicy(this, { type: 'RESOURCE_CONTROL_POLICY', maxSize: QUOTAS.rcpSize.limit }, props);
    this.policyId = this.resource.attrId;
  }

  /**
   * Says that the roles and resources under a scope live under this policy: synthesis fails when it leaves nothing of a permission that
   * one of these gives: a trust policy, the policy of a resource, or a policy of a role for resources of the app or its account. Each error
   * has the permission, both statements, and a request that runs into this policy.
   *
   * Whether an account or a service belongs to the organization an app does not tell, so who is let in from elsewhere is no error; an
   * identity provider that this policy does not have is one.
   *
   * @param scope a role, a resource, a stack, a stage or the app
   */
  public checkAgainst(scope: IConstruct): void {
    this.node.addValidation({ validate: () => resourceConflicts(this.resource, scope) });
  }
}
