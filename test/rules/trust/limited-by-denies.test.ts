import { causes, judgeTrust } from './trust-site';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { parsePolicyDocument } from '../../../src/policy/parse';
import { PolicyKind } from '../../../src/policy/policy-kind';
import { PolicySite } from '../../../src/policy/policy-site';
import { missingConfusedDeputyCondition } from '../../../src/rules/confused-deputy/missing-confused-deputy-condition';
import { openSourceArn } from '../../../src/rules/confused-deputy/open-source-arn';
import { serviceWithoutSource } from '../../../src/rules/confused-deputy/service-without-source';
import { GITHUB, tokenTrust } from '../../../src/rules/oidc/example-trust';
import { oidcBroadSubject } from '../../../src/rules/oidc/oidc-broad-subject';
import { oidcMissingAudience } from '../../../src/rules/oidc/oidc-missing-audience';
import { oidcMissingSubject } from '../../../src/rules/oidc/oidc-missing-subject';
import { anyServicePrincipal } from '../../../src/rules/principals/any-service-principal';
import { organizationWideWrite } from '../../../src/rules/principals/organization-wide-write';
import { Rule } from '../../../src/rules/rule';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { limitedByDenies } from '../../../src/rules/trust/limited-by-denies';
import { missingExternalId } from '../../../src/rules/trust/missing-external-id';
import { requiresValueOf } from '../../../src/rules/trust/required-keys';
import { sharedExternalId } from '../../../src/rules/trust/shared-external-id';
import { trustAccountRoot } from '../../../src/rules/trust/trust-account-root';
import { trustAnyPrincipal } from '../../../src/rules/trust/trust-any-principal';
import { weakExternalId } from '../../../src/rules/trust/weak-external-id';
import { TemplateSet } from '../../../src/template/template-set';
import { findings, inventoryOfResources } from '../example-inventory';

const VENDOR = 'arn:aws:iam::111122223333:role/scanner';
const ID = { 'sts:ExternalId': '6f1d2c84a97be035' };
const ALLOW: JsonObject = { Effect: 'Allow', Principal: { AWS: VENDOR }, Action: 'sts:AssumeRole' };
const DENY: JsonObject = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringNotEquals: ID } };
const RESOURCE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const SEND: JsonObject = { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: RESOURCE };
const OTHER_ACCOUNTS: JsonObject = {
  Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: RESOURCE, Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } },
};

function siteOf(kind: PolicyKind, statements: JsonValue): PolicySite {
  const template = { Resources: { Custom: { Type: 'Custom::CfnJson' } }, Parameters: { Any: { Type: 'String' } }, Conditions: { IsOpen: {} } } as {};
  const document = parsePolicyDocument({ Statement: statements }, new TemplateSet([{ id: 'app', template, environment: {} }]).readerOf('app'));
  const origin = { templateId: 'app', logicalId: 'Policy', resourceType: kind === 'trust' ? 'AWS::IAM::Role' : 'AWS::SQS::QueuePolicy' };
  return { kind, origin, environment: {}, propertyPath: 'Properties/PolicyDocument', document };
}

function isLimited(kind: PolicyKind, key: string, statements: JsonValue): boolean {
  const site = siteOf(kind, statements);
  return requiresValueOf(limitedByDenies(site.document.statements[0], site), key);
}

/**
 * Negated operators and `IfExists` hold without the key:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html (read 2026-11-23); so does
 * `ForAllValues`, and `ForAnyValue` does not:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html (read 2026-11-23).
 */
test.each<[string, string, JsonObject, boolean]>([
  ['another id, or none', 'sts:ExternalId', { StringNotEquals: ID }, true],
  ['the key in another case', 'sts:ExternalId', { StringNotEquals: { 'STS:externalid': '6f1d2c84a97be035' } }, true],
  ['an id that is none of two', 'sts:ExternalId', { StringNotEquals: { 'sts:ExternalId': ['6f1d2c84a97be035', 'a97be0356f1d2c84'] } }, true],
  ['an id that is not the one of a parameter', 'sts:ExternalId', { StringNotEquals: { 'sts:ExternalId': { Ref: 'Any' } } }, true],
  ['another id if there is one, or none', 'sts:ExternalId', { StringNotEqualsIfExists: ID }, true],
  ['another id in whatever case', 'sts:ExternalId', { StringNotEqualsIgnoreCase: ID }, true],
  ['an id that does not fit', 'sts:ExternalId', { StringNotLike: { 'sts:ExternalId': 'acme-*' } }, true],
  ['an id that does not fit anything', 'sts:ExternalId', { StringNotLike: { 'sts:ExternalId': '*' } }, false],
  ['another role', 'aws:PrincipalArn', { ArnNotLike: { 'aws:PrincipalArn': VENDOR } }, true],
  ['another network', 'aws:SourceIp', { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, true],
  ['all units others, or none', 'aws:PrincipalOrgPaths', { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }, true],
  ['some other unit', 'aws:PrincipalOrgPaths', { 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }, false],
  ['no second factor', 'aws:MultiFactorAuthPresent', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, true],
  ['no second factor, of those that could have one', 'aws:MultiFactorAuthPresent', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, false],
  ['a second factor', 'aws:MultiFactorAuthPresent', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, false],
  ['the id', 'sts:ExternalId', { StringEquals: ID }, false],
  ['the id if there is one', 'sts:ExternalId', { StringEqualsIfExists: ID }, false],
  ['no id', 'sts:ExternalId', { Null: { 'sts:ExternalId': 'true' } }, false],
  ['another id in one region', 'sts:ExternalId', { StringNotEquals: { ...ID, 'aws:RequestedRegion': 'eu-west-1' } }, false],
  ['another id and something unknown', 'sts:ExternalId', { StringNotEquals: ID, StringEquals: { 'Fn::GetAtt': ['Custom', 'Value'] } }, false],
])('a Deny of %s', (_, key, condition, limits) => {
  expect(isLimited('trust', key, [ALLOW, { ...DENY, Condition: condition }])).toBe(limits);
});

test.each<[string, JsonObject, JsonObject, boolean]>([
  ['everybody of type AWS', ALLOW, { ...DENY, Principal: { AWS: '*' } }, true],
  ['the same role', ALLOW, { ...DENY, Principal: { AWS: [VENDOR, '111122223333'] } }, true],
  ['one of two roles', { ...ALLOW, Principal: { AWS: [VENDOR, 'arn:aws:iam::111122223333:role/b'] } }, { ...DENY, Principal: { AWS: VENDOR } }, false],
  ['another role', ALLOW, { ...DENY, Principal: { AWS: 'arn:aws:iam::111122223333:role/b' } }, false],
  ['every service', { ...ALLOW, Principal: { AWS: '*' } }, { ...DENY, Principal: { Service: '*' } }, false],
  ['all but some', ALLOW, { Effect: 'Deny', NotPrincipal: { AWS: '222222222222' }, Action: 'sts:AssumeRole', Condition: { StringNotEquals: ID } }, false],
  ['a role under a condition of the template', ALLOW, { ...DENY, Principal: { AWS: ['arn:aws:iam::111122223333:role/b', { 'Fn::If': ['IsOpen', VENDOR, { Ref: 'AWS::NoValue' }] }] } }, false],
  ['all actions', ALLOW, { ...DENY, Action: '*' }, true],
  ['all actions but others', ALLOW, { Effect: 'Deny', Principal: '*', NotAction: 'sts:TagSession', Condition: { StringNotEquals: ID } }, true],
  ['another way in', ALLOW, { ...DENY, Action: 'sts:AssumeRoleWithSAML' }, false],
  ['tags, which alone let nobody in', { ...ALLOW, Action: ['sts:AssumeRole', 'sts:TagSession'] }, DENY, true],
  ['one of two ways in', { ...ALLOW, Action: ['sts:AssumeRole', 'sts:AssumeRoleWithSAML'] }, DENY, false],
])('a Deny for %s', (_, allow, deny, limits) => {
  expect(isLimited('trust', 'sts:ExternalId', [allow, deny])).toBe(limits);
});

test.each<[string, JsonObject, JsonObject, boolean]>([
  ['all of a service', SEND, OTHER_ACCOUNTS, true],
  ['the same service principal', SEND, { ...OTHER_ACCOUNTS, Principal: { Service: 's3.amazonaws.com' } }, true],
  ['another service principal', SEND, { ...OTHER_ACCOUNTS, Principal: { Service: 'sns.amazonaws.com' } }, false],
  ['one of two actions', { ...SEND, Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'] }, { ...OTHER_ACCOUNTS, Action: 'sqs:SendMessage' }, false],
  ['all resources', SEND, { ...OTHER_ACCOUNTS, Resource: '*' }, true],
  ['another resource', SEND, { ...OTHER_ACCOUNTS, Resource: 'arn:aws:sqs:eu-west-1:111122223333:others' }, false],
  ['some of the resources', { ...SEND, Resource: '*' }, OTHER_ACCOUNTS, false],
  ['all resources but one', SEND, { Effect: 'Deny', Principal: '*', Action: 'sqs:*', NotResource: 'arn:aws:sqs:*:*:a', Condition: OTHER_ACCOUNTS.Condition }, false],
])('a Deny in the policy of a resource for %s', (_, allow, deny, limits) => {
  expect(isLimited('resource', 'aws:SourceAccount', [allow, deny])).toBe(limits);
});

test('a Deny that may not be there limits nothing', () => {
  expect(isLimited('trust', 'sts:ExternalId', [ALLOW, { 'Fn::If': ['IsOpen', DENY, { Ref: 'AWS::NoValue' }] }])).toBe(false);
});

test('an Allow with a condition has that of the Deny besides, and a Deny none', () => {
  const site = siteOf('trust', [{ ...ALLOW, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, DENY]);
  const [allow, deny] = site.document.statements;
  expect(limitedByDenies(allow, site).conditions.map(({ operatorText }) => operatorText)).toEqual(['Bool', 'StringNotEquals']);
  expect(limitedByDenies(deny, site)).toBe(deny);
});

describe('rules judge what a trust policy lets in after its Denies', () => {
  const anyone = { ...ALLOW, Principal: { AWS: '*' } };
  const account = { ...ALLOW, Principal: { AWS: '111122223333' } };
  const token = tokenTrust({});
  const tasks = { ...ALLOW, Principal: { Service: 'ecs-tasks.amazonaws.com' } };

  test.each<[string, Rule, JsonObject, JsonObject, string[]]>([
    ['an organization', trustAnyPrincipal, anyone, { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, []],
    ['the organization that it has', trustAnyPrincipal, anyone, { StringNotEquals: { 'aws:PrincipalOrgID': '${aws:PrincipalOrgID}' } }, ['*']],
    ['the organization of the role', trustAnyPrincipal, anyone, { StringNotEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }, []],
    ['any organization', trustAnyPrincipal, anyone, { StringNotLike: { 'aws:PrincipalOrgID': 'o-*' } }, ['*']],
    ['roles by their path', trustAccountRoot, account, { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/deploy/*' } }, []],
    ['people with a second factor', trustAccountRoot, account, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, []],
    ['those without the id', trustAccountRoot, account, { StringEquals: ID }, ['111122223333']],
    ['a vendor with an id', missingExternalId, ALLOW, { StringNotEquals: ID }, []],
    ['a vendor with an id that can be guessed', missingExternalId, ALLOW, { StringNotEquals: { 'sts:ExternalId': '12345' } }, []],
    ['the id that can be guessed', weakExternalId, ALLOW, { StringNotEquals: { 'sts:ExternalId': '12345' } }, ['12345']],
    ['an id that fits, and that the Allow gives in full', weakExternalId, { ...ALLOW, Condition: { StringEquals: ID } }, { StringNotLike: { 'sts:ExternalId': '6f*' } }, []],
    ['a subject', oidcMissingSubject, token, { StringNotLike: { [`${GITHUB}:sub`]: 'repo:acme/orders:*' } }, []],
    ['no broad subject', oidcBroadSubject, token, { StringNotLike: { [`${GITHUB}:sub`]: 'repo:acme/orders:ref:refs/heads/main' } }, []],
    ['a subject that is broad', oidcBroadSubject, token, { StringNotLike: { [`${GITHUB}:sub`]: 'repo:*' } }, ['repo:*']],
    ['tokens without a repository', oidcMissingSubject, token, { 'ForAnyValue:StringNotLike': { [`${GITHUB}:sub`]: 'repo:acme/*' } }, [GITHUB]],
    ['an audience', oidcMissingAudience, token, { StringNotEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }, []],
    ['the account of a source', missingConfusedDeputyCondition, tasks, { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }, []],
    ['a source of any account', missingConfusedDeputyCondition, tasks, { ArnNotLike: { 'aws:SourceArn': 'arn:aws:ecs:*:*:*' } }, ['ecs-tasks.amazonaws.com']],
  ])('%s', (_, rule, allow, condition, expected) => {
    expect(causes(rule, [allow, { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: condition }])).toEqual(expected);
  });

  test('what a Deny asks for is quoted as it is written, and not written into the Allow', () => {
    const [violation] = judgeTrust(missingConfusedDeputyCondition, [tasks, { ...DENY, Condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:ecs:*:*:*' } } }]);
    expect(violation.message).toContain('`ArnNotLike` on `aws:SourceArn` leaves its value open');
    expect(violation.replacement).toBeUndefined();
  });
});

describe('rules judge what the policy of a resource lets in after its Denies', () => {
  const anyone = { ...SEND, Principal: '*' };

  test.each<[string, Rule, JsonObject, JsonObject, boolean]>([
    ['a source account', serviceWithoutSource, SEND, { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }, false],
    ['a source if one is sent', serviceWithoutSource, SEND, { 'ForAnyValue:StringNotEquals': { 'aws:SourceAccount': '111122223333' } }, true],
    ['a source of any account', openSourceArn, SEND, { ArnNotLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:orders' } }, true],
    ['one source account', anyServicePrincipal, { ...SEND, Principal: { Service: '*' } }, { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }, false],
    ['an organization', organizationWideWrite, anyone, { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, true],
    ['a unit of it', organizationWideWrite, anyone, { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-1/*' } }, false],
  ])('%s', (_, rule, allow, condition, flagged) => {
    const site = siteOf('resource', [allow, { ...OTHER_ACCOUNTS, Condition: condition }]);
    expect(rule.judgePolicy!(site, DEFAULT_CONTEXT)).toHaveLength(flagged ? 1 : 0);
  });
});

test('a Deny limits the statements of its own policy, not those that say the same in another', () => {
  const roleWith = (statements: JsonValue): JsonObject => ({
    Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: statements } },
  });
  const token = tokenTrust({});
  const deny = { ...DENY, Action: 'sts:*', Condition: { StringNotEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } } };
  const found = findings(inventoryOfResources({ Guarded: roleWith([token, deny]), Open: roleWith([token]) }));
  expect(found.filter(({ ruleId }) => ruleId === 'oidc-missing-audience').map(({ location }) => location.logicalId)).toEqual(['Open']);
});

test.each<[string, JsonObject | undefined, number]>([
  ['may bring either id', undefined, 2],
  ['must bring its own', { StringEquals: ID }, 0],
])('ids that a Deny lists for several accounts are shared where each %s', (_, condition, expected) => {
  const other = { ...ALLOW, Principal: { AWS: '222222222222' }, ...condition && { Condition: { StringEquals: { 'sts:ExternalId': 'a97be0356f1d2c84' } } } };
  const ids = { 'sts:ExternalId': ['6f1d2c84a97be035', 'a97be0356f1d2c84'] };
  const site = siteOf('trust', [{ ...ALLOW, ...condition && { Condition: condition } }, other, { ...DENY, Condition: { StringNotEquals: ids } }]);
  expect(sharedExternalId.judgeApp!({ sites: [site], identities: [], resources: [] }, DEFAULT_CONTEXT)).toHaveLength(expected);
});
