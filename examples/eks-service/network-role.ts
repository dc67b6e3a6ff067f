import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EksPodIdentityRole } from 'cdk-least-privilege';
import { Construct } from 'constructs';

/**
 * The network plugin has a role of its own, so that not every pod may change the network. It replaces AmazonEKS_CNI_Policy, after
 * https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/iam-policy.md
 */
export function networkRole(scope: Construct, cluster: eks.IClusterRef, clusterName: string, vpc: ec2.IVpc): iam.Role {
  const role = new EksPodIdentityRole(scope, 'NetworkRole', {
    description: 'Gives network interfaces and addresses to nodes and pods',
    cluster,
    namespace: 'kube-system',
    serviceAccount: 'aws-node',
    withoutAssociation: true,
  });
  const ofVpc = { ArnEquals: { 'ec2:Vpc': vpc.vpcArn } };
  const changes = ['AttachNetworkInterface', 'DetachNetworkInterface', 'ModifyNetworkInterfaceAttribute'];
  describe(role, ['Instances', 'InstanceTypes', 'NetworkInterfaces', 'SecurityGroups', 'Subnets', 'Tags']);
  allow(role, ['CreateNetworkInterface'], ['network-interface']);
  allow(role, ['CreateNetworkInterface'], ['security-group', 'subnet'], ofVpc);
  allow(role, [...changes, 'AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses', 'DeleteNetworkInterface'], ['network-interface'], ofVpc);
  allow(role, ['ModifyNetworkInterfaceAttribute'], ['security-group'], ofVpc);
  allow(role, changes, ['instance'], { StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: 'owned' } });
  allow(role, ['CreateTags'], ['network-interface'], { StringEquals: { 'ec2:CreateAction': 'CreateNetworkInterface' } });
  return role;
}

function describe(role: iam.Role, what: string[]): void {
  role.addToPolicy(new iam.PolicyStatement({ actions: what.map(name => `ec2:Describe${name}`), resources: ['*'] }));
  accept(role, '*', 'EC2 is described by actions that accept no other resource');
}

function allow(role: iam.Role, actions: string[], resources: string[], conditions?: iam.Conditions): void {
  const arns = resources.map(resource => Stack.of(role).formatArn({ service: 'ec2', resource, resourceName: '*', arnFormat: ArnFormat.SLASH_RESOURCE_NAME }));
  role.addToPolicy(new iam.PolicyStatement({ actions: actions.map(name => `ec2:${name}`), resources: arns, conditions }));
  arns.forEach(arn => accept(role, arn, 'EKS makes it at run time, with an id that is not known before; the account, the region and the actions are exact'));
}

function accept(role: iam.Role, arn: string, reason: string): void {
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${arn}]`, reason });
}
