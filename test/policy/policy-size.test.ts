import { JsonObject } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { policySize } from '../../src/policy/policy-size';
import { readInventory } from '../../src/template/inventory';

test.each<[string, JsonObject]>([
  ['one statement', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }],
  ['lists', { Version: '2012-10-17', Id: 'x', Statement: [{ Sid: 'A', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' }, { Effect: 'Deny', NotAction: 's3:*', NotResource: ['a', 'b'] }] }],
  ['conditions', { Statement: { Effect: 'Allow', Action: 'a:b', Resource: '*', Condition: { StringLike: { k: ['x', 'y'], l: 'z' }, Bool: { m: 'true' } } } }],
  ['principals', { Statement: { Effect: 'Allow', Action: 'a:b', Principal: { AWS: ['1', '2'], Service: 'x' } } }],
  ['the bare star', { Statement: { Effect: 'Allow', Action: 'a:b', Principal: '*' } }],
  ['quotes', { Statement: { Effect: 'Allow', Action: 'a:b', Resource: 'a"b\\c' } }],
])('the size of a policy with %s is that of its JSON', (_, policy) => {
  expect(policySize(parsePolicyDocument(policy))).toBe(JSON.stringify(policy).length);
});

test('white space does not count', () => {
  const size = (sid: string) => policySize(parsePolicyDocument({ Statement: { Sid: sid, Effect: 'Allow', Action: 'a:b', Resource: '*' } }));
  expect(size('a b\n\tc')).toBe(size('abc'));
});

test('an unknown counts its shortest form, and what is under a condition nothing', () => {
  const size = (resource: JsonObject | string | (JsonObject | string)[]) => {
    const policy = { Statement: { Effect: 'Allow', Action: 'a:b', Resource: resource } };
    const template = { Parameters: { P: { Type: 'String' } }, Resources: { It: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy } } } };
    return policySize(readInventory([{ id: 'app', template, environment: {} }]).sites[0].document);
  };
  expect(size({ 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${P}' })).toBe(size('arn:aws:sqs:us-east-1:111122223333:'));
  expect(size(['a', { 'Fn::If': ['C', 'b', { Ref: 'AWS::NoValue' }] }])).toBe(size('a'));
});
