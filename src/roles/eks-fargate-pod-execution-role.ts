/**
 * The role with which EKS starts pods on Fargate: it may pull the named images. What the containers may do is none of its business.
 */
import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as eks from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';
import { pullEksImages, requireRegistryAccount } from './eks-images';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedRepositoryGrants } from '../grants/repository-grants';

/**
 * Properties of an `EksFargatePodExecutionRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: Fargate profiles of the one cluster only.
 * Several profiles of it may have the role.
 */
export interface EksFargatePodExecutionRoleProps extends ServiceRoleOptions {
  /**
   * The cluster whose Fargate profiles have the role: an L2, L1 or imported one.
   */
  readonly cluster: eks.IClusterRef;

  /**
   * The repositories that images of the pods are pulled from.
   *
   * @default - no repository of your own may be pulled from
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * The account, as 12 digits, in which AWS keeps the images of EKS in the region of the cluster, such as `602401143452` in us-west-2. Needed where
   * add-ons of EKS run on Fargate, as CoreDNS does in a cluster without nodes: they come from its repositories `eks/…`.
   *
   * @default - no image of EKS may be pulled
   * @see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html
   */
  readonly addOnRegistryAccount?: string;
}

/**
 * Pod execution role of the Fargate profiles of one cluster, in place of the managed policy `AmazonEKSFargatePodExecutionRolePolicy`, which pulls
 * every image. For the log router of Fargate grant `ScopedLogGroupGrants.fromLogGroup(logGroup).write(role)`; the containers get their permissions by
 * `EksPodIdentityRole` or `EksServiceAccountRole`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
 */
export class EksFargatePodExecutionRole extends ServiceRole {
  /**
   * Throws when the account of the registry is not one, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: EksFargatePodExecutionRoleProps) {
    const { cluster, repositories = [], addOnRegistryAccount: account } = props;
    requireRegistryAccount(account);
    super(scope, id, {
      ...props,
      shared: props.shared ?? 'the Fargate profiles of one cluster start their pods alike',
      servicePrincipal: 'eks-fargate-pods.amazonaws.com',
      _source: { arns: [Stack.of(scope).formatArn({ service: 'eks', resource: 'fargateprofile', resourceName: `${cluster.clusterRef.clusterName}/*` })] },
    });
    for (const repository of repositories) {
      ScopedRepositoryGrants.fromRepository(repository).pull(this);
    }
    if (account !== undefined) {
      pullEksImages(this, 'EksFargatePodExecutionRole', { account, repositories: 'eks/*' });
    }
  }
}
