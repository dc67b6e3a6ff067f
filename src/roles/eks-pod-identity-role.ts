/**
 * The role of the pods of one Kubernetes service account, handed out by EKS Pod Identity.
 *
 * The trust policy pins the session tags that EKS sets, which it documents for this. `aws:SourceArn` is never asked for: the ARN of the
 * association left pods without credentials, https://github.com/awslabs/mountpoint-s3-csi-driver/issues/781
 */
import * as eks from 'aws-cdk-lib/aws-eks';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { finishRole, roleSettings } from './role-settings';
import { requireServiceAccount } from './trust/service-account';
import { WorkloadRoleProps } from './workload-role-props';

/**
 * Properties of an `EksPodIdentityRole`.
 */
export interface EksPodIdentityRoleProps extends WorkloadRoleProps {
  /**
   * The cluster, which needs the EKS Pod Identity Agent: an L2, L1 or imported one.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
   */
  readonly cluster: eks.IClusterRef;

  /**
   * The namespace of the service account: 1 to 63 small letters, digits and `-`.
   */
  readonly namespace: string;

  /**
   * The name of the service account: 1 to 253 small letters, digits, `-` and `.`. It need not exist yet.
   */
  readonly serviceAccount: string;

  /**
   * Whether something else makes the association, such as an EKS add-on that is given the role.
   *
   * @default false
   * @see https://docs.aws.amazon.com/eks/latest/userguide/update-addon-role.html
   */
  readonly withoutAssociation?: boolean;
}

/**
 * Role of the pods of one service account in one cluster, by EKS Pod Identity. It may do nothing until something is granted to it.
 *
 * EKS may assume it for that cluster, namespace and service account only, by the session tags that it sets; so session tags must stay enabled.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export class EksPodIdentityRole extends iam.Role {
  /**
   * What gives the role to the service account; none if something else does.
   */
  public readonly association?: eks.CfnPodIdentityAssociation;

  /**
   * Throws when the namespace or the service account is not a name or holds a wildcard, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: EksPodIdentityRoleProps) {
    const { cluster, namespace, serviceAccount } = props;
    requireServiceAccount(namespace, serviceAccount);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: new iam.ServicePrincipal('pods.eks.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:RequestTag/eks-cluster-arn': cluster.clusterRef.clusterArn,
            'aws:RequestTag/kubernetes-namespace': namespace,
            'aws:RequestTag/kubernetes-service-account': serviceAccount,
          },
        },
      }).withSessionTags(),
    });
    finishRole(this, props);
    if (!props.withoutAssociation) {
      this.association = new eks.CfnPodIdentityAssociation(this, 'Association', {
        clusterName: cluster.clusterRef.clusterName,
        namespace,
        serviceAccount,
        roleArn: this.roleArn,
      });
    }
  }
}
