import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ACCOUNT, CLOUDTRAIL, cloudTrailFor, Context, decide, deployed, ORGANIZATION, PARTNER, Principal, ROLE, STRANGER } from './layered-decision';
import { matchActions } from '../../src/catalog/actions';
import { ResourcePolicyGuard } from '../../src/guardrails/resource-policy-guard';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { readInventory } from '../../src/template/inventory';

interface Type {
  readonly guard: (stack: Stack) => ResourcePolicyGuard;
  readonly policyType: string;
  readonly arn: string;
  /** An action on the resource itself, and what it is asked of. */
  readonly action: string;
  readonly resource?: string;
  readonly resourceElement: unknown;
}

const arnOf = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const TYPES: Record<string, Type> = {
  'bucket': {
    guard: (stack) => ResourcePolicyGuard.onBucket(new s3.Bucket(stack, 'X')),
    policyType: 'AWS::S3::BucketPolicy',
    arn: 'arn:aws:s3:::x',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::x/report.csv',
    resourceElement: ['arn:aws:s3:::x', 'arn:aws:s3:::x/*'],
  },
  'L1 bucket': {
    guard: (stack) => ResourcePolicyGuard.onBucket(new s3.CfnBucket(stack, 'X')),
    policyType: 'AWS::S3::BucketPolicy',
    arn: 'arn:aws:s3:::x',
    action: 's3:ListBucket',
    resourceElement: ['arn:aws:s3:::x', 'arn:aws:s3:::x/*'],
  },
  'queue': {
    guard: (stack) => ResourcePolicyGuard.onQueue(new sqs.Queue(stack, 'X')),
    policyType: 'AWS::SQS::QueuePolicy',
    arn: arnOf('sqs', 'x'),
    action: 'sqs:SendMessage',
    resourceElement: arnOf('sqs', 'x'),
  },
  'topic': {
    guard: (stack) => ResourcePolicyGuard.onTopic(new sns.Topic(stack, 'X')),
    policyType: 'AWS::SNS::TopicPolicy',
    arn: arnOf('sns', 'x'),
    action: 'sns:Publish',
    resourceElement: arnOf('sns', 'x'),
  },
  'key': {
    guard: (stack) => ResourcePolicyGuard.onKey(new kms.Key(stack, 'X')),
    policyType: 'AWS::KMS::Key',
    arn: arnOf('kms', 'key/1'),
    action: 'kms:Decrypt',
    resourceElement: '*',
  },
  'secret': {
    guard: (stack) => ResourcePolicyGuard.onSecret(new secretsmanager.Secret(stack, 'X')),
    policyType: 'AWS::SecretsManager::ResourcePolicy',
    arn: arnOf('secretsmanager', 'secret:x-AbCdEf'),
    action: 'secretsmanager:GetSecretValue',
    resourceElement: '*',
  },
  'repository': {
    guard: (stack) => ResourcePolicyGuard.onRepository(new ecr.Repository(stack, 'X')),
    policyType: 'AWS::ECR::Repository',
    arn: arnOf('ecr', 'repository/x'),
    action: 'ecr:BatchGetImage',
    resourceElement: undefined,
  },
  'event bus': {
    guard: (stack) => ResourcePolicyGuard.onEventBus(new events.EventBus(stack, 'X')),
    policyType: 'AWS::Events::EventBusPolicy',
    arn: arnOf('events', 'event-bus/x'),
    action: 'events:PutEvents',
    resourceElement: arnOf('events', 'event-bus/x'),
  },
  'rules on a bus': {
    guard: (stack) => ResourcePolicyGuard.onEventBus(new events.EventBus(stack, 'X')),
    policyType: 'AWS::Events::EventBusPolicy',
    arn: arnOf('events', 'event-bus/x'),
    action: 'events:PutRule',
    resource: arnOf('events', 'rule/x/r'),
    resourceElement: arnOf('events', 'event-bus/x'),
  },
};

function templateOf(guard: (stack: Stack) => unknown): Template {
  const stack = new Stack(new App(), 'Stack');
  guard(stack);
  return Template.fromStack(stack);
}

/** The statements of the resource's policy, as deployed, and with them one that lets everybody in. */
function resourcePolicy({ guard, policyType, arn }: Type, act: (guard: ResourcePolicyGuard) => unknown) {
  const policies = Object.values(templateOf((stack) => act(guard(stack))).findResources(policyType)).map(({ Properties }) => Properties);
  const statements = policies.flatMap(({ PolicyDocument, KeyPolicy, ResourcePolicy, RepositoryPolicyText, Statement }) =>
    Statement ?? (PolicyDocument ?? KeyPolicy ?? ResourcePolicy ?? RepositoryPolicyText).Statement);
  return deployed(statements, arn, 'x') as any[];
}

function decideOn(
  type: Type, act: (guard: ResourcePolicyGuard) => unknown, principal: Principal, context: Context = {}, action: string = type.action,
): string {
  const statements = resourcePolicy(type, act).map((statement) => 'Resource' in statement ? statement : { ...statement, Resource: '*' });
  const resource = { Version: '2012-10-17', Statement: [...statements, { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };
  return decide({ resource }, principal, action, type.resource ?? type.arn, context);
}

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const PARTNER_ROLE = `arn:aws:iam::${PARTNER}:role/app`;
const FOREIGN = 'o-zzzzzzzzzz';
type Row = [name: string, act: (guard: ResourcePolicyGuard) => unknown, principal: Principal, context?: Context];
const DENIED: Row[] = [
  ['a plain connection', (guard) => guard.requireTls(), ROLE, { 'aws:SecureTransport': 'false' }],
  ['a stranger', (guard) => guard.requireOrganization(ORGANIZATION), STRANGER, { 'aws:PrincipalOrgID': FOREIGN }],
  ['a stranger without organization', (guard) => guard.requireOrganization(ORGANIZATION, [PARTNER]), STRANGER],
  ['an anonymous request', (guard) => guard.requireOrganization(ORGANIZATION), { type: 'anonymous' }],
  ['another account', (guard) => guard.denyOtherAccounts([PARTNER]), STRANGER, { 'aws:PrincipalOrgID': ORGANIZATION }],
  ['an anonymous request from no account', (guard) => guard.denyOtherAccounts(), { type: 'anonymous' }],
  ['a service for another account', (guard) => guard.requireSourceAccounts([PARTNER]), CLOUDTRAIL, cloudTrailFor('999999999999')],
  ['a service for another organization', (guard) => guard.requireSourceOrganization(ORGANIZATION), CLOUDTRAIL, cloudTrailFor('999999999999', FOREIGN)],
  ['a service for an account of none', (guard) => guard.requireSourceOrganization(ORGANIZATION), CLOUDTRAIL, cloudTrailFor('999999999999')],
  ['a service for another resource', (guard) => guard.requireSourceArns([arnOf('cloudtrail', 'trail/other')]), CLOUDTRAIL, cloudTrailFor(ACCOUNT)],
];
const ALLOWED: Row[] = [
  ['TLS', (guard) => guard.requireTls(), ROLE, { 'aws:SecureTransport': 'true' }],
  ['another account of the organization', (guard) => guard.requireOrganization(ORGANIZATION), STRANGER, { 'aws:PrincipalOrgID': ORGANIZATION }],
  ['a partner', (guard) => guard.requireOrganization(ORGANIZATION, [PARTNER]), PARTNER_ROLE],
  ['the own root user, under a mistyped organization', (guard) => guard.requireOrganization(FOREIGN), ROOT, { 'aws:PrincipalOrgID': ORGANIZATION }],
  ['a service', (guard) => guard.requireOrganization(ORGANIZATION).denyOtherAccounts(), CLOUDTRAIL, cloudTrailFor(ACCOUNT)],
  ['the own account', (guard) => guard.denyOtherAccounts(), ROLE],
  ['a named account', (guard) => guard.denyOtherAccounts([PARTNER]), PARTNER_ROLE],
  ['a service for the own account', (guard) => guard.requireSourceAccounts().requireSourceOrganization(ORGANIZATION), CLOUDTRAIL, cloudTrailFor(ACCOUNT)],
  ['a service for a partner', (guard) => guard.requireSourceAccounts([PARTNER]), CLOUDTRAIL, cloudTrailFor(PARTNER)],
  ['a service for the organization', (guard) => guard.requireSourceOrganization(ORGANIZATION), CLOUDTRAIL, cloudTrailFor(PARTNER, ORGANIZATION)],
  ['a service for the named resource', (guard) => guard.requireSourceArns([arnOf('cloudtrail', 'trail/audit')]), CLOUDTRAIL, cloudTrailFor(ACCOUNT)],
  ['a service that does not say for whom', (guard) => guard.requireSourceAccounts(), CLOUDTRAIL, { 'aws:PrincipalIsAWSService': 'true' }],
  ['a principal, which works for nobody', (guard) => guard.requireSourceAccounts().requireSourceArns([arnOf('cloudtrail', 'trail/audit')]), ROLE],
];
const titled = (rows: Row[]): [string, Row][] => rows.map((row) => [row[0], row]);

describe.each(Object.entries(TYPES))('%s', (_, type) => {
  test.each(titled(DENIED))('denies %s', (__, [, act, principal, context]) => {
    expect(decideOn(type, act, principal, context)).toBe('explicitly-denied');
  });

  test.each(titled(ALLOWED))('leaves %s', (__, [, act, principal, context]) => {
    expect(decideOn(type, act, principal, context)).toBe('allowed');
  });

  test('the statements are of the form that the service takes', () => {
    const [guard] = resourcePolicy(type, (on) => on.requireTls()).filter(({ Sid }) => /RequireTls$/.test(Sid));
    expect(guard).toMatchObject({ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(guard.Resource).toEqual(type.resourceElement);
    expect([guard.Action].flat().filter((action: string) => matchActions(action).length === 0)).toEqual([]);
  });
});

test('key administration stays with the account, whatever guards stand on the key', () => {
  const all = (guard: ResourcePolicyGuard) => guard.requireTls().requireOrganization(FOREIGN).denyOtherAccounts().requireSourceAccounts()
    .requireSourceOrganization(FOREIGN).requireSourceArns([arnOf('cloudtrail', 'trail/audit')]);
  for (const action of ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DescribeKey']) {
    expect(decideOn(TYPES.key, all, ROOT, { 'aws:SecureTransport': 'true' }, action)).toBe('allowed');
  }
});

test('guards leave Block Public Access, and grants, alone', () => {
  const template = templateOf((stack) => {
    const bucket = new s3.Bucket(stack, 'X', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL });
    bucket.grantRead(new iam.AccountPrincipal(PARTNER));
    ResourcePolicyGuard.onBucket(bucket).requireOrganization(ORGANIZATION, [PARTNER]);
  });
  template.hasResourceProperties('AWS::S3::Bucket', { PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true } });
  const [{ Properties }] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  expect(Properties.PolicyDocument.Statement.map(({ Effect }: { Effect: string }) => Effect)).toEqual(['Allow', 'Deny']);
});

const PRINCIPALS: [string, (guard: ResourcePolicyGuard) => ResourcePolicyGuard][] = [
  ['the organization', (guard) => guard.requireOrganization(ORGANIZATION, [PARTNER])],
  ['accounts', (guard) => guard.denyOtherAccounts([PARTNER])],
];

test.each(PRINCIPALS)('our own rules have nothing to say of the guards by %s', (_, byPrincipal) => {
  const stack = new Stack(new App(), 'All');
  const guards = [
    ResourcePolicyGuard.onBucket(new s3.Bucket(stack, 'Bucket')), ResourcePolicyGuard.onQueue(new sqs.Queue(stack, 'Queue')),
    ResourcePolicyGuard.onTopic(new sns.Topic(stack, 'Topic')), ResourcePolicyGuard.onKey(new kms.Key(stack, 'Key')),
    ResourcePolicyGuard.onSecret(new secretsmanager.Secret(stack, 'Secret')), ResourcePolicyGuard.onRepository(new ecr.Repository(stack, 'Repository')),
    ResourcePolicyGuard.onEventBus(new events.EventBus(stack, 'Bus')),
  ];
  guards.forEach((guard) => byPrincipal(guard).requireTls().requireSourceAccounts([PARTNER]).requireSourceOrganization(ORGANIZATION)
    .requireSourceArns([arnOf('cloudtrail', 'trail/audit')]));
  const inventory = readInventory([{ id: 'All', template: Template.fromStack(stack).toJSON() as any, environment: {} }]);
  // The first statement of a key policy is the CDK's, without a Sid.
  const strict = selectRules({ packs: ['strict'] });
  expect(analyze(inventory, strict, DEFAULT_CONTEXT).map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

describe('wrong input', () => {
  const bucket = (stack = new Stack()) => ResourcePolicyGuard.onBucket(new s3.Bucket(stack, 'X'));
  test.each<[string, () => unknown, RegExp]>([
    ['an organization that is none', () => bucket().requireOrganization('acme'), /organizationId is `acme`/],
    ['an account that is none', () => bucket().denyOtherAccounts(['acme']), /accounts has `acme`, expected the twelve digits/],
    ['no ARNs', () => bucket().requireSourceArns([]), /arns is \[\], expected ARNs/],
    ['an ARN that is a wildcard', () => bucket().requireSourceArns(['*']), /arns is \["\*"\]/],
    ['an ARN of any service', () => bucket().requireSourceArns([`arn:aws:*:*:${ACCOUNT}:*`]), /expected ARNs of the resources/],
    ['the same guard twice', () => bucket().requireSourceAccounts().requireSourceAccounts([PARTNER]), /has the guard RequireSourceAccounts already/],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test.each<[string, (stack: Stack) => ResourcePolicyGuard, RegExp]>([
    ['bucket', (stack) => ResourcePolicyGuard.onBucket(s3.Bucket.fromBucketName(stack, 'X', 'data')), /does not write its bucket policy.*"Sid":"RequireTls"/],
    ['queue', (stack) => ResourcePolicyGuard.onQueue(sqs.Queue.fromQueueArn(stack, 'X', arnOf('sqs', 'x'))), /queue policy.*"sqs:\*"/],
    ['topic', (stack) => ResourcePolicyGuard.onTopic(sns.Topic.fromTopicArn(stack, 'X', arnOf('sns', 'x'))), /topic policy.*"sns:Publish"/],
    ['key', (stack) => ResourcePolicyGuard.onKey(kms.Key.fromKeyArn(stack, 'X', arnOf('kms', 'key/1'))), /key policy.*"kms:\*"/],
    ['secret', (stack) => ResourcePolicyGuard.onSecret(secretsmanager.Secret.fromSecretNameV2(stack, 'X', 'x')), /secret policy.*"secretsmanager:\*"/],
    ['repository', (stack) => ResourcePolicyGuard.onRepository(ecr.Repository.fromRepositoryName(stack, 'X', 'x')), /repository policy.*"ecr:\*"/],
    ['event bus', (stack) => ResourcePolicyGuard.onEventBus(events.EventBus.fromEventBusName(stack, 'X', 'x')), /policy of the bus.*"events:PutEvents"/],
    ['L1 secret', (stack) => ResourcePolicyGuard.onSecret(new secretsmanager.CfnSecret(stack, 'X')), /as an L2 construct/],
  ])('an imported %s: the error prints the statement', (_, guard, message) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => guard(stack).requireTls()).toThrow(message);
  });
});
