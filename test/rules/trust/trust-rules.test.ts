import { causes, expectWellWritten, judgeTrust } from './trust-site';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { missingExternalId } from '../../../src/rules/trust/missing-external-id';
import { trustAccountRoot } from '../../../src/rules/trust/trust-account-root';
import { trustAnyPrincipal } from '../../../src/rules/trust/trust-any-principal';
import { weakExternalId } from '../../../src/rules/trust/weak-external-id';
import { readInventory } from '../../../src/template/inventory';

const STRONG_ID = { StringEquals: { 'sts:ExternalId': '6f1d2c84a97be035' } };
const OWN_ROOT = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };

function trust(aws: JsonValue, condition?: JsonObject, action: JsonValue = 'sts:AssumeRole'): JsonObject {
  return { Effect: 'Allow', Principal: { AWS: aws }, Action: action, ...condition && { Condition: condition } };
}

describe('trust-any-principal', () => {
  test.each<[string, JsonObject, boolean]>([
    ['an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, false],
    ['keys are compared without regard to case', { StringEquals: { 'AWS:principalorgid': 'o-a1b2c3d4e5' } }, false],
    ['a parameter that holds the organization', { StringEquals: { 'aws:PrincipalOrgID': { Ref: 'Org' } } }, false],
    ['any organization', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, true],
    ['an organization, if there is one', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, true],
    ['not one organization', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, true],
    ['the organization of the role', { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }, false],
    ['the organization that the caller has', { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5', '${AWS:PrincipalOrgId}'] } }, true],
    ['membership of some organization', { Null: { 'aws:PrincipalOrgID': 'false' } }, true],
    ['a unit of an organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-1/*' } }, false],
    ['for all units, of which there may be none', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }, true],
    ['an account', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }, false],
    ['roles of an account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }, false],
    ['one narrow and one open value', { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::*:role/a'] } }, true],
    ['an ARN that is all wildcard', { StringLike: { 'aws:PrincipalArn': '*' } }, true],
    ['an address', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, true],
    ['an ExternalId', STRONG_ID, true],
  ])('with a condition on %s', (_, condition, flagged) => {
    expect(judgeTrust(trustAnyPrincipal, [trust('*', condition)], { parameters: { Org: { Type: 'String' } } })).toHaveLength(flagged ? 1 : 0);
  });

  test('says which conditions do not help', () => {
    const [violation] = judgeTrust(trustAnyPrincipal, [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition: STRONG_ID }]);
    expect(violation.message).toContain('`sts:ExternalId`');
    expectWellWritten([violation]);
  });

  test.each<[string, string | undefined, string]>([
    ['in the account of the stack', '444455556666', 'arn:aws:iam::444455556666:role/trusting'],
    ['in some account, where the stack is not tied to one', undefined, 'arn:aws:iam::111122223333:role/trusting'],
  ])('shows how a stranger takes a role %s', (_, account, role) => {
    const [{ witness }] = judgeTrust(trustAnyPrincipal, [trust('*')], { environment: { ...account !== undefined && { account } } });
    expect(witness).toMatchObject({ action: 'sts:AssumeRole', resource: role });
  });

  test('a service or an identity provider is not narrowed by what narrows AWS principals', () => {
    const condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
    expect(causes(trustAnyPrincipal, [{ Effect: 'Allow', Principal: { Service: '*' }, Action: 'sts:AssumeRole', Condition: condition }])).toEqual(['*']);
    expect(causes(trustAnyPrincipal, [{ Effect: 'Allow', Principal: { Federated: '*' }, Action: 'sts:*', Condition: condition }])).toEqual(['*']);
  });

  test('a statement that lets nobody take the role is left alone', () => {
    expect(causes(trustAnyPrincipal, [trust('*', undefined, 'sts:TagSession')])).toEqual([]);
    expect(causes(trustAnyPrincipal, [{ Effect: 'Allow', Principal: '*', NotAction: 'sts:*' }])).toEqual([]);
  });

  test('conditions that are known at deployment only are not called missing', () => {
    const resources = { Custom: { Type: 'Custom::CfnJson' } };
    expect(causes(trustAnyPrincipal, [trust('*', { StringEquals: { 'Fn::GetAtt': ['Custom', 'Value'] } })], { resources })).toEqual([]);
  });

  test('each way in which a condition of the template falls is judged', () => {
    const principal = { 'Fn::If': ['IsOpen', '*', { AWS: 'arn:aws:iam::111122223333:role/a' }] };
    expect(causes(trustAnyPrincipal, [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }])).toEqual(['*']);
  });
});

describe('trust-account-root', () => {
  test.each<[string, JsonValue, string[]]>([
    ['a root ARN', 'arn:aws:iam::111122223333:root', ['111122223333']],
    ['a number', '111122223333', ['111122223333']],
    ['the own account by reference', { Ref: 'AWS::AccountId' }, ['own-account']],
    ['the own root by reference', OWN_ROOT, ['own-account']],
    ['the own root in full', 'arn:aws:iam::444455556666:root', ['own-account']],
    ['the root of a parameter', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${Trusted}:root' }, ['account']],
    ['two accounts', ['111122223333', 'arn:aws:iam::777788889999:root'], ['111122223333', '777788889999']],
    ['a parameter that may be anything', { Ref: 'Trusted' }, []],
    ['a role', 'arn:aws:iam::111122223333:role/root', []],
    ['a role of the app', { 'Fn::GetAtt': ['Other', 'Arn'] }, []],
  ])('%s', (_, principal, expected) => {
    const resources = { Other: { Type: 'AWS::IAM::Role', Properties: {} } };
    const parameters = { Trusted: { Type: 'String' } };
    const violations = judgeTrust(trustAccountRoot, [trust(principal)], { environment: { account: '444455556666' }, resources, parameters });
    expect(violations.map(violation => violation.cause)).toEqual(expected);
    expectWellWritten(violations);
  });

  test('the own account of a stack that is not tied to one', () => {
    expect(causes(trustAccountRoot, [trust({ Ref: 'AWS::AccountId' })])).toEqual(['own-account']);
  });

  test.each<[string, JsonObject, boolean]>([
    ['ExternalId', STRONG_ID, false],
    ['a tag of the caller', { StringEquals: { 'aws:PrincipalTag/team': 'payments' } }, false],
    ['a tag of the caller, any', { StringLike: { 'aws:PrincipalTag/team': '*' } }, true],
    ['source identity', { StringLike: { 'sts:SourceIdentity': 'alice-*' } }, false],
    ['MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, false],
    ['no MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, true],
    ['recent MFA', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }, false],
    ['a session name, which the caller chooses', { StringEquals: { 'sts:RoleSessionName': 'deploy' } }, true],
    ['a tag of the request, which the caller chooses', { StringEquals: { 'aws:RequestTag/team': 'payments' } }, true],
  ])('with a condition on %s', (_, condition, flagged) => {
    expect(causes(trustAccountRoot, [trust(OWN_ROOT, condition)])).toHaveLength(flagged ? 1 : 0);
  });

  test('only the statement itself can narrow', () => {
    expect(causes(trustAccountRoot, [trust('111122223333', STRONG_ID), trust('111122223333')])).toEqual(['111122223333']);
  });
});

describe('missing-external-id', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/scanner';

  test.each<[string, JsonValue, JsonObject | undefined, string[]]>([
    ['a role of another account', ROLE, undefined, ['111122223333']],
    ['a user of another account', 'arn:aws:iam::111122223333:user/scanner', undefined, ['111122223333']],
    ['a role of this account', 'arn:aws:iam::444455556666:role/scanner', undefined, []],
    ['a role of the app', { 'Fn::GetAtt': ['Other', 'Arn'] }, undefined, []],
    ['an ExternalId', ROLE, STRONG_ID, []],
    ['some ExternalId', ROLE, { StringLike: { 'sts:ExternalId': '*' } }, ['111122223333']],
    ['an organization', ROLE, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, []],
    ['a tag of the caller', ROLE, { StringEquals: { 'aws:PrincipalTag/team': 'x' } }, ['111122223333']],
    ['a whole account without limits, which trust-account-root reports', '111122223333', undefined, []],
    ['a whole account with limits that are no ExternalId', '111122223333', { ArnLike: { 'aws:PrincipalArn': ROLE } }, ['111122223333']],
    ['a parameter that may be anything', { Ref: 'Trusted' }, undefined, []],
  ])('%s', (_, principal, condition, expected) => {
    const resources = { Other: { Type: 'AWS::IAM::Role', Properties: {} } };
    const violations = judgeTrust(missingExternalId, [trust(principal, condition)], {
      environment: { account: '444455556666' }, resources, parameters: { Trusted: { Type: 'String' } },
    });
    expect(violations.map(violation => violation.cause)).toEqual(expected);
    expectWellWritten(violations);
  });

  test('an account that the app is deployed to, as the one with its pipeline, is no third party', () => {
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [trust('arn:aws:iam::111122223333:role/pipeline')] } } };
    const target = { id: 'target', template: { Resources: { Role: role } } as {}, environment: { account: '444455556666' } };
    const pipeline = { id: 'pipeline', template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } } as {}, environment: { account: '111122223333' } };
    expect(missingExternalId.judgeApp!(readInventory([target]), DEFAULT_CONTEXT)).toHaveLength(1);
    expect(missingExternalId.judgeApp!(readInventory([target, pipeline]), DEFAULT_CONTEXT)).toEqual([]);
  });
});

describe('weak-external-id', () => {
  test.each<[string, JsonObject, string | undefined]>([
    ['the own account', { StringEquals: { 'sts:ExternalId': '444455556666' } }, 'an account id'],
    ['the trusted account', { StringEquals: { 'sts:ExternalId': '111122223333' } }, 'an account id'],
    ['a series', { StringEquals: { 'sts:ExternalId': '1234567890123456' } }, 'a simple series'],
    ['a wildcard', { StringLike: { 'sts:ExternalId': '*' } }, 'a pattern under `StringLike`'],
    ['a pattern around a parameter', { StringLike: { 'sts:ExternalId': { 'Fn::Sub': '${Id}-*' } } }, 'a pattern under `StringLike`'],
    ['a short value under IfExists', { StringEqualsIfExists: { 'sts:ExternalId': 'acme' } }, 'only 4 characters long'],
    ['a value that STS refuses', { StringEquals: { 'sts:ExternalId': '6f1d2c84 a97be035' } }, 'not one that STS takes'],
    ['a parameter', { StringEquals: { 'sts:ExternalId': { Ref: 'Id' } } }, undefined],
    ['a value to keep out', { StringNotEquals: { 'sts:ExternalId': 'acme' } }, undefined],
    ['a random value', STRONG_ID, undefined],
    ['a pattern besides a random value', { ...STRONG_ID, StringLike: { 'sts:ExternalId': '6f*' } }, undefined],
  ])('%s', (_, condition, weakness) => {
    const violations = judgeTrust(weakExternalId, [trust('111122223333', condition)], {
      environment: { account: '444455556666' }, parameters: { Id: { Type: 'String' } },
    });
    expectWellWritten(violations);
    if (weakness === undefined) {
      expect(violations).toEqual([]);
    } else {
      expect(violations).toHaveLength(1);
      expect(violations[0].message).toContain(weakness);
    }
  });

  test.each<[string, JsonValue, boolean]>([
    ['a service, as the CDK writes it for text messages of a user pool', { Service: 'cognito-idp.amazonaws.com' }, false],
    ['an identity provider', { Federated: 'cognito-identity.amazonaws.com' }, false],
    ['a service beside an account', { Service: 'cognito-idp.amazonaws.com', AWS: '111122223333' }, true],
    ['everybody', '*', true],
  ])('is judged for accounts: %s', (_, principal, flagged) => {
    const statement = { ...trust('', { StringEquals: { 'sts:ExternalId': 'WebUPF6F597CF' } }), Principal: principal };
    expect(causes(weakExternalId, [statement])).toEqual(flagged ? ['WebUPF6F597CF'] : []);
  });

  test('each weak value is a finding of its own', () => {
    expect(causes(weakExternalId, [trust('111122223333', { StringEquals: { 'sts:ExternalId': ['acme', '6f1d2c84a97be035', '42'] } })])).toEqual(['acme', '42']);
  });
});
