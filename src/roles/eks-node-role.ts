/**
 * The role of the nodes of one EKS cluster, in place of AmazonEKSWorkerNodePolicy (v3) and AmazonEC2ContainerRegistryPullOnly (v1, 2026-11-22): the
 * actions of the first, on the one cluster where AWS accepts that, and pulling of the named images only.
 */
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as eks from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';
import { Ec2InstanceRole, Ec2InstanceRoleProps } from './ec2-instance-role';
import { pullEksImages, requireRegistryAccount } from './eks-images';
import { ScopedRepositoryGrants } from '../grants/repository-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of an `EksNodeRole`.
 *
 * `confusedDeputy` defaults to `OFF`, and nothing else is accepted: EC2 sends neither `aws:SourceAccount` nor `aws:SourceArn` for an instance.
 * Several node groups of the cluster may have the role.
 */
export interface EksNodeRoleProps extends Ec2InstanceRoleProps {
  /**
   * The cluster that the nodes join: an L2, L1 or imported one.
   */
  readonly cluster: eks.IClusterRef;

  /**
   * The account, as 12 digits, in which AWS keeps the images of EKS in the region of the cluster, such as `602401143452` in us-west-2. The nodes pull
   * those of the network plugin, kube-proxy, CoreDNS and other add-ons from there.
   *
   * @default - no image of EKS may be pulled, for clusters that have copies of them in `repositories`
   * @see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html
   */
  readonly addOnRegistryAccount?: string;

  /**
   * The repositories that images of the pods are pulled from.
   *
   * @default - no repository of your own may be pulled from
   */
  readonly repositories?: ecr.IRepositoryRef[];
}

/**
 * Role of the nodes of one EKS cluster: they may find their way in EC2, describe the cluster, hand credentials of Pod Identity to their pods, and pull the
 * named images.
 *
 * Pods reach the credentials of their node unless its metadata service is limited to one hop: keep grants off this role and give pods an
 * `EksPodIdentityRole` or `EksServiceAccountRole`, the network plugin (`aws-node`) included, in place of `AmazonEKS_CNI_Policy`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
export class EksNodeRole extends Ec2InstanceRole {
  /**
   * Throws when the account of the registry is not one, when `confusedDeputy` is anything but `OFF`, and when a name, path or session duration is not
   * valid.
   */
  constructor(scope: Construct, id: string, props: EksNodeRoleProps) {
    const { cluster, addOnRegistryAccount: account, repositories = [] } = props;
    requireRegistryAccount(account);
    super(scope, id, { ...props, shared: props.shared ?? 'the node groups of one cluster do the same work' });
    addScopedGrant({
      call: 'EksNodeRole',
      grantee: this,
      statements: [
        {
          actions: [
            'ec2:DescribeInstances', 'ec2:DescribeInstanceTypes', 'ec2:DescribeRouteTables', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets',
            'ec2:DescribeVolumes', 'ec2:DescribeVolumesModifications', 'ec2:DescribeVpcs',
          ],
          resources: ['*'],
          wildcardReason: 'EC2 accepts no resource for what describes instances and networks',
        },
        { actions: ['eks:DescribeCluster', 'eks-auth:AssumeRoleForPodIdentity'], resources: [cluster.clusterRef.clusterArn] },
      ],
    });
    if (account !== undefined) {
      pullEksImages(this, 'EksNodeRole', { account, repositories: '*' });
    }
    for (const repository of repositories) {
      ScopedRepositoryGrants.fromRepository(repository).pull(this);
    }
  }
}
