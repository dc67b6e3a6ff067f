/**
 * What SageMaker does in the name of every role that it runs containers with: it pulls the image, writes logs and puts metrics, into the log
 * group and the namespace that it names after the kind of work, and connects the container to a VPC.
 *
 * - Actions: https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html (2026-11-22). Those of a VPC are not to be narrowed by resource
 *   or condition, it says, since the checks at the creation of a job fail then.
 * - Log groups: https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html (2026-11-22)
 * - Namespaces of the metrics of instances: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html (2026-11-22)
 */
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { writeServiceLogs } from './service-log-groups';
import { ServiceRole } from './service-role';
import { ScopedMetricGrants } from '../grants/metric-grants';
import { ScopedRepositoryGrants } from '../grants/repository-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * The containers that SageMaker runs with a role.
 */
export interface SageMakerContainerOptions {
  /**
   * The repositories of your own images.
   *
   * @default - none
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * The repositories of AWS that hold images for SageMaker, imported by their ARNs. Their repository policies admit every account.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html
   */
  readonly awsRepositories?: ecr.IRepositoryRef[];

  /**
   * Whether containers are connected to a VPC: allows making and deleting network interfaces anywhere in the account, since AWS says that these
   * permissions must not be narrowed.
   *
   * @default false
   */
  readonly inVpc?: boolean;
}

/** What SageMaker writes to. */
export interface SageMakerTelemetry {
  readonly logGroup: string;
  readonly namespace: string;
}

export function runContainers(role: ServiceRole, options: SageMakerContainerOptions, { logGroup, namespace }: SageMakerTelemetry): void {
  const { repositories = [], awsRepositories = [], inVpc } = options;
  writeServiceLogs(role, role.constructor.name, { names: [logGroup], onGroup: ['logs:DescribeLogStreams'] });
  ScopedMetricGrants.fromNamespace(namespace).putMetricData(role);
  repositories.forEach(repository => ScopedRepositoryGrants.fromRepository(repository).pull(role));
  if (awsRepositories.length > 0) { pullFromAws(role, awsRepositories); }
  if (inVpc) { connectToVpc(role); }
}

/** `ScopedRepositoryGrants` would ask for statements in repository policies, which are not ours to write. */
function pullFromAws(role: ServiceRole, repositories: ecr.IRepositoryRef[]): void {
  addScopedGrant({
    call: `${role.constructor.name} \`awsRepositories\``,
    grantee: role,
    statements: [
      {
        actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
        resources: repositories.map(({ repositoryRef }) => repositoryRef.repositoryArn),
      },
      {
        actions: ['ecr:GetAuthorizationToken'],
        resources: ['*'],
        wildcardReason: 'ecr:GetAuthorizationToken belongs to the registry and accepts no resource but *',
      },
    ],
  });
}

function connectToVpc(role: ServiceRole): void {
  addScopedGrant({
    call: `${role.constructor.name} \`inVpc\``,
    grantee: role,
    statements: [{
      actions: [
        'ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface', 'ec2:DeleteNetworkInterfacePermission',
        'ec2:DescribeNetworkInterfaces', 'ec2:DescribeVpcs', 'ec2:DescribeDhcpOptions', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups',
      ],
      resources: ['*'],
      wildcardReason: 'SageMaker checks these permissions without a resource before it starts a container in a VPC; the actions are exact',
    }],
  });
}
