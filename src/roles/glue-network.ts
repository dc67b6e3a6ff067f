/**
 * What Glue needs to reach into a VPC: to look at the network, and to make, tag and remove network interfaces in its subnets.
 *
 * The actions are those of the AWS managed policy AWSGlueServiceRole (2026-11-22), which writes `*` for what EC2 authorises on the subnets, security
 * groups and network interfaces that are named here.
 */
import { Stack } from 'aws-cdk-lib';
import { ServiceRole } from './service-role';
import { networkArns, VpcNetwork } from './vpc-network';
import { addScopedGrant } from '../grants/writing/scoped-grant';

export function useNetwork(role: ServiceRole, network: VpcNetwork | undefined): void {
  if (network === undefined) { return; }
  const { interfaces, subnets, securityGroups } = networkArns(role, network);
  const wildcardReason = 'Glue makes network interfaces whose ids are not known before, and removes them after the run';
  addScopedGrant({
    call: `${role.constructor.name} \`network\``,
    grantee: role,
    statements: [
      {
        actions: ['ec2:CreateNetworkInterface'],
        resources: [interfaces, ...subnets, ...securityGroups],
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
