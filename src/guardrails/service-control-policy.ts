/**
 * A service control policy: what the principals of the organization's accounts may do at most.
 */
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct, IConstruct } from 'constructs';
import { createOrganizationPolicy, OrganizationPolicyProps } from './organization-policy';
import { roleConflicts } from './policy-conflicts';
import { QUOTAS } from '../catalog/quotas';

/**
 * A service control policy of AWS Organizations. Deploy it in the management account, or in the account that policies are delegated to.
 *
 * Ready statements are at `ServiceControlStatements`. How much of the 10,240 characters is left is printed at synthesis.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class ServiceControlPolicy extends Construct {
  /**
   * The id of the policy, such as `p-a1b2c3d4`.
   */
  public readonly policyId: string;

  private readonly resource: CfnPolicy;

  /**
   * @throws Error on an empty list of statements, on a target that is none, and on a policy beyond 10,240 characters
   */
  constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);
    this.resource = createOrganizationPolicy(this, { type: 'SERVICE_CONTROL_POLICY', maxSize: QUOTAS.scpSize.limit }, props);
    this.policyId = this.resource.attrId;
  }

  /**
   * Says that the roles under a scope live under this policy: synthesis fails when it leaves nothing of a permission that one of them was
   * granted. Each error has the permission, both statements, and a request that is allowed without this policy and denied with it.
   *
   * A permission is one action on its resources or on one of them; of a pattern, such as `s3:*`, a part may be denied. Only what is denied is
   * judged, as another policy may allow what this one does not. A role is taken to have the tags that it has in the app and no others,
   * unless its sessions may bring their own, and what works on a resource of a region to be called in that region. What hangs on values that
   * are known only at deployment is not an error.
   *
   * @param scope a role, a stack, a stage or the app
   */
  public checkAgainst(scope: IConstruct): void {
    this.node.addValidation({ validate: () => roleConflicts(this.resource, scope) });
  }
}
