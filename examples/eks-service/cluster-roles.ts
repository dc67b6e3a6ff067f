import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Ec2InstanceRole, EksPodIdentityRole, LeastPrivilege, ScopedKeyGrants, ScopedRepositoryGrants, ServiceRole } from 'cdk-least-privilege';
import { Construct } from 'constructs';

/** In this account AWS keeps the images of EKS for eu-central-1, see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html */
const EKS_REGISTRY = '602401143452';
const EKS_IMAGES = [
  'amazon-k8s-cni', 'amazon-k8s-cni-init', 'amazon/aws-network-policy-agent', 'eks/coredns', 'eks/eks-pod-identity-agent', 'eks/kube-proxy', 'eks/pause',
];

/** What the control plane needs, as https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html has it, in place of AmazonEKSClusterPolicy. */
export function clusterRole(scope: Construct, clusterName: string, key: kms.IKeyRef): iam.Role {
  const role = new ServiceRole(scope, 'ClusterRole', {
    description: 'Manages the nodes of the cluster',
    servicePrincipal: 'eks.amazonaws.com',
    sourceArns: [Stack.of(scope).formatArn({ service: 'eks', resource: 'cluster', resourceName: clusterName })],
  });
  ScopedKeyGrants.fromKey(key).describe(role);
  describe(role, ['Instances', 'NetworkInterfaces', 'Vpcs', 'DhcpOptions', 'AvailabilityZones', 'InstanceTopology']);
  allow(role, ['CreateTags'], ['instance'], { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'kubernetes.io/cluster/*' } });
  return role;
}

/** The nodes find their way in EC2, hand credentials to their pods and pull images: those of AWS, and the given ones. It replaces AmazonEKSWorkerNodePolicy. */
export function nodeRole(scope: Construct, cluster: eks.IClusterRef, images: ecr.IRepositoryRef[]): iam.Role {
  const role = new Ec2InstanceRole(scope, 'NodeRole', { description: 'Runs the nodes of the cluster' });
  describe(role, ['Instances', 'InstanceTypes', 'RouteTables', 'SecurityGroups', 'Subnets', 'Volumes', 'VolumesModifications', 'Vpcs']);
  role.addToPolicy(new iam.PolicyStatement({ actions: ['eks-auth:AssumeRoleForPodIdentity'], resources: [cluster.clusterRef.clusterArn] }));
  const awsImages = EKS_IMAGES.map(name => ecr.Repository.fromRepositoryAttributes(scope, name, {
    repositoryName: name,
    repositoryArn: Stack.of(scope).formatArn({ service: 'ecr', account: EKS_REGISTRY, resource: 'repository', resourceName: name }),
  }));
  [...awsImages, ...images].forEach(repository => ScopedRepositoryGrants.fromRepository(repository).pull(role));
  return role;
}

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
  LeastPrivilege.of(role).acknowledge({ rule: 'wildcard-resource', reason: 'The condition on ec2:Vpc picks the interfaces of this network' });
  LeastPrivilege.of(role).acknowledge({ rule: 'unconstrained-tagging', reason: 'The condition on ec2:CreateAction picks the interface that is being made' });
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
