/**
 * What Lambda needs to connect a function to a VPC: to create network interfaces in its subnets, and to look at and remove them.
 *
 * Facts (2026-11), https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions: the describing actions work on
 * `*` only; ec2:DeleteNetworkInterface must include the ids of all network interfaces.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { networkArns, VpcNetwork } from './vpc-network';
import { addScopedGrant } from '../grants/writing/scoped-grant';

export function useNetwork(role: iam.Role, network: VpcNetwork | undefined): void {
  if (network === undefined) { return; }
  const { interfaces, subnets, securityGroups } = networkArns(role, network);
  const wildcardReason = 'Lambda makes network interfaces whose ids are not known before, and removes them when the function has gone';
  addScopedGrant({
    call: 'LambdaExecutionRole `network`',
    grantee: role,
    statements: [
      {
        actions: ['ec2:CreateNetworkInterface'],
        resources: [interfaces, ...subnets, ...securityGroups],
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
