/** Holds an imported bucket to its account: its ARN does not say whose it is, and a name that was given up can be taken by anyone. */
import { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Conditions } from './writing/conditions';
import { environmentOf, isImported } from './writing/environment';

export function ofItsAccount(bucket: IBucketRef): Conditions | undefined {
  return isImported(bucket) ? { StringEquals: { 'aws:ResourceAccount': environmentOf(bucket).account } } : undefined;
}
