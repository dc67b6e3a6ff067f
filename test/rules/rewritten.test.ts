import { ALL_RULES, findings, inventoryOfPolicy, inventoryOfResources } from './example-inventory';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { PolicyInventory } from '../../src/policy/policy-site';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };

function offered(ruleId: string, inventory: PolicyInventory): readonly (object | undefined)[] {
  return findings(inventory, {}, ALL_RULES).filter(finding => finding.ruleId === ruleId).map(({ replacement }) => replacement);
}

function offeredFor(ruleId: string, statement: JsonValue): readonly (object | undefined)[] {
  return offered(ruleId, inventoryOfPolicy({ Version: '2012-10-17', Statement: statement }));
}

function offeredInTemplate(ruleId: string, statement: JsonObject): readonly (object | undefined)[] {
  return offered(ruleId, inventoryOfResources({
    Bucket: { Type: 'AWS::S3::Bucket' },
    Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [statement] } } },
  }));
}

describe('what is offered', () => {
  test.each<[string, string, JsonValue, JsonObject]>([
    ['an element in the right case', 'malformed-policy', { effect: 'Deny', Action: 's3:*', Resource: '*' }, { Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    ['an effect in the right case', 'malformed-policy', { ...READ, Effect: 'ALLOW' }, READ],
    ['the values of a key that is there twice', 'duplicate-condition-key',
      { ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/a': 'x', 'aws:principaltag/a': ['y', 'z'] } } },
      { ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/a': ['x', 'y', 'z'] } } }],
    ['an operator for the type of the key, with its qualifiers', 'mismatched-condition-operator',
      { ...READ, Condition: { StringNotEqualsIfExists: { 'aws:SourceIp': '203.0.113.0/24' } } },
      { ...READ, Condition: { NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } } }],
    ['what several actions in one text stand for', 'malformed-action',
      { ...READ, Action: ['s3:GetObject', 's3:GetObject, s3:PutObject'] }, { ...READ, Action: ['s3:GetObject', 's3:PutObject'] }],
    ['an action on everything where AWS takes nothing else', 'action-resource-mismatch',
      { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/orders' },
      { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' }],
    ['an ARN without the region and account that its type has not', 'wrong-arn-form',
      { ...READ, Resource: ['arn:aws:s3:eu-west-1:111122223333:orders/*', 'arn:aws:s3:::invoices/*'] },
      { ...READ, Resource: ['arn:aws:s3:::orders/*', 'arn:aws:s3:::invoices/*'] }],
    ['a name of letters and digits', 'invalid-sid', { Sid: 'read-orders', ...READ }, { Sid: 'readorders', ...READ }],
  ])('%s', (_, ruleId, statement, expected) => {
    expect(offeredFor(ruleId, statement)).toContainEqual(expected);
  });

  test('values stay as the template has them', () => {
    const Resource = [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, { 'Fn::GetAtt': ['Bucket', 'Arn'] }, { 'Fn::If': ['IsBig', 'arn:aws:s3:::big', { Ref: 'AWS::NoValue' }] }];
    expect(offeredInTemplate('redundant-resource', { Effect: 'Allow', Action: 's3:ListBucket', Resource })).toEqual([
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: [Resource[0], Resource[2]] },
    ]);
  });
});

describe('nothing is offered', () => {
  const redundant = { ...READ, Action: ['s3:GetObject', 's3:GetObject'] };

  test.each<[string, JsonObject]>([
    ['for a statement with a name that is known only at deployment', { Sid: { Ref: 'Name' }, ...redundant }],
    ['for a statement with conditions that are known only at deployment', { ...redundant, Condition: { 'Fn::FindInMap': ['A', 'B', 'C'] } }],
    ['for a statement that is only there under a condition', { 'Fn::If': ['IsBig', redundant, { Ref: 'AWS::NoValue' }] }],
    ['for a statement of which a part cannot be read', { ...redundant, Condition: { StringIs: { 'aws:PrincipalTag/a': 'x' } } }],
  ])('%s', (_, statement) => {
    const found = offeredInTemplate('redundant-action', statement);
    expect([found.length, found[0]]).toEqual([1, undefined]);
  });

  test.each<[string, string, JsonValue]>([
    ['where several statements show it', 'redundant-action', [redundant, { ...redundant, Resource: 'arn:aws:s3:::invoices/*' }]],
    ['where the name is taken', 'invalid-sid', [{ Sid: 'read-orders', ...READ }, { Sid: 'readorders', ...READ, Resource: 'arn:aws:s3:::invoices/*' }]],
    ['where the element is there in both cases', 'malformed-policy', { ...READ, resource: '*' }],
    ['where another condition on the key has the operator', 'wildcard-without-like-operator',
      { ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/a': 'x*' }, StringLike: { 'aws:PrincipalTag/a': '*x' } } }],
    ['where an API operation would become an action on everything', 'unknown-action', { Effect: 'Allow', Action: 's3:HeadObject', Resource: '*' }],
    ['where an API operation is denied', 'unknown-action', { ...READ, Effect: 'Deny', Action: 's3:HeadObject' }],
    ['where the action of an API operation does not fit the resource', 'unknown-action', { ...READ, Action: 's3:HeadObject', Resource: 'arn:aws:s3:::orders' }],
    ['for a pattern of a type that has none', 'mismatched-condition-operator', { ...READ, Condition: { StringLike: { 'aws:SourceIp': '203.0.113.*' } } }],
  ])('%s', (_, ruleId, statement) => {
    const found = offeredFor(ruleId, statement);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(replacement => replacement !== undefined)).toEqual([]);
  });
});
