import { ENVIRONMENT, readable, readerOf } from './testing';
import { cloudFormationTypes, findCloudFormationType } from '../../src/catalog/cloudformation';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { permissionDocument } from '../../src/template/permission-document';

const TEMPLATE = {
  Parameters: { Free: { Type: 'String' } },
  Resources: { Function: { Type: 'AWS::Lambda::Function' }, Named: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'named' } } },
};
const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function';
const reader = readerOf(TEMPLATE, { environment: ENVIRONMENT });
const statementOf = (Properties: JsonObject, Type = 'AWS::Lambda::Permission') => {
  const { statements, problems, undecided } = parsePolicyDocument(permissionDocument({ Type, Properties }, reader), reader);
  expect([problems, undecided]).toEqual([[], []]);
  expect(statements).toHaveLength(1);
  return statements[0];
};
const permission = (properties: JsonObject) => statementOf({ Action: 'lambda:InvokeFunction', FunctionName: 'f', Principal: '*', ...properties });

test.each<[JsonValue, string]>([
  ['s3.amazonaws.com', 'Service'],
  ['alexa-appkit.amazon.com', 'Service'],
  ['lambda.amazonaws.com.cn', 'Service'],
  [{ 'Fn::Sub': 'logs.${AWS::Region}.amazonaws.com' }, 'Service'],
  [{ 'Fn::Join': ['', ['logs.', { Ref: 'AWS::URLSuffix' }]] }, 'Service'],
  ['111122223333', 'AWS'],
  ['arn:aws:iam::111122223333:role/some.body', 'AWS'],
  [{ Ref: 'AWS::AccountId' }, 'AWS'],
  [{ Ref: 'Free' }, 'AWS'],
  ['*', '*'],
])('principal %j: %s', (Principal, type) => {
  expect(permission({ Principal }).principals!.values.map(value => value.type)).toEqual([type]);
});

test.each<[JsonValue, string]>([
  ['f', `${ARN}:f`],
  ['f:live', `${ARN}:f:live`],
  ['111122223333:function:f', `${ARN}:f`],
  [`${ARN}:f`, `${ARN}:f`],
  [{ Ref: 'Named' }, `${ARN}:named`],
  [{ Ref: 'Function' }, `${ARN}:<Function name>`],
  [{ 'Fn::GetAtt': ['Function', 'Arn'] }, `${ARN}:<Function name>`],
  [{ Ref: 'Free' }, '<Free any>'],
])('function %j', (FunctionName, expected) => {
  expect(permission({ FunctionName }).resources!.values.map(value => readable(value.text))).toEqual([expected]);
});

test.each<[JsonObject, [string, string, string][]]>([
  [{}, []],
  [{ SourceAccount: '111122223333' }, [['StringEquals', 'aws:SourceAccount', '111122223333']]],
  [{ SourceArn: 'arn:aws:s3:::b' }, [['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::b']]],
  [{ PrincipalOrgID: 'o-1' }, [['StringEquals', 'aws:PrincipalOrgID', 'o-1']]],
  [{ EventSourceToken: 't' }, [['StringEquals', 'lambda:EventSourceToken', 't']]],
  [{ FunctionUrlAuthType: 'NONE' }, [['StringEquals', 'lambda:FunctionUrlAuthType', 'NONE']]],
  [{ InvokedViaFunctionUrl: true }, [['Bool', 'lambda:InvokedViaFunctionUrl', 'true']]],
  [{ SourceAccount: { Ref: 'AWS::NoValue' }, SourceArn: { Ref: 'AWS::NoValue' } }, []],
  [{ SourceAccount: '1', SourceArn: 'a' }, [['StringEquals', 'aws:SourceAccount', '1'], ['ArnLike', 'aws:SourceArn', 'a']]],
])('conditions of %j', (properties, expected) => {
  expect(permission(properties).conditions.map(({ operatorText, key, values }) => [operatorText, key, values[0].text.literal])).toEqual(expected);
});

test('a condition of the template over a property splits the statement', () => {
  const document = permissionDocument({
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: 'f',
      Principal: 's3.amazonaws.com',
      SourceAccount: { 'Fn::If': ['A', '111122223333', { Ref: 'AWS::NoValue' }] },
    },
  }, reader);
  const { statements } = parsePolicyDocument(document, reader);
  expect(statements.map(statement => [statement.when[0].holds, statement.conditions.length])).toEqual([[true, 1], [false, 0]]);
});

test('a layer version', () => {
  const statement = statementOf(
    { Action: 'lambda:GetLayerVersion', LayerVersionArn: 'arn:aws:lambda:eu-west-1:1:layer:l:1', Principal: '*', OrganizationId: 'o-1' },
    'AWS::Lambda::LayerVersionPermission');
  expect(statement).toMatchObject({
    effect: 'Allow',
    actions: { values: [{ raw: 'lambda:GetLayerVersion' }] },
    resources: { values: [{ raw: 'arn:aws:lambda:eu-west-1:1:layer:l:1' }] },
    principals: { values: [{ type: '*' }] },
    conditions: [{ key: 'aws:PrincipalOrgID' }],
  });
});

describe('an event bus', () => {
  const busPermission = (properties: JsonObject) => statementOf({ StatementId: 's', Action: 'events:PutEvents', ...properties }, 'AWS::Events::EventBusPolicy');
  const org = { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-1' };

  test('another account', () => {
    const statement = busPermission({ Principal: '444455556666', EventBusName: 'orders' });
    expect(statement).toMatchObject({ effect: 'Allow', principals: { values: [{ type: 'AWS', raw: '444455556666' }] }, conditions: [] });
    expect(statement.resources!.values.map(({ text }) => readable(text))).toEqual(['arn:aws:events:eu-west-1:111122223333:event-bus/orders']);
  });

  test('everybody in the organization, on the default bus', () => {
    const statement = busPermission({ Principal: '*', Condition: org });
    expect(statement).toMatchObject({ principals: { values: [{ type: '*' }] }, conditions: [{ operatorText: 'StringEquals', key: 'aws:PrincipalOrgID' }] });
    expect(statement.resources!.values.map(({ text }) => readable(text))).toEqual(['arn:aws:events:eu-west-1:111122223333:event-bus/default']);
  });

  test('a condition of the template over the whole condition', () => {
    const document = permissionDocument({
      Type: 'AWS::Events::EventBusPolicy',
      Properties: { Action: 'events:PutEvents', Principal: '*', Condition: { 'Fn::If': ['A', org, { Ref: 'AWS::NoValue' }] } },
    }, reader);
    const { statements, problems } = parsePolicyDocument(document, reader);
    expect(problems).toEqual([]);
    expect(statements.map(statement => [statement.when[0].holds, statement.conditions.length])).toEqual([[true, 1], [false, 0]]);
  });

  test.each<[JsonValue, string]>([['*', '*'], ['444455556666', 'AWS'], [{ Ref: 'Free' }, 'AWS']])('principal %j: %s', (Principal, type) => {
    expect(busPermission({ Principal }).principals!.values.map(value => value.type)).toEqual([type]);
  });

  test.each<[JsonValue]>([['an organization'], [{ Value: 'o-a1b2c3d4e5' }], [{ Ref: 'Free' }]])('condition %j is reported', Condition => {
    const Properties = { StatementId: 's', Action: 'events:PutEvents', Principal: '*', Condition };
    const { problems, undecided } = parsePolicyDocument(permissionDocument({ Type: 'AWS::Events::EventBusPolicy', Properties }, reader), reader);
    expect([...problems, ...undecided]).not.toEqual([]);
  });

  test('its statement, where it has one, is no permission', () => {
    expect(permissionDocument({ Type: 'AWS::Events::EventBusPolicy', Properties: { StatementId: 's', Statement: {} } }, reader)).toBeUndefined();
  });
});

test('a statement of Entity Resolution, its condition in JSON text', () => {
  const Arn = 'arn:aws:entityresolution:eu-west-1:111122223333:idnamespace/n';
  const Condition = '{"StringEquals":{"aws:SourceAccount":"444455556666"}}';
  const Properties = { Arn, StatementId: 's', Effect: 'Deny', Action: ['entityresolution:GetIdNamespace'], Principal: ['444455556666', 'x.amazonaws.com'], Condition };
  expect(statementOf(Properties, 'AWS::EntityResolution::PolicyStatement')).toMatchObject({
    effect: 'Deny',
    actions: { values: [{ raw: 'entityresolution:GetIdNamespace' }] },
    resources: { values: [{ raw: Arn }] },
    principals: { values: [{ type: 'AWS', raw: '444455556666' }, { type: 'Service', raw: 'x.amazonaws.com' }] },
    conditions: [{ key: 'aws:SourceAccount' }],
  });
  const unread = permissionDocument({ Type: 'AWS::EntityResolution::PolicyStatement', Properties: { ...Properties, Condition: '{' } }, reader);
  expect(parsePolicyDocument(unread, reader).problems).toHaveLength(1);
});

test('a signing profile', () => {
  const statement = statementOf(
    { Action: 'signer:StartSigningJob', StatementId: 's', ProfileName: 'p', Principal: '444455556666' }, 'AWS::Signer::ProfilePermission');
  expect(statement).toMatchObject({ actions: { values: [{ raw: 'signer:StartSigningJob' }] }, principals: { values: [{ type: 'AWS' }] } });
  expect(statement.resources!.values.map(({ text }) => readable(text))).toEqual(['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/p']);
});

test('every type that the catalog says to be a permission is read', () => {
  for (const type of cloudFormationTypes()) {
    if (!findCloudFormationType(type)!.policySites.some(({ shape }) => shape === 'permission')) { continue; }
    expect(permissionDocument({ Type: type, Properties: { Principal: '*', Action: 'a:B' } }, reader)).toMatchObject({ Statement: expect.anything() });
  }
});

test('properties that are missing are problems, not exceptions', () => {
  for (const Properties of [undefined, {}, { Action: null, Principal: null, FunctionName: null }]) {
    const document = permissionDocument({ Type: 'AWS::Lambda::Permission', Properties }, reader);
    expect(parsePolicyDocument(document, reader).problems).not.toEqual([]);
  }
});
