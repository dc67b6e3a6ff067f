/**
 * Buckets of AWS itself that workloads in a VPC read from: packages, agents, image layers.
 *
 * Each row follows AWS's own sample of an endpoint policy for S3, which names the page of the service.
 */

/**
 * What workloads in a VPC read from buckets of AWS.
 */
export enum AwsOwnedBuckets {
  /**
   * The package repositories of Amazon Linux 2, with those for live patching.
   */
  AMAZON_LINUX_2 = 'amazon-linux-2',

  /**
   * The package repositories of Amazon Linux 2023, with those for live patching.
   */
  AMAZON_LINUX_2023 = 'amazon-linux-2023',

  /**
   * The agent of CloudWatch.
   */
  CLOUDWATCH_AGENT = 'cloudwatch-agent',

  /**
   * The agent of CodeDeploy.
   */
  CODEDEPLOY_AGENT = 'codedeploy-agent',

  /**
   * The layers of container images in private repositories of ECR.
   */
  ECR_IMAGE_LAYERS = 'ecr-image-layers',

  /**
   * The components of EC2 Image Builder.
   */
  IMAGE_BUILDER = 'image-builder',

  /**
   * The agent, documents and patch baselines of Systems Manager.
   */
  SYSTEMS_MANAGER = 'systems-manager',
}

/** The objects of one use. */
export interface AwsOwnedBucketRow {
  /** Bucket and keys, as behind `arn:aws:s3:::`; `<region>` is the region of the endpoint. */
  readonly objects: readonly string[];
  readonly source: string;
  /** When the source was read: `YYYY-MM-DD`. */
  readonly date: string;
}

const READ = '2026-11-22';

export const AWS_OWNED_BUCKETS: Readonly<Record<AwsOwnedBuckets, AwsOwnedBucketRow>> = {
  [AwsOwnedBuckets.AMAZON_LINUX_2]: {
    objects: [
      'packages.<region>.amazonaws.com/*', 'repo.<region>.amazonaws.com/*', 'amazonlinux.<region>.amazonaws.com/*', 'amazonlinux-2-repos-<region>/*',
    ],
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/al2-live-patching.html',
    date: READ,
  },
  [AwsOwnedBuckets.AMAZON_LINUX_2023]: {
    objects: ['al2023-<region>/*', 'al2023-repos-<region>-de612dc2/*'],
    source: 'https://docs.aws.amazon.com/linux/al2023/ug/live-patching.html',
    date: READ,
  },
  [AwsOwnedBuckets.CLOUDWATCH_AGENT]: {
    objects: ['amazoncloudwatch-agent-<region>/*', 'amazoncloudwatch-agent/*'],
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/download-cloudwatch-agent-commandline.html',
    date: READ,
  },
  [AwsOwnedBuckets.CODEDEPLOY_AGENT]: {
    objects: ['aws-codedeploy-<region>/*'],
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-ec2-configure.html',
    date: READ,
  },
  [AwsOwnedBuckets.ECR_IMAGE_LAYERS]: {
    objects: ['prod-<region>-starport-layer-bucket/*'],
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms',
    date: READ,
  },
  [AwsOwnedBuckets.IMAGE_BUILDER]: {
    objects: ['ec2imagebuilder-toe-<region>-prod/*', 'ec2imagebuilder-managed-resources-<region>-prod/components/*'],
    source: 'https://docs.aws.amazon.com/imagebuilder/latest/userguide/vpc-interface-endpoints.html',
    date: READ,
  },
  [AwsOwnedBuckets.SYSTEMS_MANAGER]: {
    objects: [
      'aws-ssm-<region>/*', 'aws-windows-downloads-<region>/*', 'amazon-ssm-<region>/*', 'amazon-ssm-packages-<region>/*',
      '<region>-birdwatcher-prod/*', 'aws-ssm-distributor-file-<region>/*', 'aws-ssm-document-attachments-<region>/*',
      'patch-baseline-snapshot-<region>/*', 'aws-patchmanager-macos-<region>/*',
    ],
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-minimum-s3-permissions.html',
    date: READ,
  },
};
