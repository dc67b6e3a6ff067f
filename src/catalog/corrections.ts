/**
 * Facts in which the source data of `data/actions.txt` is known to be wrong or short, kept by hand.
 *
 * The generator applies them, so the readers never see the uncorrected form, and it fails when a row no longer changes anything.
 */

export interface Correction {
  readonly service: string;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
  readonly reason: string;
}

/** Actions that accept other resource types than the data says. */
export interface ActionCorrection extends Correction {
  readonly action: string;
  /** Resource types that the action does not accept although the data lists them. */
  readonly withoutResourceTypes: readonly string[];
}

/** Resource types with further ARN forms. */
export interface ResourceTypeCorrection extends Correction {
  readonly resourceType: string;
  readonly furtherArnTemplates: readonly string[];
}

export const ACTION_CORRECTIONS: readonly ActionCorrection[] = [
  {
    service: 'cloudwatch',
    action: 'PutMetricData',
    withoutResourceTypes: ['dataset'],
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html',
    date: '2026-11-22',
    reason: 'PutMetricData cannot be limited to a resource; the way to narrow it is the condition key cloudwatch:namespace.',
  },
  {
    service: 'cloudwatch',
    action: 'GetMetricData',
    withoutResourceTypes: ['dataset'],
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html',
    date: '2026-11-22',
    reason: 'The permissions reference names every metric operation with the resource `*`; an account has one dataset only, that of all its metrics.',
  },
];

export const RESOURCE_TYPE_CORRECTIONS: readonly ResourceTypeCorrection[] = [
  {
    service: 'logs',
    resourceType: 'log-group',
    furtherArnTemplates: ['arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:*'],
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html',
    date: '2026-11-22',
    reason: 'IAM policies name a log group with a trailing ":*" for all actions but the tagging ones; both forms name a log group.',
  },
];
