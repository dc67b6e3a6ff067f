/**
 * The role of the control plane of one EKS cluster, with the least permissions that AWS's page names in place of AmazonEKSClusterPolicy (2026-11-22).
 */
import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedKeyGrants } from '../grants/key-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of an `EksClusterRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: clusters of this account and region only, or the one of `clusterName`.
 */
export interface EksClusterRoleProps extends ServiceRoleOptions {
  /**
   * The name of the one cluster that may use the role. Give the cluster this name too: naming it by a reference would make the two depend on each
   * other. Not with another `confusedDeputy` than `STRICT`.
   *
   * @default - any cluster of this account and region that is given the role
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
   */
  readonly clusterName?: string;

  /**
   * The customer-managed KMS key that encrypts the secrets of the cluster (`encryptionConfig`).
   *
   * @default - none
   */
  readonly encryptionKey?: kms.IKeyRef;
}

/**
 * Role of one EKS cluster whose nodes are managed or self-managed: let the cluster depend on it by `cluster.node.addDependency(role)`.
 *
 * It may describe instances, networks and availability zones, put the tag of the cluster on instances, and describe the key of its secrets. It may not
 * make load balancers, as the cloud provider of old Kubernetes does: the AWS Load Balancer Controller has an `EksPodIdentityRole` of its own. For EKS
 * Auto Mode it is not enough: that needs four policies of AWS and a trust that tags sessions.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
 */
export class EksClusterRole extends ServiceRole {
  /**
   * Throws when the name of the cluster holds a wildcard or a slash, when the key is an alias whose key is not known, and when a name, path or session
   * duration is not valid.
   */
  constructor(scope: Construct, id: string, props: EksClusterRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'eks.amazonaws.com',
      _source: namedSource(scope, {
        role: 'EksClusterRole',
        option: 'clusterName',
        name: props.clusterName,
        arn: { service: 'eks', resource: 'cluster', resourceName: props.clusterName },
        taker: { resourceType: 'AWS::EKS::Cluster', property: 'Name' },
      }),
    });
    if (props.encryptionKey !== undefined) {
      ScopedKeyGrants.fromKey(props.encryptionKey).describe(this);
    }
    addScopedGrant({
      call: 'EksClusterRole',
      grantee: this,
      statements: [
        {
          actions: [
            'ec2:DescribeInstances', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeVpcs', 'ec2:DescribeDhcpOptions', 'ec2:DescribeAvailabilityZones',
            'ec2:DescribeInstanceTopology',
          ],
          resources: ['*'],
          wildcardReason: 'EC2 accepts no resource for what describes instances and networks',
        },
        {
          actions: ['ec2:CreateTags'],
          resources: [Stack.of(this).formatArn({ service: 'ec2', resource: 'instance', resourceName: '*' })],
          conditions: { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'kubernetes.io/cluster/*' } },
          wildcardReason: 'instances get their ids when they start; the condition asks for the tag of a cluster',
        },
      ],
    });
  }
}
