/**
 * Ready statements for the policies of VPC endpoints. Each follows an AWS sample, read 2026-11-22.
 *
 * A policy of an endpoint is a ceiling: what none of its statements allows does not pass the endpoint.
 */
import { Annotations, Aws, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AWS_OWNED_BUCKETS, AwsOwnedBuckets } from './aws-owned-buckets';
import { requireActions } from './known-names';
import { literalSize } from './literal-size';
import { requireAccountIds, requireOrganizationId } from './organization-ids';
import { QUOTAS } from '../catalog/quotas';
import { NAMESPACE } from '../diagnostics/acknowledgement';

const MAX_SIZE = QUOTAS.endpointPolicySize.limit;

/**
 * What `EndpointPolicyStatements.allowResourcesOfAccounts` lets pass.
 */
export interface PartnerResourcesProps {
  /**
   * The id of the organization whose principals ask, such as `o-a1b2c3d4e5`.
   */
  readonly organizationId: string;

  /**
   * The accounts that own the resources, as twelve digits.
   */
  readonly accounts: string[];

  /**
   * The actions, such as `s3:GetObject`.
   */
  readonly actions: string[];

  /**
   * The ARNs of the resources, in which `*` and `?` are wildcards.
   *
   * @default - every resource of the accounts
   */
  readonly resources?: string[];
}

/**
 * Ready statements for the policies of VPC endpoints, gateway and interface. All of them allow, and what none allows does not pass:
 * `addTo` puts them in the place of the policy that lets everything pass.
 *
 * With `allowOrganization` alone, credentials of others do not work through the endpoint, and data does not leave to buckets of others.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 * @see https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/vpc_endpoint_policies
 */
export class EndpointPolicyStatements {
  /**
   * Adds statements to the policy of an endpoint, and prints how much of the 20,480 characters is left.
   *
   * @throws Error on an empty list, and on a policy beyond 20,480 characters
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
   */
  public static addTo(endpoint: ec2.VpcEndpoint, statements: iam.PolicyStatement[]): void {
    const { path } = endpoint.node;
    if (statements.length === 0) {
      throw new Error(`statements for ${path} is an empty list: without a statement the endpoint lets everything pass`);
    }
    statements.forEach(statement => endpoint.addToPolicy(statement));
    const size = literalSize(Stack.of(endpoint).resolve((endpoint.node.defaultChild as ec2.CfnVPCEndpoint).policyDocument));
    if (size > MAX_SIZE) {
      throw new Error(`the policy of ${path} has at least ${size} characters without whitespace, expected at most ${MAX_SIZE}: `
        + `it is ${size - MAX_SIZE} too long. Use wildcards instead of single resources, or a second endpoint`);
    }
    Annotations.of(endpoint).addInfoV2(`${NAMESPACE}::policy-size`, `at least ${size} of ${MAX_SIZE} characters are used, at most ${MAX_SIZE - size} are left`);
  }

  /**
   * Principals of the organization reach resources of the organization.
   *
   * @throws Error on a text that is no organization
   * @see https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/vpc_endpoint_policies/default_endpoint_policy.json
   */
  public static allowOrganization(organizationId: string): iam.PolicyStatement {
    requireOrganizationId(organizationId);
    return allow('AllowOrganization', ['*'], ['*'], {
      StringEquals: { 'aws:PrincipalOrgID': organizationId, 'aws:ResourceOrgID': organizationId },
    });
  }

  /**
   * AWS services pass that ask under their own name from within the VPC, as CloudFormation does for the answers of custom resources.
   *
   * @see https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/vpc_endpoint_policies/default_endpoint_policy.json
   */
  public static allowAwsServices(): iam.PolicyStatement {
    return allow('AllowAwsServices', ['*'], ['*'], { Bool: { 'aws:PrincipalIsAWSService': 'true' } });
  }

  /**
   * Objects of buckets that belong to AWS itself can be read (`s3:GetObject`), also without credentials, as package managers and agents
   * do. The buckets are those of the region of the stack. For endpoints of S3.
   *
   * @throws Error on an empty list
   * @see https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/vpc_endpoint_policies/s3_endpoint_policy.json
   */
  public static allowAwsOwnedBuckets(buckets: AwsOwnedBuckets[]): iam.PolicyStatement {
    if (buckets.length === 0) {
      throw new Error('buckets is an empty list, expected what workloads read, such as `AwsOwnedBuckets.ECR_IMAGE_LAYERS`');
    }
    const objects = [...new Set(buckets)].flatMap(bucket => AWS_OWNED_BUCKETS[bucket].objects);
    return allow('AllowAwsOwnedBuckets', ['s3:GetObject'], objects.map(object =>
      `arn:${Aws.PARTITION}:s3:::${object.replace('<region>', Aws.REGION)}`));
  }

  /**
   * Principals of the organization reach resources of accounts outside of it, by the named actions.
   *
   * @throws Error on an empty list, on a text that is no organization or account, and on an action that AWS does not know
   * @see https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/vpc_endpoint_policies/s3_endpoint_policy.json
   */
  public static allowResourcesOfAccounts(props: PartnerResourcesProps): iam.PolicyStatement {
    const { organizationId, accounts, actions, resources = ['*'] } = props;
    requireOrganizationId(organizationId);
    requireAccountIds('accounts', accounts);
    requireActions('actions', actions);
    const empty = Object.entries({ accounts, actions, resources }).find(([, list]) => list.length === 0);
    if (empty) {
      throw new Error(`${empty[0]} is an empty list, expected at least one member${empty[0] === 'resources' ? ', or leave it out' : ''}`);
    }
    return allow('AllowResourcesOfAccounts', actions, resources, {
      StringEquals: { 'aws:PrincipalOrgID': organizationId, 'aws:ResourceAccount': accounts },
    });
  }

  /**
   * Tokens of identity providers are exchanged for roles of the organization. Who comes with one is no principal of the organization yet.
   * For endpoints of STS.
   *
   * @throws Error on a text that is no organization
   * @see https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/vpc_endpoint_policies/sts_endpoint_policy.json
   */
  public static allowFederation(organizationId: string): iam.PolicyStatement {
    requireOrganizationId(organizationId);
    return allow('AllowFederation', ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'], ['*'], {
      StringEquals: { 'aws:ResourceOrgID': organizationId },
    });
  }

  private constructor() {}
}

function allow(sid: string, actions: string[], resources: string[], conditions?: Record<string, Record<string, unknown>>): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, principals: [new iam.StarPrincipal()], actions, resources, conditions });
}
