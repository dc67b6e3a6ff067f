/**
 * A place in S3, and what a service does with the objects there in the name of its role: the exact actions of its page, on the objects under the
 * prefix, and the use of their key for them only.
 */
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ServiceRole } from './service-role';
import { bucketKeyUse } from '../grants/bucket-key';
import { ofItsAccount } from '../grants/bucket-owner';
import { listingOf, OBJECT_PATTERN, objectArns, prefixesOf } from '../grants/object-keys';
import { mergeConditions } from '../grants/writing/conditions';
import { requirePrefixes } from '../grants/writing/scope-list';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { ScopedStatement } from '../grants/writing/scoped-statement';

/**
 * A place in S3 that a service reads from or writes to.
 */
export interface BucketLocation {
  /**
   * The bucket.
   */
  readonly bucket: s3.IBucketRef;

  /**
   * The start of the keys, such as `orders/`. It is compared as plain text, so end a folder with a slash. It may hold tokens, but no wildcard.
   *
   * @default - the whole bucket, unless `key` is given
   */
  readonly prefix?: string;

  /**
   * The key of one object, such as `scripts/load.py`. Not together with `prefix`.
   *
   * @default - all objects under `prefix`
   */
  readonly key?: string;

  /**
   * The customer-managed KMS key of the objects, where it is not the bucket's.
   *
   * @default - the key of the bucket
   */
  readonly encryptionKey?: kms.IKeyRef;
}

/** What is done with the objects of a location, and with the bucket. */
export interface LocationUse {
  readonly objects: string[];
  /** Narrowed to the prefix by `s3:prefix`. */
  readonly list?: boolean;
  /** On the bucket, whatever the prefix. */
  readonly bucket?: string[];
}

export const READ_OBJECTS: LocationUse = { objects: ['s3:GetObject'] };
export const READ_AND_LIST: LocationUse = { ...READ_OBJECTS, list: true };
export const WRITE_OBJECTS: LocationUse = { objects: ['s3:PutObject', 's3:AbortMultipartUpload'] };
export const READ_WRITE_AND_LIST: LocationUse = { objects: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], list: true };

/** @param option the name of the option, for error messages */
export function grantLocation(role: ServiceRole, option: string, location: BucketLocation, use: LocationUse): void {
  const { bucket, encryptionKey, key } = location;
  const call = `${role.constructor.name} \`${option}\``;
  const prefixes = startsOfKeys(call, location);
  const { bucketArn } = bucket.bucketRef;
  const onBucket = (actions: string[]): ScopedStatement => ({
    actions,
    resources: [bucketArn],
    conditions: ofItsAccount(bucket),
    resourcePolicy: { name: 'bucket policy', of: bucket },
  });
  const listing = onBucket(['s3:ListBucket']);
  addScopedGrant({
    call,
    grantee: role,
    resource: bucket,
    statements: [
      {
        ...onBucket(use.objects),
        resources: key === undefined ? objectArns(bucketArn, prefixes) : [`${bucketArn}/${key}`],
        wildcardReason: OBJECT_PATTERN,
      },
      ...(use.list ? [{ ...listing, conditions: mergeConditions(listing.conditions, listingOf(prefixes)) }] : []),
      ...(use.bucket ? [onBucket(use.bucket)] : []),
      ...bucketKeyUse(bucket, prefixes, { call, grantee: role, options: { encryptionKey }, actions: keyActions(use) }),
    ],
  });
}

/** @param option the name of the option, for error messages */
export function grantLocations(role: ServiceRole, option: string, locations: BucketLocation[] | undefined, use: LocationUse): void {
  locations?.forEach(location => grantLocation(role, option, location, use));
}

/** Those of one object are its key; a listing of it names it as the prefix. */
function startsOfKeys(call: string, { prefix, key }: BucketLocation): string[] {
  if (prefix !== undefined && key !== undefined) {
    throw new Error(`${call}: \`prefix\` is '${prefix}' and \`key\` is '${key}', expected at most one: name all objects under a prefix, or one object`);
  }
  if (key !== undefined) {
    requirePrefixes(call, 'key', [key], 'scripts/load.py');
    return [key];
  }
  return prefixesOf(call, { prefix });
}

/** S3 asks those who write in parts for both: https://repost.aws/knowledge-center/s3-large-file-encryption-kms-key (2026-11) */
function keyActions({ objects }: LocationUse): string[] {
  return objects.includes('s3:PutObject') ? ['kms:GenerateDataKey', 'kms:Decrypt'] : ['kms:Decrypt'];
}
