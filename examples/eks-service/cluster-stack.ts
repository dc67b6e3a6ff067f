import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks';
import { EksClusterRole, EksNodeRole } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { ClusterNetwork } from './cluster-network';
import { networkRole } from './network-role';
import { StorageStack } from './storage-stack';

const NAME = 'orders';
/** In this account AWS keeps the images of EKS for eu-central-1, see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html */
const EKS_REGISTRY = '602401143452';
const ADMINISTRATORS = 'arn:aws:iam::111122223333:role/platform/kubernetes';
const LOGS = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

export interface ClusterStackProps extends StackProps {
  readonly storage: StorageStack;
}

/** The cluster by its own resources: the L2 of the CDK would bring functions that administer Kubernetes, and their roles. */
export class ClusterStack extends Stack {
  public readonly cluster: eks.CfnCluster;
  public readonly vpc: ec2.Vpc;

  /** Named here, so that synthesis need not look them up. */
  public get availabilityZones(): string[] {
    return ['eu-central-1a', 'eu-central-1b'];
  }

  constructor(scope: Construct, id: string, { storage, ...props }: ClusterStackProps) {
    super(scope, id, props);
    this.vpc = new ClusterNetwork(this, 'Network', { accessLogs: storage.accessLogs }).vpc;
    const subnets = this.vpc.isolatedSubnets.map(({ subnetId }) => subnetId);

    const role = new EksClusterRole(this, 'ClusterRole', {
      description: 'Manages the nodes of the cluster',
      clusterName: NAME,
      encryptionKey: storage.key,
    });
    this.cluster = new eks.CfnCluster(this, 'Cluster', {
      name: NAME,
      roleArn: role.roleArn,
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      encryptionConfig: [{ provider: { keyArn: storage.key.keyArn }, resources: ['secrets'] }],
      logging: { clusterLogging: { enabledTypes: LOGS.map(type => ({ type })) } },
      resourcesVpcConfig: { subnetIds: subnets, endpointPrivateAccess: true, endpointPublicAccess: false },
    });

    this.cluster.node.addDependency(role);
    new eks.CfnAccessEntry(this, 'Administrators', {
      clusterName: this.cluster.ref,
      principalArn: ADMINISTRATORS,
      accessPolicies: [{ policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy', accessScope: { type: 'cluster' } }],
    });

    const network = networkRole(this, this.cluster, NAME, this.vpc);
    this.addAddon('eks-pod-identity-agent');
    this.addAddon('kube-proxy');
    const plugin = this.addAddon('vpc-cni', [{ serviceAccount: 'aws-node', roleArn: network.roleArn }]);

    const ofNodes = new EksNodeRole(this, 'NodeRole', {
      description: 'Runs the nodes of the cluster',
      cluster: this.cluster,
      addOnRegistryAccount: EKS_REGISTRY,
      repositories: [storage.bookingImages],
    });
    const template = new ec2.CfnLaunchTemplate(this, 'NodeTemplate', {
      // One hop, so that pods do not reach the credentials of their node.
      launchTemplateData: { metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 } },
    });
    const nodes = new eks.CfnNodegroup(this, 'Nodes', {
      clusterName: this.cluster.ref,
      nodeRole: ofNodes.roleArn,
      launchTemplate: { id: template.ref, version: template.attrLatestVersionNumber },
      subnets,
    });
    nodes.node.addDependency(ofNodes, plugin);
    this.addAddon('coredns').addResourceDependency(nodes);
  }

  private addAddon(addonName: string, podIdentityAssociations?: eks.CfnAddon.PodIdentityAssociationProperty[]): eks.CfnAddon {
    return new eks.CfnAddon(this, addonName, { addonName, clusterName: this.cluster.ref, podIdentityAssociations });
  }
}
