/**
 * What a service is given on one bucket: exact actions on the objects under the prefixes, on the bucket itself, and the use of its key for those
 * objects.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { bucketKeyUse } from '../grants/bucket-key';
import { ofItsAccount } from '../grants/bucket-owner';
import { OBJECT_PATTERN, objectArns } from '../grants/object-keys';
import { EncryptedGrantScope } from '../grants/writing/grant-scope';
import { addScopedGrant } from '../grants/writing/scoped-grant';

export interface BucketAccess {
  /** What the user wrote, for error messages. */
  readonly call: string;
  readonly grantee: iam.IGrantable;
  readonly bucket: s3.IBucketRef;
  /** Checked by `prefixesOf`; empty for all objects. */
  readonly prefixes: string[];
  readonly objectActions: string[];
  readonly bucketActions: string[];
  readonly keyActions: string[];
  readonly key: Pick<EncryptedGrantScope, 'encryptionKey'>;
}

export function allowBucketAccess({ call, grantee, bucket, prefixes, objectActions, bucketActions, keyActions, key }: BucketAccess): void {
  const { bucketArn } = bucket.bucketRef;
  const conditions = ofItsAccount(bucket);
  const resourcePolicy = { name: 'bucket policy', of: bucket };
  addScopedGrant({
    call,
    grantee,
    resource: bucket,
    statements: [
      { actions: objectActions, resources: objectArns(bucketArn, prefixes), conditions, wildcardReason: OBJECT_PATTERN, resourcePolicy },
      { actions: bucketActions, resources: [bucketArn], conditions, resourcePolicy },
      ...bucketKeyUse(bucket, prefixes, { call, grantee, options: key, actions: keyActions }),
    ],
  });
}
