/**
 * The role with which DMS puts replication instances into a VPC, in place of the managed policy AmazonDMSVPCManagementRole (v4, 2026-11-22), whose
 * actions are given here on the named subnets and security groups, where EC2 authorises them.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acceptNameByService, nameByService } from './named-by-service';
import { ServiceRole } from './service-role';
import { networkArns, VpcNetwork } from './vpc-network';
import { ServiceRoleOptions } from './workload-role-props';
import { environmentOf } from '../grants/writing/environment';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of a `DmsVpcRole`. The role has its name from DMS: `roleName`, `namePrefix` and `path` are errors.
 *
 * `confusedDeputy` defaults to `STRICT`: DMS resources of this account, in the regions of the subnets, only. Replication instances older than version
 * 3.4.7 do not send what it asks for.
 */
export interface DmsVpcRoleProps extends ServiceRoleOptions {
  /**
   * The subnets of all replication subnet groups of the account, and the security groups of all its replication instances and serverless
   * replications. Those of other regions have to be imported with their region.
   */
  readonly network: VpcNetwork;
}

/**
 * The role `dms-vpc-role`, which DMS needs once in an account before it can make a replication subnet group: let the subnet groups depend on it by
 * `subnetGroup.node.addDependency(role)`. It may make network interfaces in the subnets, change and remove those, and look at networks.
 *
 * @see https://docs.aws.amazon.com/dms/latest/userguide/security-iam.html#CHAP_Security.APIRole
 * @see https://docs.aws.amazon.com/dms/latest/userguide/security-iam-awsmanpol.html
 */
export class DmsVpcRole extends ServiceRole {
  /**
   * Throws when there is no subnet or no security group, when the role is given another name or path, and when a session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: DmsVpcRoleProps) {
    const regions = [...new Set(props.network.subnets.map(subnet => environmentOf(subnet).region))];
    const stack = Stack.of(scope);
    super(scope, id, {
      description: 'Puts replication instances of DMS into a VPC',
      ...props,
      ...nameByService('DmsVpcRole', 'dms-vpc-role', props),
      servicePrincipal: 'dms.amazonaws.com',
      _source: { arns: regions.map(region => stack.formatArn({ service: 'dms', region, resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME })) },
    });
    acceptNameByService(this);
    this.allowInterfaces(props.network, regions);
  }

  private allowInterfaces(network: VpcNetwork, regions: string[]): void {
    const { subnets, securityGroups } = networkArns(this, network);
    const interfaces = regions.map(region => Stack.of(this).formatArn({ service: 'ec2', region, resource: 'network-interface', resourceName: '*' }));
    const wildcardReason = 'DMS makes network interfaces whose ids are not known before; the subnets and the actions are exact';
    addScopedGrant({
      call: 'DmsVpcRole',
      grantee: this,
      statements: [
        { actions: ['ec2:CreateNetworkInterface'], resources: [...interfaces, ...subnets, ...securityGroups], wildcardReason },
        {
          actions: ['ec2:DeleteNetworkInterface', 'ec2:ModifyNetworkInterfaceAttribute'],
          resources: interfaces,
          conditions: { ArnEquals: { 'ec2:Subnet': subnets } },
          wildcardReason,
        },
        { actions: ['ec2:ModifyNetworkInterfaceAttribute'], resources: securityGroups },
        {
          actions: [
            'ec2:DescribeAvailabilityZones', 'ec2:DescribeDhcpOptions', 'ec2:DescribeInternetGateways', 'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs',
          ],
          resources: ['*'],
          wildcardReason: 'EC2 accepts no resource for what describes a network',
        },
      ],
    });
  }
}
