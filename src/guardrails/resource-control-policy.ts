/**
 * A resource control policy: who may reach the resources of the organization's accounts at most.
 */
import { Construct } from 'constructs';
import { createOrganizationPolicy, OrganizationPolicyProps } from './organization-policy';
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

  /**
   * @throws Error on an empty list of statements, on a target that is none, and on a policy beyond 5,120 characters
   */
  constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);
    this.policyId = createOrganizationPolicy(this, { type: 'RESOURCE_CONTROL_POLICY', maxSize: QUOTAS.rcpSize.limit }, props).attrId;
  }
}
