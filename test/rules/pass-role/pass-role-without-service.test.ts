import { JsonObject } from '../../../src/policy/json';
import { readInventory } from '../../../src/template/inventory';
import { findings, idsOf, inventoryOfPolicy } from '../example-inventory';

const ROLE = 'arn:aws:iam::111122223333:role/orders-task';
const SERVICE = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };

function ids(statement: JsonObject): string[] {
  return idsOf('pass-role-without-service', { Effect: 'Allow', Action: 'iam:PassRole', Resource: ROLE, ...statement });
}

test.each<[string, JsonObject, boolean]>([
  ['no condition', {}, true],
  ['StringEquals', { StringEquals: SERVICE }, false],
  ['StringLike', { StringLike: { 'iam:PassedToService': 'ecs*.amazonaws.com' } }, false],
  ['StringLike with any value', { StringLike: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com', '*'] } }, true],
  ['StringLike for all partitions', { StringLike: { 'iam:PassedToService': 'ec2.amazonaws.com*' } }, false],
  ['StringLike with every service', { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } }, true],
  ['StringLike with a letter and the rest open', { StringLike: { 'iam:PassedToService': 's*.amazonaws.com' } }, true],
  ['a key in lower case', { StringEquals: { 'iam:passedtoservice': 'ecs-tasks.amazonaws.com' } }, false],
  ['StringNotEquals', { StringNotEquals: SERVICE }, true],
  ['Null', { Null: { 'iam:PassedToService': 'false' } }, true],
  ['ForAllValues', { 'ForAllValues:StringEquals': SERVICE }, true],
  ['another key', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, true],
  ['StringEqualsIfExists', { StringEqualsIfExists: SERVICE }, false],
  ['StringLikeIfExists with every service', { StringLikeIfExists: { 'iam:PassedToService': '*.amazonaws.com' } }, true],
  ['StringLikeIfExists with any value', { StringLikeIfExists: { 'iam:PassedToService': '*' } }, true],
])('%s', (_, condition, flagged) => {
  expect(ids({ Condition: condition })).toEqual(flagged ? ['pass-role-without-service[iam:PassRole]'] : []);
});

test.each<[string, JsonObject, string[]]>([
  ['a wildcard', { Action: 'iam:P*' }, ['pass-role-without-service[iam:P*]']],
  ['all of IAM', { Action: 'iam:*' }, ['pass-role-without-service[iam:*]']],
  ['a wildcard over services', { Action: '*:PassRole' }, ['pass-role-without-service[*:PassRole]']],
  ['the action in lower case', { Action: 'iam:passrole' }, ['pass-role-without-service[iam:PassRole]']],
  ['everything, which other rules report', { Action: '*' }, []],
  ['a wildcard that does not reach it', { Action: 'iam:Get*' }, []],
  ['an action of another service', { Action: 'elastictranscoder:PassRole' }, []],
  ['every resource but a bucket', { Resource: undefined as never, NotResource: 'arn:aws:s3:::orders' }, ['pass-role-without-service[iam:PassRole]']],
  ['any role, if the service is sent', { Resource: '*', Condition: { StringEqualsIfExists: SERVICE } }, ['pass-role-without-service[iam:PassRole]']],
  ['any role to one service', { Resource: '*', Condition: { StringEquals: SERVICE } }, []],
])('%s', (_, statement, expected) => {
  expect(ids(statement)).toEqual(expected);
});

test('what else the statement names is not said to be passed, and changes nothing', () => {
  const task = 'arn:aws:ecs:*:111122223333:task-definition/orders:*';
  const statement = { Effect: 'Allow', Action: ['iam:PassRole', 'ecs:RunTask'], Resource: [ROLE, task] };
  const [found] = findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: statement })).filter(({ ruleId }) => ruleId === 'pass-role-without-service');
  expect(found.message).toBe(`\`iam:PassRole\` lets any service receive \`${ROLE}\``);
  expect(found.resources).toEqual([ROLE]);
  expect(ids({ ...statement, Condition: { StringEqualsIfExists: SERVICE } })).toEqual([]);
});

test('a role that is left out is not said to be passed', () => {
  const statement = { Effect: 'Allow', Action: 'iam:PassRole', NotResource: ROLE };
  const [found] = findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: statement })).filter(({ ruleId }) => ruleId === 'pass-role-without-service');
  expect(found.message).toBe(`\`iam:PassRole\` lets any service receive every role except \`${ROLE}\``);
  expect(found.resources).toBeUndefined();
});

test.each<[string, JsonObject, JsonObject, number]>([
  ['the app, which says whom it trusts', {}, { 'Fn::GetAtt': ['Task', 'Arn'] }, 0],
  ['the app with a name of its own', { RoleName: 'orders-task' }, { 'Fn::GetAtt': ['Task', 'Arn'] }, 0],
  ['the app by the name that it has', { RoleName: 'orders-task' }, { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/orders-task' }, 0],
  ['another app', { RoleName: 'orders-task' }, { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/invoices-task' }, 1],
])('a role of %s', (_, properties, Resource, expected) => {
  const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource }] };
  const app = readInventory([{
    id: 'app',
    template: {
      Resources: {
        Task: { Type: 'AWS::IAM::Role', Properties: { ...properties, AssumeRolePolicyDocument: trust } },
        Deploy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } },
      },
    },
    environment: {},
  }]);
  expect(findings(app).filter(({ ruleId }) => ruleId === 'pass-role-without-service')).toHaveLength(expected);
});
