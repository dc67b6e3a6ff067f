/**
 * Which resource a policy that is a resource of its own belongs to, by the property that names it.
 *
 * A type that is not listed is taken to govern the ARNs that its statements name.
 */
import { ownValue } from '../policy/json';

export interface GoverningProperty {
  readonly property: string;
  /** The ARN of a resource given by name, with `${Partition}`, `${Region}`, `${Account}` and `${Name}`. */
  readonly arnTemplate?: string;
}

const GOVERNING_PROPERTIES: { readonly [type: string]: GoverningProperty } = {
  'AWS::APS::ResourcePolicy': { property: 'WorkspaceArn' },
  'AWS::Bedrock::ResourcePolicy': { property: 'ResourceArn' },
  'AWS::CloudTrail::ResourcePolicy': { property: 'ResourceArn' },
  'AWS::Events::EventBusPolicy': { property: 'EventBusName', arnTemplate: 'arn:${Partition}:events:${Region}:${Account}:event-bus/${Name}' },
  'AWS::Kinesis::ResourcePolicy': { property: 'ResourceArn' },
  'AWS::Lambda::ResourcePolicy': { property: 'ResourceArn' },
  'AWS::MSK::ClusterPolicy': { property: 'ClusterArn' },
  'AWS::S3::BucketPolicy': { property: 'Bucket', arnTemplate: 'arn:${Partition}:s3:::${Name}' },
  'AWS::S3Tables::TableBucketPolicy': { property: 'TableBucketARN' },
  'AWS::S3Tables::TablePolicy': { property: 'TableARN' },
  'AWS::SNS::TopicInlinePolicy': { property: 'TopicArn' },
  'AWS::SNS::TopicPolicy': { property: 'Topics' },
  'AWS::SQS::QueueInlinePolicy': { property: 'Queue' },
  'AWS::SQS::QueuePolicy': { property: 'Queues' },
  'AWS::SecretsManager::ResourcePolicy': { property: 'SecretId' },
};

const QUEUE_URL = /^https:\/\/sqs\.([^.]+)\.[^/]+\/(\d{12})\/([^/]+)$/;

export function governingProperty(type: string): GoverningProperty | undefined {
  return ownValue(GOVERNING_PROPERTIES, type);
}

/** What stands in ARNs of one template. */
export interface ArnVariables {
  readonly Partition: string;
  readonly Region: string;
  readonly Account: string;
}

/** The ARN of what a property names by ARN, name or queue URL. */
export function namedArn(value: string, { arnTemplate }: GoverningProperty, variables: ArnVariables): string | undefined {
  if (value.startsWith('arn:')) { return value; }
  const url = QUEUE_URL.exec(value);
  if (url) { return `arn:${variables.Partition}:sqs:${url[1]}:${url[2]}:${url[3]}`; }
  return arnTemplate?.replace(/\$\{(\w+)\}/g, (_, name: string) => ({ ...variables, Name: value })[name as keyof ArnVariables]);
}

/** Whether the policy of one resource governs another: itself, or a part of it such as an object of a bucket. */
export function governs(arn: string, other: string): boolean {
  const whole = arn.endsWith(':*') ? arn.slice(0, -2) : arn;
  if (!other.startsWith(whole)) { return false; }
  const next = other[whole.length];
  return next === undefined || ((next === '/' || next === ':') && arn.split(':')[2] !== 'iam');
}
