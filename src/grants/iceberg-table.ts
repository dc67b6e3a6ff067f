/**
 * What reading and writing an Iceberg table in S3 Tables takes, and the use of its key.
 *
 * The calls behind an Iceberg client and their actions: the table of the Iceberg REST endpoint in
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-integrating-open-source.html (2026-11)
 */
import * as s3tables from 'aws-cdk-lib/aws-s3tables';
import { IConstruct } from 'constructs';
import { KeyUse, keyUse, readProperty } from './writing/encryption-key';
import { ScopedStatement } from './writing/scoped-statement';

export const TABLE_READS = ['s3tables:GetTable', 's3tables:GetTableMetadataLocation', 's3tables:GetTableData'];

/** A commit reads the current metadata and moves the pointer to the new one. */
export const TABLE_READS_AND_WRITES = [...TABLE_READS, 's3tables:PutTableData', 's3tables:UpdateTableMetadataLocation'];

export const KEY_READS = ['kms:Decrypt'];
export const KEY_READS_AND_WRITES = ['kms:GenerateDataKey', 'kms:Decrypt'];

/**
 * The files of a table are read and written through S3, whose encryption context begins with the ARN of the table:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-VPC.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html
 * https://docs.aws.amazon.com/streams/latest/dev/data-delivery-iam.html (2026-11)
 *
 * @param bucket the table bucket, where this app has it
 * @param arn of the table, or of its bucket for all tables there
 */
export function tableKeyUse(
  bucket: IConstruct | undefined, arn: string, use: Pick<KeyUse, 'call' | 'grantee' | 'resource' | 'options' | 'actions'>,
): ScopedStatement[] {
  const encryption = s3tables.CfnTableBucket.isCfnTableBucket(bucket) ? bucket.encryptionConfiguration : undefined;
  return keyUse({
    ...use,
    keyId: readProperty(encryption, 'kmsKeyArn'),
    service: 's3',
    context: { StringLike: { 'aws:s3:arn': `${arn}/*` } },
  });
}
