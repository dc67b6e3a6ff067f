import { JsonObject, JsonValue } from '../../../src/policy/json';
import { Identity } from '../../../src/policy/policy-site';
import { awsManagedAdminPolicy } from '../../../src/rules/hygiene/aws-managed-admin-policy';
import { longLivedCredential } from '../../../src/rules/hygiene/long-lived-credential';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { readInventory } from '../../../src/template/inventory';
import { inventoryOfResources } from '../example-inventory';
import { expectWellWritten } from '../trust/trust-site';

describe('aws-managed-admin-policy', () => {
  function identity(type: string, arns: JsonValue[]): Identity {
    const resources = { It: { Type: type, Properties: { ManagedPolicyArns: arns } } };
    return readInventory([{ id: 'app', template: { Resources: resources as {} }, environment: {} }]).identities[0];
  }

  test.each<[string, JsonValue, string[]]>([
    ['in China', 'arn:aws-cn:iam::aws:policy/PowerUserAccess', ['PowerUserAccess']],
    ['in the partition of the stack', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }, ['AdministratorAccess']],
    ['of a job function', 'arn:aws:iam::aws:policy/job-function/SystemAdministrator', ['job-function/SystemAdministrator']],
    ['for reading', 'arn:aws:iam::aws:policy/ReadOnlyAccess', []],
    ['named by a parameter', { 'Fn::Sub': 'arn:aws:iam::aws:policy/${Name}' }, []],
  ])('a policy %s', (_, arn, expected) => {
    const violations = awsManagedAdminPolicy.judgeIdentity!(identity('AWS::IAM::Role', [arn]), DEFAULT_CONTEXT);
    expect(violations.map(violation => violation.cause)).toEqual(expected);
    expectWellWritten(violations);
  });

  test.each(['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'])('%s is judged', type => {
    expect(awsManagedAdminPolicy.judgeIdentity!(identity(type, ['arn:aws:iam::aws:policy/AdministratorAccess']), DEFAULT_CONTEXT)).toHaveLength(1);
  });
});

describe('long-lived-credential', () => {
  test.each<[string, string, JsonObject, boolean]>([
    ['a key', 'AWS::IAM::AccessKey', {}, true],
    ['an active key', 'AWS::IAM::AccessKey', { Status: 'Active' }, true],
    ['a key whose status is a parameter', 'AWS::IAM::AccessKey', { Status: { Ref: 'Status' } }, true],
    ['an inactive key', 'AWS::IAM::AccessKey', { Status: 'Inactive' }, false],
    ['a user', 'AWS::IAM::User', {}, false],
    ['a user with a password', 'AWS::IAM::User', { LoginProfile: { Password: 'x' } }, true],
    ['a user with a password under a condition', 'AWS::IAM::User', { LoginProfile: { 'Fn::If': ['C', { Password: 'x' }, { Ref: 'AWS::NoValue' }] } }, true],
    ['a user whose password is left out', 'AWS::IAM::User', { LoginProfile: { Ref: 'AWS::NoValue' } }, false],
  ])('%s', (_, resourceType, properties, flagged) => {
    const [resource] = inventoryOfResources({ It: { Type: resourceType, Properties: properties } }).resources;
    const violations = longLivedCredential.judgeResource!(resource, DEFAULT_CONTEXT);
    expect(violations).toHaveLength(flagged ? 1 : 0);
    expectWellWritten(violations);
  });
});
