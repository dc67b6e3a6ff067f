/**
 * Which classes of data workloads may touch, told by a tag of the resource.
 *
 * Errs towards access: a resource without the tag is not held to the classes, nor is an action to which AWS does not tell the tags of its
 * resource.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

const TAG_KEY = /^[\p{L}\p{N}_.:/=+\-@ ]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{N}_.:/=+\-@ ]{0,256}$/u;

/**
 * The classes of data that workloads may touch, as values of a tag that resources carry.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 */
export interface DataClassification {
  /**
   * The key of the tag, such as `data-class`.
   */
  readonly tagKey: string;

  /**
   * The values that workloads may touch, such as `public` and `internal`. They are compared letter by letter.
   */
  readonly allowedValues: string[];
}

/** Denies every action on resources, and on objects in S3, that carry the tag with another value. */
export function denyOtherClasses({ tagKey, allowedValues }: DataClassification): iam.PolicyStatement[] {
  if (!Token.isUnresolved(tagKey) && !TAG_KEY.test(tagKey)) {
    throw new Error(`dataClassification has the tagKey \`${tagKey}\`, expected the key of a tag, such as \`data-class\`: letters, digits, blanks and `
      + '`_.:/=+-@`, at most 128');
  }
  requireValues(allowedValues);
  return [
    denyOtherValues('DenyOtherDataClasses', '*', `aws:ResourceTag/${tagKey}`, allowedValues),
    // S3 tells the tags of an object by a key of its own.
    denyOtherValues('DenyObjectsOfOtherDataClasses', 's3:*', `s3:ExistingObjectTag/${tagKey}`, allowedValues),
  ];
}

function denyOtherValues(sid: string, action: string, key: string, values: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    actions: [action],
    resources: ['*'],
    conditions: { StringNotEquals: { [key]: values }, Null: { [key]: 'false' } },
  });
}

function requireValues(values: string[]): void {
  if (Token.isUnresolved(values)) { return; }
  if (values.length === 0) {
    throw new Error('dataClassification has no allowedValues, expected at least one: leave dataClassification out if workloads may touch all data');
  }
  const wrong = values.find(value => !Token.isUnresolved(value) && !TAG_VALUE.test(value));
  if (wrong !== undefined) {
    throw new Error(`dataClassification has the value \`${wrong}\`, expected the value of a tag, without wildcards: name each value`);
  }
}
