import { Severity } from '../../diagnostics/severity';
import { Condition, PolicyValue } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { listOf } from '../wording';
import { keyFacts, keyName } from './condition-key';
import { allTexts, plainTexts } from './condition-values';
import { allowing, denying } from './example-policy';
import { withTexts } from './replace-condition';
import { expectedInstead } from './value-problems';

export const malformedConditionValue: Rule = {
  id: 'malformed-condition-value',
  severity: Severity.ERROR,
  checks: ['C-15', 'C-16', 'C-20', 'C-21', 'C-27', 'C-28', 'C-30'],
  summary: 'a value of a condition is not of the form that its operator or key takes',
  why: 'AWS refuses the policy, or the value never equals what a request has: an Allow gives nothing, and a Deny for all other values stops everything.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
  ],
  examples: {
    flagged: [
      denying('no boolean', { Bool: { 'aws:SecureTransport': 'no' } }, { principal: '*', alone: true }),
      allowing('no number', { NumericLessThan: { 'aws:MultiFactorAuthAge': '1h' } }),
      allowing('no date', { DateLessThan: { 'aws:CurrentTime': '31.12.2026' } }),
      allowing('no binary data', { BinaryEquals: { 'aws:PrincipalTag/key': 'not base64!' } }),
      allowing('no range of addresses', { IpAddress: { 'aws:SourceIp': '203.0.113.0-203.0.113.255' } }),
      allowing('no VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-orders' } }),
      allowing('the id of a VPC where that of an endpoint is meant', { StringEquals: { 'aws:SourceVpce': 'vpc-1a2b3c4d' } }),
      allowing('the alias of a key', { StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'alias/orders' } }, { action: 's3:PutObject' }),
      allowing('an ARN where the number of an account is meant', { StringEquals: { 'aws:ResourceAccount': 'arn:aws:iam::111122223333:root' } }),
      allowing('the number of an account as a number, which has lost its first digit', { StringEquals: { 'aws:ResourceAccount': 11122223333 } }, { alone: true }),
      denying('the path of an organization instead of its id', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5/r-ab12/' } }, { principal: '*' }),
      allowing('a service without its region', { StringEquals: { 'kms:ViaService': 's3.amazonaws.com' } }, {
        action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      }),
      allowing('the name of a service instead of its principal', { StringEquals: { 'iam:PassedToService': 'lambda' } }, {
        action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/worker',
      }),
      allowing('a name instead of an ARN', { ArnLike: { 'aws:PrincipalArn': 'worker' } }),
      allowing('a number among strings', { StringEquals: { 'aws:PrincipalTag/cost': ['100', 200] } }),
      denying('both booleans, so that nobody is left out', { Bool: { 'aws:SecureTransport': ['true', 'false'] } }, { principal: '*' }),
    ],
    allowed: [
      denying('a boolean of JSON', { Bool: { 'aws:SecureTransport': false } }, { principal: '*' }),
      allowing('seconds since 1970', { NumericLessThan: { 'aws:EpochTime': 1798761600 } }),
      allowing('addresses of both kinds', { IpAddress: { 'aws:SourceIp': ['203.0.113.7', '2001:db8::/32'] } }),
      allowing('a VPC and an endpoint', { StringEquals: { 'aws:SourceVpc': 'vpc-0a1b2c3d4e5f60718', 'aws:SourceVpce': 'vpce-1a2b3c4d' } }),
      allowing('a pattern of services', { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } }, {
        action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      }),
      allowing('a value that is filled in when the request is made', { ArnEquals: { 'aws:PrincipalArn': '${aws:PrincipalTag/owner}' } }),
    ],
  },

  judgeCondition(condition, statement, site) {
    const { operator, operatorText, key } = condition;
    const facts = keyFacts(key);
    let bad: Map<string, string[]> | undefined;
    for (const value of condition.values) {
      for (const text of plainTexts(value)) {
        const expected = expectedInstead(text, condition, facts);
        if (expected === undefined) { continue; }
        bad ??= new Map();
        const before = bad.get(expected);
        if (before) { before.push(text); } else { bad.set(expected, [text]); }
      }
    }
    if (bad) {
      return [...bad].map(([expected, texts]): Violation => ({
        cause: keyName(key),
        message: `\`${operatorText}\` on \`${key}\` is compared with ${listOf(texts)}; expected ${expected}`,
        fix: `write ${expected}`,
      }));
    }
    if (operator.family === 'bool' && !operator.qualifier && new Set(allTexts(condition)?.map(text => text.toLowerCase())).size > 1) {
      return [{
        cause: keyName(key),
        message: `\`${operatorText}\` on \`${key}\` is compared with \`true\` and \`false\`, so it holds for every request that has the key`,
        fix: 'keep one of the two values',
      }];
    }
    return mixesTypes(condition)
      ? [{
        cause: keyName(key),
        message: `the values of \`${key}\` are of different JSON types (${jsonTypes(condition).join(' and ')})`,
        fix: 'write all of them as strings',
        replacement: withTexts(statement, site, condition, text => text),
      }]
      : NO_VIOLATIONS;
  },
};

function mixesTypes({ values }: Condition): boolean {
  return values.length > 1 && values.some(value => isScalar(value) && isScalar(values[0]) && typeof value.raw !== typeof values[0].raw);
}

/** Intrinsic functions yield strings, whatever they look like. */
function isScalar({ raw }: PolicyValue): boolean {
  return typeof raw !== 'object';
}

function jsonTypes({ values }: Condition): string[] {
  return [...new Set(values.filter(isScalar).map(({ raw }) => typeof raw))].sort();
}
