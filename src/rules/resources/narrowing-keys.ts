/**
 * Condition keys that pick resources as an ARN does, so that `*` under them is no wildcard in effect.
 *
 * Keys that limit who asks, from where or for what (`aws:SourceIp`, `kms:ViaService`, `aws:ResourceAccount`) leave every resource
 * of the account in reach, and are not among them.
 */
import { toGlob } from '../../policy/glob';
import { Condition, Statement } from '../../policy/statement';
import { narrows } from '../trust/required-keys';

interface NarrowingKey {
  /** In lower case. */
  readonly key: RegExp;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference';

const NARROWING_KEYS: readonly NarrowingKey[] = [
  // aws:ResourceTag/…, and the older forms of the services: ec2:ResourceTag/…, ssm:resourceTag/…
  row(/^[a-z0-9-]+:resourcetag\/./, 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html'),
  row(/^s3:(existingobjecttag|buckettag|accesspointtag)\/./, 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html'),
  row(/^s3express:(buckettag|accesspointtag)\/./, `${REFERENCE}/list_amazons3express.html`, '2026-11-23'),
  row(/^s3tables:tablebuckettag\/./, `${REFERENCE}/list_amazons3tables.html`, '2026-11-23'),
  row(/^s3vectors:vectorbuckettag\/./, `${REFERENCE}/list_amazons3vectors.html`, '2026-11-23'),
  row(/^rds:(cluster|cluster-pg|cluster-snapshot|db|es|og|pg|ri|secgrp|snapshot|subgrp)-tag\/./,
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html'),
  // dms:task-tag/… and the like; dms:req-tag/… says what tags a request sets.
  row(/^dms:(?!req-)[a-z-]+-tag\/./, `${REFERENCE}/list_awsdatabasemigrationservice.html`, '2026-11-23'),
  row(/^kms:resourcealiases$/, 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html'),
  row(/^ecs:cluster$/, `${REFERENCE}/list_amazonelasticcontainerservice.html`),
  row(/^lambda:functionarn$/, `${REFERENCE}/list_awslambda.html`),
  row(/^elasticfilesystem:accesspointarn$/, 'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html'),
  row(/^ec2:(subnet|vpc)$/, `${REFERENCE}/list_amazonec2.html`),
  // The secrets that one function rotates.
  row(/^secretsmanager:resource\/allowrotationlambdaarn$/, `${REFERENCE}/list_awssecretsmanager.html`, '2026-11-23'),
  // Tags that are set while a request makes the resource, and so on nothing that is there already.
  row(/^ec2:createaction$/, 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html', '2026-11-23'),
  row(/^ecs:createaction$/, 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html', '2026-11-23'),
  row(/^elasticfilesystem:createaction$/, 'https://docs.aws.amazon.com/efs/latest/ug/supported-iam-actions-tagging.html', '2026-11-23'),
  row(/^elasticloadbalancing:createaction$/, `${REFERENCE}/list_awselasticloadbalancingv2.html`, '2026-11-23'),
  row(/^ses:fromaddress$/, 'https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html'),
  row(/^iam:awsservicename$/, `${REFERENCE}/list_awsidentityandaccessmanagementiam.html`),
];

/** Whether a condition of the statement lets it match only resources that it picks. */
export function picksResources(statement: Statement): boolean {
  return statement.conditions.some(condition => {
    const key = condition.key.toLowerCase();
    return NARROWING_KEYS.some(narrowing => narrowing.key.test(key)) && narrows(condition) && !leavesNameOpen(condition);
  });
}

/** As `arn:aws:ec2:*:*:vpc/*` does, which is every network. */
function leavesNameOpen({ values }: Condition): boolean {
  return values.some(({ text }) => /^arn:(?:[^:]*:){4}[^:/]*[:/]?[*?]+$/.test(toGlob(text)));
}

function row(key: RegExp, source: string, date = '2026-11-22'): NarrowingKey {
  return { key, source, date };
}
