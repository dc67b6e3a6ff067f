/**
 * The network into which a service puts network interfaces of its own, as resources of EC2.
 */
import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { environmentOf, Resource } from '../grants/writing/environment';

/**
 * Where in a VPC a workload runs, or where its connections lead.
 */
export interface VpcNetwork {
  /**
   * The subnets, at least one: L2, L1 or imported ones. Those of a VPC that another account shares have to be imported with that account.
   */
  readonly subnets: ec2.ISubnetRef[];

  /**
   * The security groups, at least one.
   */
  readonly securityGroups: ec2.ISecurityGroupRef[];
}

export interface NetworkArns {
  readonly subnets: string[];
  readonly securityGroups: string[];
  /** Every network interface of the role's account and region: they get their ids when they are made. */
  readonly interfaces: string;
}

export function networkArns(role: iam.Role, { subnets, securityGroups }: VpcNetwork): NetworkArns {
  if (subnets.length === 0 || securityGroups.length === 0) {
    throw new Error(
      `network has ${subnets.length} subnets and ${securityGroups.length} security groups, expected at least one of each: name those of the workload, `
      + 'or leave network out for one that is in no VPC',
    );
  }
  return {
    subnets: subnets.map(subnet => arnOf(subnet, 'subnet', subnet.subnetRef.subnetId)),
    securityGroups: securityGroups.map(group => arnOf(group, 'security-group', group.securityGroupRef.securityGroupId)),
    interfaces: Stack.of(role).formatArn({ service: 'ec2', resource: 'network-interface', resourceName: '*' }),
  };
}

function arnOf(construct: Resource, resource: string, resourceName: string): string {
  return Stack.of(construct).formatArn({ ...environmentOf(construct), service: 'ec2', resource, resourceName });
}
