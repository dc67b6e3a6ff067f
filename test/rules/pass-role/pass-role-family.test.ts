import { JsonObject } from '../../../src/policy/json';
import { findings, idsOf, inventoryOfPolicy } from '../example-inventory';

const TO_ECS = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };
const ROLE = 'arn:aws:iam::111122223333:role/orders-task';

/** The codes of IAM Access Analyzer on `iam:PassRole` and `iam:CreateServiceLinkedRole` differ only in the action. */
describe.each(['iam:PassRole', 'iam:CreateServiceLinkedRole'])('the six shapes of %s are errors', action => {
  test.each<[string, JsonObject, string]>([
    ['any resource', { Action: action, Resource: '*' }, 'wildcard-resource'],
    ['a wildcard in the action too', { Action: 'iam:*', Resource: '*' }, 'wildcard-action'],
    ['NotAction on any resource', { NotAction: 's3:*', Resource: '*' }, 'not-action-in-allow'],
    ['NotResource', { Action: action, NotResource: ROLE }, 'not-resource-in-allow'],
    ['a wildcard in the action and NotResource', { Action: 'iam:*', NotResource: ROLE }, 'not-resource-in-allow'],
    ['NotAction and NotResource', { NotAction: 's3:*', NotResource: ROLE }, 'not-action-in-allow'],
  ])('%s', (_, statement, rule) => {
    const found = findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }));
    expect(found.filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId)).toContain(rule);
  });
});

test.each<[string, JsonObject, string[]]>([
  ['a name by its beginning', { Resource: 'arn:aws:iam::111122223333:role/app-*' }, ['pass-role-wildcard[role/app-*]']],
  ['a path', { Resource: 'arn:aws:iam::111122223333:role/app/*' }, ['pass-role-wildcard[role/app/*]']],
  ['the same in another account', { Resource: 'arn:aws:iam::444455556666:role/app-*' }, ['pass-role-wildcard[role/app-*]']],
  ['any account', { Resource: 'arn:aws:iam::*:role/orders-task' }, []],
  ['one role', { Resource: ROLE }, []],
])('pass-role-wildcard: %s', (_, statement, expected) => {
  expect(idsOf('pass-role-wildcard', { Effect: 'Allow', Action: 'iam:PassRole', Condition: TO_ECS, ...statement })).toEqual(expected);
});

test.each<[string, JsonObject, boolean]>([
  ['all other services denied', { Condition: { StringNotEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } }, false],
  ['denied altogether', {}, false],
  ['denied for some services', { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }, true],
  ['another role denied', { Resource: 'arn:aws:iam::111122223333:role/admin' }, true],
])('pass-role-without-service: %s', (_, deny, flagged) => {
  const statements = [
    { Effect: 'Allow', Action: 'iam:PassRole', Resource: ROLE },
    { Effect: 'Deny', Action: 'iam:PassRole', Resource: '*', ...deny },
  ];
  expect(idsOf('pass-role-without-service', statements)).toEqual(flagged ? ['pass-role-without-service[iam:PassRole]'] : []);
});
