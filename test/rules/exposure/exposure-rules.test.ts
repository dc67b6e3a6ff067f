import { findConditionKey } from '../../../src/catalog/actions';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { PURCHASE_LIMITS } from '../../../src/rules/exposure/billing-or-account-action';
import { GRANT_LIMITS } from '../../../src/rules/exposure/excessive-key-power';
import { exposureRules } from '../../../src/rules/exposure/family';
import { SHARING_LIMITS } from '../../../src/rules/exposure/unconditioned-sharing';
import { findings, idsOf, inventoryOfPolicy, inventoryOfResources } from '../example-inventory';

const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const PACKS = { packs: ['exposure', 'breadth', 'resources'] };

function idsOfStatements(statements: JsonValue): string[] {
  return exposureRules.rules.flatMap(({ id }) => idsOf(id, statements)).sort();
}

test.each([...SHARING_LIMITS, ...GRANT_LIMITS, ...PURCHASE_LIMITS])('%s is a condition key', key => {
  expect(findConditionKey(key)?.key.toLowerCase()).toBe(key);
});

test.each<[string, JsonObject, string[]]>([
  ['one secret', { Action: 'secretsmanager:GetSecretValue', Resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-??????' }, []],
  ['all secrets', { Action: 'secretsmanager:GetSecretValue', Resource: '*' }, ['data-read-on-all-resources[secretsmanager:GetSecretValue]']],
  ['all secrets, in lower case', { Action: 'SECRETSMANAGER:getsecretvalue', Resource: '*' }, ['data-read-on-all-resources[secretsmanager:GetSecretValue]']],
  ['all of a service, which wildcard-action reports', { Action: 'secretsmanager:*', Resource: '*' }, []],
  ['everything, which admin-statement reports', { Action: '*', Resource: '*' }, []],
  ['everything but, which not-action-in-allow reports', { NotAction: 's3:*', Resource: '*' }, []],
  ['keys of all users, with MFA', { Action: 'iam:CreateAccessKey', Resource: '*', Condition: MFA }, []],
  ['a trail, only without MFA', { Action: 'cloudtrail:DeleteTrail', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }, ['log-tampering[cloudtrail:DeleteTrail]']],
  ['a table, with a tag', { Action: 'dynamodb:DeleteTable', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/stage': 'test' } } }, []],
  ['the retention of logs', { Action: ['logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy'], Resource: '*' }, []],
  ['the delivery of logs', { Action: ['logs:CreateLogDelivery', 'logs:PutResourcePolicy'], Resource: '*' }, []],
  ['a function for a service', { Action: 'lambda:AddPermission', Resource: '*', Condition: { StringLike: { 'lambda:Principal': 'events.*' } } }, []],
  ['a function for anyone, by a condition that says nothing', { Action: 'lambda:AddPermission', Resource: '*', Condition: { StringLike: { 'lambda:Principal': '*' } } }, ['unconditioned-sharing[lambda:AddPermission]']],
  ['shares with strangers', { Action: 'ram:CreateResourceShare', Resource: '*', Condition: { Bool: { 'ram:RequestedAllowsExternalPrincipals': 'true' } } }, ['unconditioned-sharing[ram:CreateResourceShare]']],
  ['shares with strangers and others', { Action: 'ram:CreateResourceShare', Resource: '*', Condition: { Bool: { 'ram:RequestedAllowsExternalPrincipals': ['false', 'true'] } } }, ['unconditioned-sharing[ram:CreateResourceShare]']],
  ['shares within the organization', { Action: 'ram:CreateResourceShare', Resource: '*', Condition: { Bool: { 'ram:RequestedAllowsExternalPrincipals': 'false' } } }, []],
  ['grants for some operations', { Action: 'kms:CreateGrant', Resource: '*', Condition: { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt'] } } }, []],
  ['grants for AWS resources, if the key is sent', { Action: 'kms:CreateGrant', Resource: '*', Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'true' } } }, ['excessive-key-power[kms:CreateGrant]']],
  ['several powers are one finding', { Action: ['cloudtrail:StopLogging', 'guardduty:DeleteDetector'], Resource: '*' }, ['log-tampering[cloudtrail:StopLogging,guardduty:DeleteDetector]']],
])('%s', (_, statement, expected) => {
  expect(idsOfStatements({ Effect: 'Allow', ...statement })).toEqual(expected);
});

test('a Deny without conditions takes a power back, one with conditions does not', () => {
  const allow = { Effect: 'Allow', Action: 'account:CloseAccount', Resource: '*' };
  expect(idsOfStatements([allow, { Effect: 'Deny', Action: 'account:*', Resource: '*' }])).toEqual([]);
  expect(idsOfStatements([allow, { Effect: 'Deny', Action: 'account:*', Resource: '*', Condition: { Bool: { 'aws:ViaAWSService': 'false' } } }]))
    .toEqual(['billing-or-account-action[account:CloseAccount]']);
});

test('what is known only at deployment is not judged here', () => {
  const policy = (action: JsonValue, resource: JsonValue) => findings(inventoryOfResources({
    Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] } } },
  }), {}, { packs: ['exposure'] });
  expect(policy({ 'Fn::ImportValue': 'Action' }, '*')).toEqual([]);
  expect(policy('iam:CreateAccessKey', { 'Fn::ImportValue': 'Users' })).toEqual([]);
});

describe('the recommended rules report one cause once', () => {
  const ids = (statement: JsonObject) => findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }))
    .filter(({ severity }) => severity !== 'info').map(({ ruleId }) => ruleId);

  test('data on all resources', () => {
    const found = findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }), {}, { packs: ['recommended'] });
    expect(found.map(({ ruleId }) => ruleId)).toEqual(['wildcard-resource']);
  });

  test('credentials on all resources are said beside the wildcard, so that to accept it is not to accept them', () => {
    expect(ids({ Action: 'redshift:GetClusterCredentials', Resource: '*' })).toEqual(expect.arrayContaining(['wildcard-resource', 'credentials-on-all-resources']));
  });
});

describe('sensitive-access-granted', () => {
  const PAYROLL = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::payroll/*'] };

  test('shows a request that the policy allows', () => {
    const [finding, ...others] = findings(inventoryOfPolicy({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }, { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::pay*' }],
    }), { sensitiveAccess: [PAYROLL] }, PACKS).filter(({ ruleId }) => ruleId === 'sensitive-access-granted');
    expect(others).toEqual([]);
    expect(finding.witness).toMatchObject({ action: 's3:GetObject', resource: expect.stringMatching(/^arn:aws:s3:::payroll\//) });
    expect(finding.location.propertyPath).toBe('Properties/PolicyDocument/Statement/1');
    expect(finding.cause).toBe('arn:aws:s3:::payroll/*,s3:GetObject');
  });

  test('each entry of the list is a finding of its own', () => {
    const found = findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
      { sensitiveAccess: [PAYROLL, { actions: ['kms:ScheduleKeyDeletion'], resources: ['*'] }] }, PACKS);
    expect(found.filter(({ ruleId }) => ruleId === 'sensitive-access-granted')).toHaveLength(2);
  });
});
