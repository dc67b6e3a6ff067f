import { JsonObject, JsonValue } from '../../../src/policy/json';
import { readInventory } from '../../../src/template/inventory';
import { findings, inventoryOfResources } from '../example-inventory';

function messagesOf(ruleId: string, resources: JsonObject): string[] {
  return findings(inventoryOfResources(resources)).filter(finding => finding.ruleId === ruleId).map(({ message }) => message);
}

const TRUST = { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

describe('names', () => {
  test.each<[string, string, JsonObject, number]>([
    ['64 characters', 'AWS::IAM::Role', { RoleName: 'a'.repeat(64) }, 0],
    ['65 characters', 'AWS::IAM::Role', { RoleName: 'a'.repeat(65) }, 1],
    ['128 characters', 'AWS::IAM::Group', { GroupName: 'a'.repeat(128) }, 0],
    ['129 characters', 'AWS::IAM::Policy', { PolicyName: 'a'.repeat(129) }, 1],
    ['all that is allowed', 'AWS::IAM::User', { UserName: 'Alice_1+=,.@-' }, 0],
    ['a colon', 'AWS::IAM::User', { UserName: 'a:b' }, 1],
    ['the path /', 'AWS::IAM::User', { Path: '/' }, 0],
    ['a long path', 'AWS::IAM::User', { Path: `/${'a'.repeat(512)}/` }, 1],
    ['a path with a space', 'AWS::IAM::User', { Path: '/a b/' }, 1],
    ['an unknown path', 'AWS::IAM::User', { Path: { Ref: 'Path' } }, 0],
    ['no text', 'AWS::IAM::User', { UserName: 17, Path: [] }, 0],
  ])('%s', (_, type, properties, count) => {
    expect(messagesOf('invalid-iam-name', { It: { Type: type, Properties: properties } })).toHaveLength(count);
  });
});

describe('names of one account', () => {
  const role = (name: JsonValue) => ({ Type: 'AWS::IAM::Role', Properties: { RoleName: name, AssumeRolePolicyDocument: TRUST } });

  function duplicates(...stacks: (readonly [string | undefined, JsonValue])[]): number {
    const sources = stacks.map(([account, name], index) =>
      ({ id: `stack-${index}`, template: { Resources: { Role: role(name) } as {} }, environment: { ...account === undefined ? {} : { account } } }));
    return findings(readInventory(sources)).filter(({ ruleId }) => ruleId === 'duplicate-iam-name').length;
  }

  test.each<[string, (readonly [string | undefined, JsonValue])[], number]>([
    ['two stacks of an account', [['111122223333', 'orders'], ['111122223333', 'ORDERS']], 1],
    ['a name that is put together', [['111122223333', 'orders-111122223333'], ['111122223333', { 'Fn::Sub': 'orders-${AWS::AccountId}' }]], 1],
    ['a name that is chosen at deployment', [['111122223333', 'orders'], ['111122223333', { 'Fn::If': ['IsProd', 'orders', 'billing'] }]], 0],
    ['two accounts', [['111122223333', 'orders'], ['444455556666', 'orders']], 0],
    ['accounts that are not known', [[undefined, 'orders'], [undefined, 'orders']], 0],
    ['names that are not known', [['111122223333', { Ref: 'Name' }], ['111122223333', { Ref: 'Name' }]], 0],
    ['different names', [['111122223333', 'orders'], ['111122223333', 'billing']], 0],
  ])('%s', (_, stacks, count) => {
    expect(duplicates(...stacks)).toBe(count);
  });
});

test.each<[string, number, boolean]>([['255 characters', 255, false], ['256 characters', 256, true]])('the URL of a provider of %s', (_, length, flagged) => {
  const Url = 'https://login.example.com/'.padEnd(length, 'a');
  expect(messagesOf('invalid-oidc-provider', { Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url } } })).toHaveLength(flagged ? 1 : 0);
});

describe('session-longer-than-chaining', () => {
  test.each<[string, JsonValue, boolean]>([
    ['a session of a role', { AWS: 'arn:aws:sts::111122223333:assumed-role/pipeline/session' }, true],
    ['a role of the stack\'s account', { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/pipeline' } }, true],
    ['a user', { AWS: 'arn:aws:iam::111122223333:user/alice' }, false],
    ['a principal that is not known', { AWS: { Ref: 'Caller' } }, false],
    ['a role and a service', { AWS: 'arn:aws:iam::111122223333:role/pipeline', Service: 'ec2.amazonaws.com' }, false],
    ['anyone', '*', false],
  ])('%s', (_, principal, flagged) => {
    const trust = { Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] };
    const role = { Type: 'AWS::IAM::Role', Properties: { MaxSessionDuration: 7200, AssumeRolePolicyDocument: trust } };
    expect(messagesOf('session-longer-than-chaining', { Role: role })).toHaveLength(flagged ? 1 : 0);
  });
});

test('an unknown value counts at its shortest', () => {
  const resource = { 'Fn::Sub': `arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:${'x'.repeat(6000)}` };
  const policy = (name: string) => ({
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: [resource, name] }] } },
  });
  expect(messagesOf('policy-too-long', { Policy: policy('*') })).toHaveLength(0);
  expect(messagesOf('policy-too-long', { Policy: policy('y'.repeat(100)) })[0]).toMatch(/^the policy has at least \d+ characters/);
});
