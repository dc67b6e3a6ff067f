import { JsonObject, JsonValue } from '../../../src/policy/json';
import { PolicyKind } from '../../../src/policy/policy-kind';
import { findings, idsOf, inventoryOfPolicy, inventoryOfResources } from '../example-inventory';

const ALLOW: JsonObject = { Effect: 'Allow', Action: 's3:GetObject' };
const PRINCIPAL = { Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' } };
const RESOURCE = { Resource: 'arn:aws:s3:::orders/*' };

test.each<[PolicyKind, JsonObject, string[]]>([
  ['identity', RESOURCE, []],
  ['identity', {}, ['no Resource']],
  ['identity', { ...PRINCIPAL, ...RESOURCE }, ['Principal']],
  ['identity', { NotPrincipal: PRINCIPAL.Principal, ...RESOURCE }, ['NotPrincipal']],
  ['identity', { NotResource: 'arn:aws:s3:::payroll/*' }, []],
  ['permission-set', PRINCIPAL, ['Principal', 'no Resource']],
  ['boundary', {}, ['no Resource']],
  ['scp', {}, ['no Resource']],
  ['session', {}, ['no Resource']],
  ['rcp', RESOURCE, ['no Principal']],
  ['endpoint', RESOURCE, ['no Principal']],
  ['trust', PRINCIPAL, []],
  ['trust', { ...PRINCIPAL, ...RESOURCE }, ['Resource']],
  ['trust', {}, ['no Principal']],
  ['resource', { ...PRINCIPAL, ...RESOURCE }, []],
  ['resource', PRINCIPAL, []],
  ['resource', RESOURCE, ['no Principal']],
])('a statement of kind %s with %j', (kind, elements, causes) => {
  expect(idsOf('malformed-policy', { ...ALLOW, ...elements }, kind)).toEqual(causes.map(cause => `malformed-policy[${cause.replace(' ', '-')}]`));
});

test('a bucket policy needs a resource', () => {
  const found = findings(inventoryOfResources({
    Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'orders', PolicyDocument: { Statement: [{ ...ALLOW, ...PRINCIPAL }] } } },
  }));
  expect(found.map(({ ruleId, cause }) => [ruleId, cause])).toEqual([['malformed-policy', 'no Resource']]);
});

test.each<[string, JsonValue]>([
  ['text that is no JSON', '{"Statement": ['],
  ['a number', 7],
  ['a list', []],
  ['null', null],
  ['a statement that is text', { Statement: ['Allow'] }],
  ['an effect that is a number', { Statement: { ...ALLOW, ...RESOURCE, Effect: 1 } }],
  ['an action that is an object', { Statement: { ...RESOURCE, Effect: 'Allow', Action: [{ a: 1 }] } }],
  ['a condition operator that does not exist', { Statement: { ...ALLOW, ...RESOURCE, Condition: { StringEqual: { a: 'b' } } } }],
])('%s is a finding', (_, policy) => {
  const found = findings(inventoryOfPolicy(policy)).filter(finding => finding.ruleId === 'malformed-policy');
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(finding => finding.cause !== '')).toBe(true);
});

test('a cause holds no position', () => {
  const causes = ['{"Statement": [', '{"Statement": [], }'].map(text => findings(inventoryOfPolicy(text)).map(finding => finding.cause));
  expect(causes).toEqual([['the policy is not valid JSON'], ['the policy is not valid JSON']]);
});
