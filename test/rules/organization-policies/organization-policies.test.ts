import { JsonObject, JsonValue } from '../../../src/policy/json';
import { PolicyInventory } from '../../../src/policy/policy-site';
import { analyze } from '../../../src/rules/analyze';
import { malformedPolicy } from '../../../src/rules/grammar/malformed-policy';
import { malformedResourceControlPolicy } from '../../../src/rules/organization-policies/malformed-resource-control-policy';
import { rcpBlanketDeny } from '../../../src/rules/organization-policies/rcp-blanket-deny';
import { rcpDeniesAwsServices } from '../../../src/rules/organization-policies/rcp-denies-aws-services';
import { rcpSourceKeyWithoutGuard } from '../../../src/rules/organization-policies/rcp-source-key-without-guard';
import { rcpUnsupportedService } from '../../../src/rules/organization-policies/rcp-unsupported-service';
import { scpWithoutUsualGuards } from '../../../src/rules/organization-policies/scp-without-usual-guards';
import { Rule } from '../../../src/rules/rule';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { readInventory } from '../../../src/template/inventory';

const OWN = 'o-acme123456';
const PARAMETERS = { Organization: { Type: 'String' }, Actions: { Type: 'CommaDelimitedList' } };

function inventory(type: 'SERVICE' | 'RESOURCE', ...documents: JsonValue[]): PolicyInventory {
  const resources = Object.fromEntries(documents.map((statements, index) => [`Policy${index}`, {
    Type: 'AWS::Organizations::Policy',
    Properties: { Name: `policy-${index}`, Type: `${type}_CONTROL_POLICY`, Content: { Version: '2012-10-17', Statement: statements } },
  }]));
  return readInventory([{ id: 'app', template: { Resources: resources, Parameters: PARAMETERS } as {}, environment: {} }]);
}

function causes(rule: Rule, app: PolicyInventory): string[] {
  return analyze(app, [{ rule, severity: rule.severity }], DEFAULT_CONTEXT).map(({ cause, ruleId }) => `${ruleId === rule.id ? '' : ruleId}${cause}`);
}

function deny(parts: JsonObject): JsonObject {
  return { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...parts };
}

function when(condition: JsonObject): JsonObject {
  return deny({ Condition: condition });
}

test.each(['Principal', 'NotPrincipal'])('a service control policy has no %s', element => {
  expect(causes(malformedPolicy, inventory('SERVICE', { Effect: 'Deny', [element]: '*', Action: 's3:*', Resource: '*' }))).toEqual([element]);
});

test('wildcards anywhere in an action of a service control policy are no mistake', () => {
  const statement = { Effect: 'Deny', Action: ['ec2:*Tags', 'iam:*Role*'], Resource: '*' };
  expect(causes(malformedPolicy, inventory('SERVICE', statement))).toEqual([]);
});

test.each<[string, JsonObject, string[]]>([
  ['a statement in order', deny({}), []],
  ['an Allow of one principal for everything', { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: '*', Resource: '*' }, ['Effect', 'Principal', 'Action']],
  ['a service', deny({ Principal: { Service: 'lambda.amazonaws.com' } }), ['Principal']],
  ['a principal that is not known', deny({ Principal: { AWS: { Ref: 'Organization' } } }), []],
  ['every action of every service', deny({ Action: '*:*' }), ['Action']],
  ['actions that are not known', deny({ Action: { Ref: 'Actions' } }), []],
])('resource control policies: %s', (_, statement, expected) => {
  expect(causes(malformedResourceControlPolicy, inventory('RESOURCE', [statement]))).toEqual(expected);
  expect(causes(malformedResourceControlPolicy, inventory('SERVICE', [statement]))).toEqual([]);
});

test.each<[string, JsonObject, string[]]>([
  ['PrincipalOrgID', when({ StringNotEquals: { 'aws:PrincipalOrgID': OWN } }), ['aws:PrincipalOrgID']],
  ['in another case', when({ StringNotEqualsIfExists: { 'AWS:principalorgid': OWN } }), ['AWS:principalorgid']],
  ['a parameter', when({ StringNotEquals: { 'aws:PrincipalOrgID': { Ref: 'Organization' } } }), ['aws:PrincipalOrgID']],
  ['two keys', when({ StringNotEquals: { 'aws:PrincipalOrgID': OWN, 'aws:PrincipalAccount': '111122223333' } }), ['aws:PrincipalAccount,aws:PrincipalOrgID']],
  ['a tag', when({ StringNotEqualsIfExists: { 'aws:PrincipalTag/team': 'orders' } }), ['aws:PrincipalTag/team']],
  ['Bool', when({ StringNotEquals: { 'aws:PrincipalOrgID': OWN }, Bool: { 'aws:PrincipalIsAWSService': 'false' } }), []],
  ['Bool of a truth value', when({ StringNotEquals: { 'aws:PrincipalOrgID': OWN }, Bool: { 'aws:PrincipalIsAWSService': false } }), []],
  ['the wrong way round', when({ StringNotEquals: { 'aws:PrincipalOrgID': OWN }, Bool: { 'aws:PrincipalIsAWSService': 'true' } }), ['aws:PrincipalOrgID']],
  ['named principals', when({ StringNotEquals: { 'aws:PrincipalOrgID': OWN }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } }), []],
  ['named services', when({ StringNotEquals: { 'aws:PrincipalOrgID': OWN, 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' } }), []],
  ['those who have the key', when({ StringEquals: { 'aws:PrincipalAccount': '444455556666' } }), []],
  ['tokens', deny({ Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': OWN } } }), []],
  ['an Allow', { ...when({ StringNotEquals: { 'aws:PrincipalOrgID': OWN } }), Effect: 'Allow' }, []],
])('services that are denied: %s', (_, statement, expected) => {
  expect(causes(rcpDeniesAwsServices, inventory('RESOURCE', statement))).toEqual(expected);
});

test.each<[string, JsonObject, string[]]>([
  ['alone', when({ StringNotEquals: { 'aws:SourceAccount': '111122223333' } }), ['aws:SourceAccount']],
  ['two keys', when({ StringNotEquals: { 'aws:SourceAccount': '1' }, ArnNotLike: { 'aws:SourceArn': 'arn:aws:s3:::a' } }), ['aws:SourceAccount,aws:SourceArn']],
  ['the key is there', when({ StringNotEquals: { 'aws:SourceOrgID': OWN }, Null: { 'aws:SourceOrgID': 'false' } }), []],
  ['the key is not there', when({ StringNotEquals: { 'aws:SourceOrgID': OWN }, Null: { 'aws:SourceOrgID': 'true' } }), ['aws:SourceOrgID']],
  ['only one source is denied', when({ StringEquals: { 'aws:SourceAccount': '444455556666' } }), []],
])('sources: %s', (_, statement, expected) => {
  expect(causes(rcpSourceKeyWithoutGuard, inventory('RESOURCE', [statement]))).toEqual(expected);
});

test('both halves of the policy that AWS shows are in order', () => {
  const app = inventory('RESOURCE', [
    when({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': OWN }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
    when({ StringNotEqualsIfExists: { 'aws:SourceOrgID': OWN }, Null: { 'aws:SourceAccount': 'false' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
  ]);
  for (const rule of [malformedResourceControlPolicy, rcpBlanketDeny, rcpDeniesAwsServices, rcpSourceKeyWithoutGuard, rcpUnsupportedService]) {
    expect(causes(rule, app)).toEqual([]);
  }
});

test.each<[string, JsonObject, string[]]>([
  ['two services', deny({ Action: ['s3:*', 'sqs:*', 'kms:Decrypt'] }), ['s3:*,sqs:*']],
  ['everyone as an AWS principal', deny({ Principal: { AWS: '*' } }), ['s3:*']],
  ['everything with two stars', deny({ Resource: '**' }), ['s3:*']],
  ['a part of a service', deny({ Action: 's3:Put*' }), []],
  ['all but some resources', { Effect: 'Deny', Principal: '*', Action: 's3:*', NotResource: 'arn:aws:s3:::a' }, []],
  ['conditions that are not known', when({ Ref: 'Organization' }), []],
])('blanket denials: %s', (_, statement, expected) => {
  expect(causes(rcpBlanketDeny, inventory('RESOURCE', [statement]))).toEqual(expected);
});

test.each<[string, JsonValue, string[]]>([
  ['on the list, in capitals', 'S3:GetObject', []],
  ['not on the list', ['ec2:*', 'iam:PassRole', 'ec2:RunInstances'], ['ec2,iam']],
  ['no service at all', 'nosuchservice:Get', []],
  ['everything', '*', []],
])('services: %s', (_, action, expected) => {
  expect(causes(rcpUnsupportedService, inventory('RESOURCE', [deny({ Action: action })]))).toEqual(expected);
});

describe('the usual guards', () => {
  const leave = { Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' };
  const others = { Effect: 'Deny', Action: ['cloudtrail:*', 'iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'], Resource: '*' };
  const root = { Effect: 'Deny', NotAction: 'iam:GetUser', Resource: '*', Condition: { StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } } };

  test('may stand in several policies', () => {
    expect(causes(scpWithoutUsualGuards, inventory('SERVICE', leave, [others, root]))).toEqual([]);
  });

  test('are missed one by one, once for the app', () => {
    expect(causes(scpWithoutUsualGuards, inventory('SERVICE', others, others))).toEqual(['leaving the organization,the root user']);
  });

  test('are not looked for without service control policies', () => {
    expect(causes(scpWithoutUsualGuards, inventory('RESOURCE', deny({})))).toEqual([]);
  });
});
