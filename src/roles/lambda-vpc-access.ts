/**
 * What Lambda needs to connect a function to a VPC: to create network interfaces in its subnets, and to look at and remove them.
 *
 * Facts (2026-11), https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions: the describing actions work on
 * `*` only; ec2:DeleteNetworkInterface must include the ids of all network interfaces.
 */
import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { environmentOf, Resource } from '../grants/writing/environment';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * The network of a function in a VPC.
 */
export interface LambdaVpcAccess {
  /**
   * The subnets of the function, at least one: L2, L1 or imported ones. Those of a VPC shared by another account have to be imported with that
   * account.
   */
  readonly subnets: ec2.ISubnetRef[];

  /**
   * The security groups of the function, at least one.
   */
  readonly securityGroups: ec2.ISecurityGroupRef[];
}

export function allowVpcAccess(role: iam.Role, { subnets, securityGroups }: LambdaVpcAccess): void {
  requireSome('subnets', subnets);
  requireSome('securityGroups', securityGroups);
  const interfaces = Stack.of(role).formatArn({ service: 'ec2', resource: 'network-interface', resourceName: '*' });
  const wildcardReason = 'Lambda makes network interfaces whose ids are not known before, and removes them when the function has gone';
  addScopedGrant({
    call: 'LambdaExecutionRole',
    grantee: role,
    statements: [
      {
        actions: ['ec2:CreateNetworkInterface'],
        resources: [
          interfaces,
          ...subnets.map(subnet => arnOf(subnet, 'subnet', subnet.subnetRef.subnetId)),
          ...securityGroups.map(group => arnOf(group, 'security-group', group.securityGroupRef.securityGroupId)),
        ],
        wildcardReason,
      },
      {
        actions: ['ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
        resources: [interfaces],
        wildcardReason,
      },
      {
        actions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
        resources: ['*'],
        wildcardReason: 'EC2 accepts no resource for what describes network interfaces and subnets',
      },
    ],
  });
}

function arnOf(construct: Resource, resource: string, resourceName: string): string {
  return Stack.of(construct).formatArn({ ...environmentOf(construct), service: 'ec2', resource, resourceName });
}

function requireSome(option: string, resources: Resource[]): void {
  if (resources.length === 0) {
    throw new Error(`vpcAccess.${option} is empty, expected those of the function, at least one: leave vpcAccess out for a function outside a VPC`);
  }
}
