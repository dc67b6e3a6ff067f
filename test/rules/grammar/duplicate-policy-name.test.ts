import { JsonObject } from '../../../src/policy/json';
import { findings, inventoryOfResources } from '../example-inventory';

const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] };

function places(resources: JsonObject): string[] {
  return findings(inventoryOfResources(resources)).filter(({ ruleId }) => ruleId === 'duplicate-policy-name')
    .map(({ location }) => `${location.logicalId} ${location.propertyPath}`);
}

const policy = (name: JsonObject | string, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: name, Roles: [{ Ref: 'Role' }], PolicyDocument: DOCUMENT },
  ...more,
});
const role = (...names: string[]): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] }, Policies: names.map(name => ({ PolicyName: name, PolicyDocument: DOCUMENT })) },
});

test.each<[string, JsonObject, string[]]>([
  ['twice in the role', { Role: role('a', 'b', 'a') }, ['Role Properties/Policies/2/PolicyDocument']],
  ['in the role and attached', { Role: role('a'), P: policy('a') }, ['P Properties/PolicyDocument']],
  ['attached twice', { Role: role(), P: policy('a'), Q: policy('a') }, ['Q Properties/PolicyDocument']],
  ['under a condition that the other is not under', { Role: role(), P: policy('a'), Q: policy('a', { Condition: 'C' }) }, []],
  ['under the same condition', { Role: role(), P: policy('a', { Condition: 'C' }), Q: policy('a', { Condition: 'C' }) }, ['Q Properties/PolicyDocument']],
  ['names that are known only at deployment', { Role: role(), P: policy({ 'Fn::ImportValue': 'N' }), Q: policy({ 'Fn::ImportValue': 'N' }) }, []],
])('%s', (_, resources, expected) => {
  expect(places(resources)).toEqual(expected);
});
