/**
 * What Glue needs to reach into a VPC: to look at the network, and to make, tag and remove network interfaces in its subnets.
 *
 * The actions are those of the AWS managed policy AWSGlueServiceRole (2026-11-22), which writes `*` for what EC2 authorises on the subnets, security
 * groups and network interfaces that are named here.
 */
import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ServiceRole } from './service-role';
import { environmentOf, Resource } from '../grants/writing/environment';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * The network that the connections of a Glue job or crawler lead into.
 */
export interface GlueNetwork {
  /**
   * The subnets of the connections. At least one.
   */
  readonly subnets: ec2.ISubnetRef[];

  /**
   * The security groups of the connections. At least one.
   */
  readonly securityGroups: ec2.ISecurityGroupRef[];
}

export function useNetwork(role: ServiceRole, network: GlueNetwork | undefined): void {
  if (network === undefined) { return; }
  const { subnets, securityGroups } = network;
  requireSome('subnets', subnets);
  requireSome('securityGroups', securityGroups);
  const interfaces = Stack.of(role).formatArn({ service: 'ec2', resource: 'network-interface', resourceName: '*' });
  const wildcardReason = 'Glue makes network interfaces whose ids are not known before, and removes them after the run';
  addScopedGrant({
    call: `${role.constructor.name} \`network\``,
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
      { actions: ['ec2:DeleteNetworkInterface'], resources: [interfaces], wildcardReason },
      {
        actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
        resources: [interfaces],
        conditions: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'aws-glue-service-resource' }, 'Null': { 'aws:TagKeys': 'false' } },
        wildcardReason,
      },
      {
        actions: ['ec2:DescribeVpcAttribute'],
        resources: [Stack.of(role).formatArn({ service: 'ec2', resource: 'vpc', resourceName: '*' })],
        wildcardReason: 'the VPC of the subnets is known to EC2 only; the action shows settings and changes none',
      },
      {
        actions: [
          'ec2:DescribeNetworkInterfaces', 'ec2:DescribeRouteTables', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcEndpoints',
        ],
        resources: ['*'],
        wildcardReason: 'EC2 accepts no resource for what describes a network',
      },
    ],
  });
}

function arnOf(construct: Resource, resource: string, resourceName: string): string {
  return Stack.of(construct).formatArn({ ...environmentOf(construct), service: 'ec2', resource, resourceName });
}

function requireSome(option: string, resources: Resource[]): void {
  if (resources.length === 0) {
    throw new Error(`network.${option} is empty, expected those of the connections, at least one: leave network out for connections outside a VPC`);
  }
}
