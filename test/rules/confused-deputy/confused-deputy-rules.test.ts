import { TRUST_CONDITIONS } from '../../../src/catalog/trust-conditions';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { missingConfusedDeputyCondition } from '../../../src/rules/confused-deputy/missing-confused-deputy-condition';
import { missingSourceAccount } from '../../../src/rules/confused-deputy/missing-source-account';
import { unsupportedConfusedDeputyCondition } from '../../../src/rules/confused-deputy/unsupported-confused-deputy-condition';
import { ROLES_ANYWHERE } from '../../../src/rules/trust/roles-anywhere';
import { findings, inventoryOfResources } from '../example-inventory';
import { causes, expectWellWritten, judgeTrust } from '../trust/trust-site';

const ENVIRONMENT = { account: '111122223333', region: 'eu-central-1' };

function trust(service: JsonValue, condition?: JsonObject, action: JsonValue = 'sts:AssumeRole'): JsonObject {
  return { Effect: 'Allow', Principal: { Service: service }, Action: action, ...condition && { Condition: condition } };
}

describe('a service that sends its source', () => {
  test.each<[string, JsonObject | undefined, boolean]>([
    ['no condition', undefined, true],
    ['a source account', { StringEquals: { 'aws:SourceAccount': '111122223333' } }, false],
    ['a source account by reference', { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }, false],
    ['any source account', { StringLike: { 'aws:SourceAccount': '*' } }, true],
    ['a source account if sent', { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } }, true],
    ['for all source accounts', { 'ForAllValues:StringEquals': { 'aws:SourceAccount': '111122223333' } }, true],
    ['not one source account', { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }, true],
    ['a source ARN of an account', { ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*:111122223333:*' } }, false],
    ['a source ARN by reference', { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:ecs:*:${AWS::AccountId}:*' } } }, false],
    ['a source ARN of any account', { ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*:*:*' } }, true],
    ['a source ARN without account', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::orders' } }, true],
    ['a source organization', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, false],
    ['a source unit', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } }, false],
    ['another key', { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } }, true],
    ['a condition that is known at deployment only', { StringEquals: { 'Fn::GetAtt': ['Custom', 'Value'] } }, false],
  ])('%s', (_, condition, flagged) => {
    const violations = judgeTrust(missingConfusedDeputyCondition, [trust('ecs-tasks.amazonaws.com', condition)], {
      resources: { Custom: { Type: 'Custom::CfnJson' } },
    });
    expect(violations).toHaveLength(flagged ? 1 : 0);
    expectWellWritten(violations);
  });

  test('the fix is the condition to add, with what is known filled in', () => {
    const [violation] = judgeTrust(missingConfusedDeputyCondition, [trust('ecs-tasks.amazonaws.com')], { environment: ENVIRONMENT });
    expect(violation.fix).toContain('"Condition": {"StringEquals":{"aws:SourceAccount":"111122223333"},'
      + '"ArnLike":{"aws:SourceArn":"arn:aws:ecs:eu-central-1:111122223333:*"}}');
    expect(violation.fix).toContain('EcsTaskRole');
  });

  test('what is not known is left to CloudFormation, in the form in which it fills it', () => {
    const [violation] = judgeTrust(missingConfusedDeputyCondition, [trust('states.amazonaws.com')]);
    expect(violation.fix).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
    expect(violation.fix).toContain('"aws:SourceArn":{"Fn::Sub":"arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:*"}');
  });

  test.each([[{}], [{ account: '111122223333' }], [{ region: 'eu-central-1' }], [ENVIRONMENT]])('the condition that the fix prints for %j mends it', environment => {
    const services = TRUST_CONDITIONS.filter(({ grade }) => grade === 'strong').map(({ servicePrincipal }) => servicePrincipal)
      .filter(service => service !== ROLES_ANYWHERE);
    expect(services.length).toBeGreaterThan(0);
    for (const service of services) {
      const [{ fix }] = judgeTrust(missingConfusedDeputyCondition, [trust(service)], { environment });
      const condition = JSON.parse(/`"Condition": (.*?)`/.exec(fix)![1]);
      const document = { Version: '2012-10-17', Statement: [trust(service, condition)] };
      const found = findings(inventoryOfResources({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } } }), {}, {});
      expect(found.filter(({ ruleId }) => ruleId !== 'unused-role')).toEqual([]);
    }
  });

  test('the message says why a condition that is there does not count', () => {
    const [violation] = judgeTrust(missingConfusedDeputyCondition, [trust('ecs-tasks.amazonaws.com', { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } })]);
    expect(violation.message).toContain('`StringEqualsIfExists` on `aws:SourceAccount` also holds for a request without the key');
  });

  test.each<[string, JsonValue]>([
    ['regional', 'states.eu-central-1.amazonaws.com'],
    ['in China', 'states.amazonaws.com.cn'],
    ['with the URL suffix of the partition', { 'Fn::Join': ['', ['states.', { Ref: 'AWS::URLSuffix' }]] }],
    ['with region and URL suffix', { 'Fn::Sub': 'states.${AWS::Region}.${AWS::URLSuffix}' }],
    ['in a list', ['ec2.amazonaws.com', 'states.amazonaws.com']],
  ])('is known by its principal %s', (_, service) => {
    expect(causes(missingConfusedDeputyCondition, [trust(service)])).toEqual(['states.amazonaws.com']);
  });

  test('every statement is judged, and only by its own conditions', () => {
    const condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    expect(causes(missingConfusedDeputyCondition, [trust('ecs-tasks.amazonaws.com', condition), trust('ecs-tasks.amazonaws.com')])).toEqual(['ecs-tasks.amazonaws.com']);
  });

  test('statements that let no service in are left alone', () => {
    expect(causes(missingConfusedDeputyCondition, [
      { ...trust('ecs-tasks.amazonaws.com'), Effect: 'Deny' },
      trust('ecs-tasks.amazonaws.com', undefined, 'sts:TagSession'),
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ])).toEqual([]);
  });

  test.each(['unheard-of.amazonaws.com', 'cloudtrail.amazonaws.com', 'ec2.amazonaws.com', 'lambda.amazonaws.com'])('%s is not judged by this rule', service => {
    expect(causes(missingConfusedDeputyCondition, [trust(service)])).toEqual([]);
  });

  test('a key that AWS documents for one service is as good there, and nowhere else', () => {
    const condition = { StringEquals: { 'sts:ExternalId': 'membership-1' } };
    expect(causes(missingConfusedDeputyCondition, [trust('cleanrooms.amazonaws.com', condition)])).toEqual([]);
    expect(causes(missingConfusedDeputyCondition, [trust('states.amazonaws.com', condition)])).toEqual(['states.amazonaws.com']);
  });
});

test('where the source ARN is less certain, only the account is asked for', () => {
  const violations = judgeTrust(missingSourceAccount, [trust('lambda.amazonaws.com')], { environment: ENVIRONMENT });
  expect(violations.map(violation => violation.cause)).toEqual(['lambda.amazonaws.com']);
  expect(violations[0].fix).toContain('"Condition": {"StringEquals":{"aws:SourceAccount":"111122223333"}}');
  expect(violations[0].fix).toContain('LambdaExecutionRole');
  expectWellWritten(violations);
});

test('a pod that is held by the tags of its session is held', () => {
  expect(causes(missingSourceAccount, [trust('pods.eks.amazonaws.com', { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop' } })])).toEqual([]);
});

test.each<[string, JsonObject, boolean]>([
  ['a source ARN', { ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:*:111122223333:*' } }, true],
  ['a source account among services that send it', { StringEquals: { 'aws:SourceAccount': '111122223333' } }, true],
  ['the source account to keep out', { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }, false],
  ['another key', { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } }, false],
])('EC2 with a condition on %s', (_, condition, flagged) => {
  const violations = judgeTrust(unsupportedConfusedDeputyCondition, [trust(['ec2.amazonaws.com', 'states.amazonaws.com'], condition)]);
  expect(violations.map(violation => violation.cause)).toEqual(flagged ? ['ec2.amazonaws.com'] : []);
  expectWellWritten(violations);
});

test.each<[string, boolean]>([
  ['ec2.amazonaws.com', true],
  ['elastictranscoder.amazonaws.com', true],
  ['transcribe.amazonaws.com', false],
])('a role of %s that asks for the source account is called unusable: %s', (service, flagged) => {
  const condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
  expect(causes(unsupportedConfusedDeputyCondition, [trust(service, condition)])).toEqual(flagged ? [service] : []);
});

describe('a key that EventBridge uses', () => {
  const ACCOUNT = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
  const source = (resource: JsonValue): JsonObject => ({ ArnEquals: { 'aws:SourceArn': resource } });

  test.each<[string, JsonObject, string[], boolean]>([
    ['with the account alone', ACCOUNT, ['kms:Decrypt', 'kms:GenerateDataKey'], true],
    ['for the targets of a rule', source('arn:aws:events:eu-west-1:111122223333:rule/orders'), ['kms:Decrypt'], true],
    ['for what nobody knows yet', source({ 'Fn::ImportValue': 'source' }), ['kms:Decrypt'], true],
    ['for an event bus', source('arn:aws:events:eu-west-1:111122223333:event-bus/orders'), ['kms:Decrypt'], false],
    ['for an event bus of the app', source({ 'Fn::GetAtt': ['Bus', 'Arn'] }), ['kms:Decrypt'], false],
    ['by the context of an event bus', {
      StringEquals: { ...ACCOUNT.StringEquals, 'kms:EncryptionContext:aws:events:event-bus:arn': 'arn:aws:events:eu-west-1:111122223333:event-bus/orders' },
    }, ['kms:Decrypt'], false],
    ['that it describes, which it does with its own only', ACCOUNT, ['kms:DescribeKey', 'kms:Decrypt'], false],
  ])('%s', (_, condition, actions, flagged) => {
    const statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: actions, Resource: '*', Condition: condition };
    const found = findings(inventoryOfResources({
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'orders' } },
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [statement] } } },
    }));
    expect(found.some(({ ruleId }) => ruleId === 'unsupported-confused-deputy-condition')).toBe(flagged);
  });
});

describe('in a template', () => {
  const templateWith = (statement: object) => inventoryOfResources({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [statement] } } } as JsonObject,
  });
  const found = (statement: object) => findings(templateWith(statement)).filter(({ ruleId }) => ruleId === 'missing-confused-deputy-condition');

  test('the statement is offered with the account and region of the stack, and is held to them', () => {
    const [{ replacement }] = found(trust('ecs-tasks.amazonaws.com'));
    expect(replacement).toMatchObject({ Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } });
    expect(found(replacement!)).toEqual([]);
  });

  test.each<[string, JsonObject]>([
    ['the account of someone else, if sent', { StringNotEquals: { 'aws:SourceAccount': '444455556666' } }],
    ['any account', { StringLike: { 'aws:SourceAccount': '*' } }],
  ])('a condition on %s is not overruled', (_, condition) => {
    expect(found(trust('ecs-tasks.amazonaws.com', condition))[0].replacement).toBeUndefined();
  });

  test('a condition for one service is not put on another', () => {
    expect(found(trust(['ecs-tasks.amazonaws.com', 'ec2.amazonaws.com']))[0].replacement).toBeUndefined();
  });
});
