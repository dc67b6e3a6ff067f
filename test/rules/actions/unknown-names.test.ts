import { JsonValue } from '../../../src/policy/json';
import { findings, idsOf, inventoryOfPolicy } from '../example-inventory';

function fixes(action: JsonValue): [string, string, string][] {
  return findings(inventoryOfPolicy({ Statement: [{ Effect: 'Deny', Action: action, Resource: '*' }] }))
    .map(({ ruleId, cause, fix }) => [ruleId, cause, fix]);
}

test.each<[string, string, string, string]>([
  ['a typing error', 's3:GetObjct', 'unknown-action', 'write `s3:GetObject` if that is meant'],
  ['an operation of the API', 's3:HeadObject', 'unknown-action', 'write `s3:GetObject`, which authorises it'],
  ['an operation that takes two actions', 's3:CopyObject', 'unknown-action', 'write `s3:GetObject` and `s3:PutObject`, which authorise it'],
  ['an operation that takes one of several actions', 'dynamodb:ExecuteStatement', 'unknown-action', 'write `dynamodb:PartiQLDelete`, `dynamodb:PartiQLInsert`, `dynamodb:PartiQLSelect` or `dynamodb:PartiQLUpdate`, which authorises it'],
  ['nothing that is alike', 's3:Xyzzy', 'unknown-action', 'write an action that the Service Authorization Reference lists for `s3`'],
  ['no service', 'GetObject', 'malformed-action', 'write the action with its service: `s3:GetObject`'],
  ['a wildcard without service', 'Get*', 'malformed-action', 'write the action with its service: `s3:GetObject`'],
  ['a wildcard without match', 's3:Xyzzy*', 'unknown-action', 'list the actions that are meant'],
  ['a service that is misspelt', 'dynamobd:GetItem', 'unknown-service', 'write `dynamodb` if that is meant'],
])('%s', (_, action, ruleId, fix) => {
  const [[foundId, , foundFix], ...more] = fixes(action);
  expect([foundId, foundFix]).toEqual([ruleId, fix]);
  expect(more).toEqual([]);
});

test('a service is unknown once, whatever its actions', () => {
  expect(fixes(['nosuch:One', 'nosuch:Two', 'NoSuch:Three']).map(([ruleId, cause]) => [ruleId, cause])).toEqual([['unknown-service', 'nosuch']]);
});

test.each([
  ['unknown-action', (index: number) => `s3:Invented${index}`],
  ['unknown-service', (index: number) => `invented${index}:Get`],
])('%s reports 25 names of a policy, and the rest as one finding', (rule, name) => {
  const ids = idsOf(rule, { Effect: 'Allow', Action: Array.from({ length: 40 }, (_, index) => name(index)), Resource: '*' });
  expect(ids).toHaveLength(26);
  expect(ids).toContain(`${rule}[others]`);
});

test.each<[string, string[], string[]]>([
  ['the action by name', ['s3:FoldObject'], []],
  ['in another case', ['S3:foldobject'], []],
  ['another action', ['s3:UnfoldObject'], ['unknown-action']],
])('an action of which the app says that it exists: %s', (_, additionalActions, expected) => {
  const inventory = inventoryOfPolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: ['s3:FoldObject', 's3:FoldOb*'], Resource: '*' }] });
  expect([...new Set(findings(inventory, { additionalActions }, { packs: ['recommended'] }).map(({ ruleId }) => ruleId))]).toEqual(expected);
});

test.each<[string, JsonValue, boolean]>([
  ['everything', '*', false],
  ['everything of everything', '*:*', false],
  ['a question mark', 's3:Get?bject', false],
  ['two colons', 's3:Get:Object', true],
  ['an ARN', 'arn:aws:s3:::orders', true],
  ['a tab', 's3:\tGetObject', true],
  ['nothing', '', true],
  ['a variable, which its own rule reports', 's3:${aws:username}', false],
])('%s is an action or none', (_, action, flagged) => {
  expect(idsOf('malformed-action', { Effect: 'Deny', Action: action, Resource: '*' })).toHaveLength(flagged ? 1 : 0);
});

test('a malformed action is not unknown as well', () => {
  const found = findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'nosuch:Get Object', Resource: '*' }] }), {}, { packs: ['actions'] });
  expect(found.map(({ ruleId }) => ruleId)).toEqual(['malformed-action']);
});
