/**
 * Values that condition keys usually have, for requests that people read. Where a class of values holds one of them, it stands for
 * the class instead of the shortest word.
 */
import { ConditionKeyType } from '../../catalog/actions';
import { ownValue } from '../../policy/json';

/** By key in lower case. */
const BY_KEY: { readonly [key: string]: readonly string[] } = {
  'aws:principalarn': ['arn:aws:iam::111122223333:role/example', 'arn:aws:iam::444455556666:role/example'],
  'aws:principalorgid': ['o-exampleorg', 'o-otherorg00'],
  'aws:resourceorgid': ['o-exampleorg', 'o-otherorg00'],
  'aws:sourceorgid': ['o-exampleorg', 'o-otherorg00'],
  'aws:requestedregion': ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
  'aws:sourcevpc': ['vpc-0example', 'vpc-0other'],
  'aws:sourcevpce': ['vpce-0example', 'vpce-0other'],
  'aws:userid': ['AROAEXAMPLE:example'],
};
const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];
const ARNS = ['arn:aws:sns:us-east-1:111122223333:example', 'arn:aws:sns:us-east-1:444455556666:example'];
const TEXTS = ['example', 'another-example'];

export function plausibleKeyValues(key: string, type: ConditionKeyType | undefined): readonly string[] {
  const own = ownValue(BY_KEY, key);
  if (own) { return own; }
  if (key.endsWith('account') || key === 'aws:sourceowner') { return ACCOUNTS; }
  return type === 'ARN' || type === 'ArrayOfARN' ? ARNS : TEXTS;
}
