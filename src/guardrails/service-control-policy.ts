/**
 * A service control policy: what the principals of the organization's accounts may do at most.
 */
import { Construct } from 'constructs';
import { createOrganizationPolicy, OrganizationPolicyProps } from './organization-policy';
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

  /**
   * @throws Error on an empty list of statements, on a target that is none, and on a policy beyond 10,240 characters
   */
  constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);
    this.policyId = createOrganizationPolicy(this, { type: 'SERVICE_CONTROL_POLICY', maxSize: QUOTAS.scpSize.limit }, props).attrId;
  }
}
