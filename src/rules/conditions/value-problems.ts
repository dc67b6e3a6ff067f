/**
 * What is wrong with a value for the operator or the key that it stands under.
 *
 * Only what is certain: a value that holds an unknown, a policy variable or a wildcard that counts is not judged.
 */
import { KeyFacts } from './condition-key';
import { parseDate } from '../../policy/conditions/date';
import { parseCidr } from '../../policy/conditions/ip';
import { parseNumeric } from '../../policy/conditions/numeric';
import { hasWildcard } from '../../policy/glob';
import { Condition } from '../../policy/statement';

/** No value of a policy is longer. */
const MAX_LENGTH = 4096;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

interface KeyForm {
  readonly form: RegExp;
  readonly expected: string;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const DATE = '2026-11-22';
const CHECKS_PAGE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html';
const VPC: KeyForm = { form: /^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, expected: '`vpc-` and 8 or 17 hexadecimal digits', source: CHECKS_PAGE, date: DATE };
const ENDPOINT: KeyForm = { ...VPC, form: /^vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, expected: '`vpce-` and 8 or 17 hexadecimal digits' };
const KMS_KEY: KeyForm = {
  form: /^arn:[^:]+:kms:[^:]*:[^:]*:key\/./,
  expected: 'the ARN of a key, `arn:aws:kms:<region>:<account>:key/<id>`',
  source: `${CHECKS_PAGE}#access-analyzer-reference-policy-checks-error-invalid-kms-key-value`,
  date: DATE,
};
const VIA_SERVICE: KeyForm = {
  form: /^[a-z0-9-]+\.[a-z]{2,}(?:-[a-z]+)+-\d+\.[a-z0-9.-]+$/,
  expected: 'a service with its region, such as `s3.eu-west-1.amazonaws.com`',
  source: `${CHECKS_PAGE}#access-analyzer-reference-policy-checks-error-invalid-service-principal-format`,
  date: DATE,
};
const SERVICE: KeyForm = { ...VIA_SERVICE, form: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i, expected: 'a service principal, such as `lambda.amazonaws.com`' };
const ACCOUNT: KeyForm = {
  form: /^\d{12}$/,
  expected: 'the 12 digits of an account',
  source: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html',
  date: '2026-11-23',
};
const ORGANIZATION: KeyForm = {
  form: /^o-[a-z0-9]+$/,
  expected: 'the id of an organization, such as `o-a1b2c3d4e5`',
  source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html',
  date: '2026-11-23',
};

/** By key, in lower case. */
const KEY_FORMS: { readonly [key: string]: KeyForm } = {
  'aws:principalaccount': ACCOUNT,
  'aws:resourceaccount': ACCOUNT,
  'aws:sourceaccount': ACCOUNT,
  'aws:vpceaccount': ACCOUNT,
  'kms:calleraccount': ACCOUNT,
  's3:dataaccesspointaccount': ACCOUNT,
  's3:resourceaccount': ACCOUNT,
  'aws:principalorgid': ORGANIZATION,
  'aws:resourceorgid': ORGANIZATION,
  'aws:sourceorgid': ORGANIZATION,
  'aws:vpceorgid': ORGANIZATION,
  'aws:sourcevpc': VPC,
  'aws:ec2instancesourcevpc': VPC,
  'aws:sourcevpce': ENDPOINT,
  's3:x-amz-server-side-encryption-aws-kms-key-id': KMS_KEY,
  'kms:viaservice': VIA_SERVICE,
  'aws:calledvia': SERVICE,
  'aws:calledviafirst': SERVICE,
  'aws:calledvialast': SERVICE,
  'aws:principalservicename': SERVICE,
  'aws:principalservicenameslist': SERVICE,
  'iam:awsservicename': SERVICE,
  'iam:passedtoservice': SERVICE,
};

/** What is expected in place of a value; `undefined` for one that is right, or may be. */
export function expectedInstead(value: string, { operator }: Condition, { lower }: KeyFacts): string | undefined {
  if (value.length > MAX_LENGTH) { return undefined; }
  switch (operator.family) {
    case 'bool': return /^(?:true|false)$/i.test(value) ? undefined : '`true` or `false`';
    case 'numeric': return parseNumeric(value) === undefined ? 'a number' : undefined;
    case 'date': return parseDate(value) === undefined ? 'a date such as `2026-11-22T00:00:00Z`' : undefined;
    case 'ip': return parseCidr(value) ? undefined : 'an address or a range such as `203.0.113.0/24`';
    case 'binary': return BASE64.test(value) && value.length % 4 === 0 ? undefined : 'binary data in base64';
    case 'null': return undefined;
    default: return operator.wildcards && hasWildcard(value) ? undefined : expectedText(value, operator.family === 'arn', lower);
  }
}

function expectedText(value: string, isArn: boolean, key: string): string | undefined {
  const form = Object.hasOwn(KEY_FORMS, key) ? KEY_FORMS[key] : undefined;
  if (form) { return form.form.test(value) || hasWildcard(value) ? undefined : form.expected; }
  return isArn && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:./.test(value) ? 'an ARN' : undefined;
}
