import { findings, inventoryOfPolicy, inventoryOfResources } from './example-inventory';
import { cloudFormationTypes, findCloudFormationType } from '../../src/catalog/cloudformation';
import { Finding, findingId } from '../../src/diagnostics/finding';
import { Severity } from '../../src/diagnostics/severity';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { analyze } from '../../src/rules/analyze';
import { brokenNullTest } from '../../src/rules/conditions/broken-null-test';
import { Rule } from '../../src/rules/rule';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';

const READ = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::orders/*' };
const WRITE = { Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' };
const TABLES = { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: '*' };

const EVERY_PROPERTY = [
  'AssumeRolePolicyDocument', 'ManagedPolicyArns', 'PermissionsBoundary', 'Policies', 'RoleName', 'Roles', 'Users', 'Groups', 'Action', 'Principal', 'Role',
];

/** What the engine does with findings shows in those that everyone asks for. */
const RECOMMENDED = { packs: ['recommended'] };

function ids(found: readonly Finding[]): string[] {
  return found.map(findingId).sort();
}

function idsOfStatements(...statements: JsonValue[]): string[] {
  return ids(findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: statements }), {}, RECOMMENDED));
}

test('what a rule throws is shown in one line, with who mends it', () => {
  const rule: Rule = { ...brokenNullTest, id: 'broken-rule', judgePolicy: () => { throw new Error('no luck\nat all'); } };
  const [{ message, fix }] = analyze(inventoryOfPolicy({ Statement: [READ] }), [{ rule, severity: Severity.ERROR }], DEFAULT_CONTEXT);
  expect(message).toBe('the rule `broken-rule` failed: `no luck`');
  expect(fix).toBe('mend the rule if it is the app\'s own, else report the error with the policy that brings it about; until then disable `broken-rule`');
});

test('one cause in one resource is one finding, however often it shows', () => {
  expect(idsOfStatements(WRITE, WRITE, { ...WRITE, Resource: 'arn:aws:sqs:eu-west-1:111122223333:invoices' })).toEqual(['wildcard-action[sqs:*]']);
});

test('the same cause in two resources is two findings', () => {
  const policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [WRITE] } } };
  const found = findings(inventoryOfResources({ One: policy, Two: policy }), {}, RECOMMENDED);
  expect(found.map(finding => finding.location.logicalId)).toEqual(['One', 'Two']);
});

test.each<[string, JsonValue[], JsonValue[]]>([
  ['reordering statements', [READ, WRITE, TABLES], [TABLES, WRITE, READ]],
  ['reordering actions', [TABLES], [{ ...TABLES, Action: [...TABLES.Action].reverse() }]],
  ['splitting a statement by action', [TABLES], TABLES.Action.map(action => ({ ...TABLES, Action: action }))],
  [
    'merging statements with the same resources',
    [{ ...WRITE, Action: 'sqs:Send*' }, { ...WRITE, Action: 'sqs:Delete*' }],
    [{ ...WRITE, Action: ['sqs:Delete*', 'sqs:Send*'] }],
  ],
  ['adding a statement on another service', [READ], [READ, { ...READ, Action: 's3:GetObject' }]],
  ['giving a statement an id', [READ], [{ Sid: 'Read', ...READ }]],
])('a finding keeps its identity under %s', (_, before, after) => {
  expect(idsOfStatements(...after)).toEqual(idsOfStatements(...before));
});

test.each<[string, JsonValue]>([
  ['nothing', undefined],
  ['null', null],
  ['text', 'AssumeRolePolicyDocument'],
  ['a number', 1],
  ['a list', [{ AssumeRolePolicyDocument: {} }]],
  ['an empty object', {}],
  ['a function', { 'Fn::Transform': { Name: 'AWS::Include' } }],
  ['nothing in each', 'null in each'],
])('no rule fails on resources whose properties are %s', (_, properties) => {
  const shapes: { [logicalId: string]: JsonObject } = {};
  for (const type of cloudFormationTypes().map(name => findCloudFormationType(name)!)) {
    if (type.policySites.length === 0 && !type.identity && !type.type.startsWith('AWS::Lambda::')) { continue; }
    const names = [...type.policySites.map(({ path }) => path.split(/[.[]/)[0]), ...EVERY_PROPERTY];
    const each = Object.fromEntries(names.map(name => [name, null]));
    shapes[type.type.replace(/:/g, '')] = { Type: type.type, Properties: properties === 'null in each' ? each : properties };
  }
  expect(Object.keys(shapes).length).toBeGreaterThan(50);
  expect(() => findings(inventoryOfResources(shapes))).not.toThrow();
});

test.each(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])('no rule takes %s for something it knows', name => {
  const statement = (more: JsonObject) => ({
    Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*', ...more,
  });
  const statements = [
    statement({ Condition: { ArnLike: Object.fromEntries([[name, 'x']]) } }),
    statement({ Condition: Object.fromEntries([[name, { 'aws:SourceIp': '192.0.2.1' }]]) }),
    statement({ Action: [name, `${name}:GetObject`, `s3:${name}`] }),
    statement({ Principal: Object.fromEntries([[name, '*']]) }),
    statement({ Principal: { Service: name } }),
    statement({ Resource: [name, `arn:aws:${name}:::x`, `arn:${name}:s3:::x`, { Ref: name }, { 'Fn::GetAtt': [name, name] }] }),
  ];
  const roles = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: statements }, RoleName: name } };
  const resources = Object.fromEntries([
    [name, { Type: name, Properties: Object.fromEntries([[name, name]]) }],
    ['Policy', { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } } }],
    ['Role', roles],
    ['Mapping', { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: name, EventSourceArn: `arn:aws:${name}:eu-west-1:111122223333:x` } }],
  ]);
  expect(() => findings(inventoryOfResources(resources))).not.toThrow();
  const open = statement({ Condition: { StringLike: Object.fromEntries([[name, 'x*']]) } });
  const [found] = findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: open }, 'resource')).filter(({ ruleId }) => ruleId === 'public-access');
  expect(found.witness!.context[name]).toMatch(/^x/);
});

test('a role that SAM makes is judged as one that is written, and needs no more than SAM asks for', () => {
  const sam = (type: string, properties: JsonObject) => ids(findings(inventoryOfResources({ It: { Type: `AWS::Serverless::${type}`, Properties: properties } }), {}, RECOMMENDED));
  expect(sam('Function', { Policies: 'AdministratorAccess' })).toEqual(['aws-managed-admin-policy[AdministratorAccess]']);
  expect(sam('StateMachine', { Policies: ['IAMFullAccess', 'AmazonS3FullAccess'] })).toContain('aws-managed-admin-policy[IAMFullAccess]');
  expect(sam('Function', { Policies: [{ S3ReadPolicy: { BucketName: 'orders' } }] })).toEqual(['policy-written-by-sam[S3ReadPolicy]']);
  expect(sam('StateMachine', {})).toEqual([]);
});

test('a finding keeps its identity when logical ids change', () => {
  const app = (bucket: string, policy: string): JsonObject => ({
    [bucket]: { Type: 'AWS::S3::Bucket' },
    [policy]: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['s3:ListBucket', 's3:Put*'], Resource: { 'Fn::Sub': `\${${bucket}.Arn}/*` } }],
        },
      },
    },
  });
  const before = ids(findings(inventoryOfResources(app('Orders', 'Policy')), {}, RECOMMENDED));
  expect(before).toEqual(['action-resource-mismatch[s3:ListBucket]', 'wildcard-action[s3:Put*]']);
  expect(ids(findings(inventoryOfResources(app('OrdersA1B2C3', 'PolicyD4E5F6')), {}, RECOMMENDED))).toEqual(before);
});

test('a further wildcard of the same service is not covered by what was found before', () => {
  expect(idsOfStatements(WRITE)).not.toEqual(idsOfStatements({ ...WRITE, Action: ['sqs:*', 'sqs:Send*'] }));
});

test('severities can be changed and rules switched off', () => {
  const inventory = inventoryOfPolicy({ Statement: [READ, WRITE] });
  const selection = { severities: new Map([['wildcard-action', Severity.INFO]]), disabled: new Set(['wildcard-read-action']) };
  expect(findings(inventory, {}, selection).map(finding => [finding.ruleId, finding.severity])).toEqual([['wildcard-action', Severity.INFO]]);
});

test.each<[Severity, Severity | undefined, Severity]>([
  [Severity.ERROR, undefined, Severity.ERROR],
  [Severity.INFO, undefined, Severity.WARNING],
  [Severity.WARNING, Severity.ERROR, Severity.ERROR],
  [Severity.ERROR, Severity.INFO, Severity.ERROR],
])('a rule of severity %s that throws, `failed-rule` being set to %s, is of severity %s', (severity, ofFailed, expected) => {
  const rule: Rule = { ...brokenNullTest, id: 'throws', severity, judgeCondition: undefined, judgePolicy: () => { throw new Error('no luck'); } };
  const severities = new Map(ofFailed ? [['failed-rule', ofFailed]] : []);
  const found = analyze(inventoryOfPolicy({ Statement: [READ] }), selectRules({ packs: [], customRules: [rule], severities }), DEFAULT_CONTEXT);
  expect(found.map(finding => [findingId(finding), finding.severity])).toEqual([['failed-rule[throws]', expected]]);
});

test('a finding says where it stands', () => {
  const [finding] = findings(inventoryOfPolicy({ Statement: [{ ...READ, Action: 's3:GetObject' }, WRITE] }));
  expect(finding.location).toEqual({
    templateId: 'app',
    logicalId: 'Policy',
    resourceType: '',
    propertyPath: 'Properties/PolicyDocument/Statement/1',
  });
});

/** The runner's time limit ends a hang; how long each takes is a figure of the benchmark. */
test('a rule is asked only of conditions whose operator and key it looks at', () => {
  const asked: string[] = [];
  const rule: Rule = {
    ...brokenNullTest,
    id: 'asks',
    looksAt: ({ name }, key) => name === 'Bool' && key.startsWith('aws:'),
    judgeCondition: ({ operatorText, key }) => {
      asked.push(`${operatorText} ${key}`);
      return [];
    },
  };
  const Condition = {
    Bool: { 'aws:SecureTransport': 'true', 's3:x': 'true' }, BoolIfExists: { 'aws:ViaAWSService': 'true' }, StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
  };
  findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: [{ ...READ, Condition }, { ...WRITE, Condition }] }), {}, { packs: [], customRules: [rule] });
  expect(asked).toEqual(Array.from({ length: 2 }, () => ['Bool aws:SecureTransport', 'BoolIfExists aws:ViaAWSService']).flat());
});

describe('identities that differ in their names alone', () => {
  const role = (properties: JsonObject = {}): JsonObject => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      ...properties,
    },
  });
  const policyOf = (logicalId: string, action: string): JsonObject => ({
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'work',
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::orders/*' }] },
      Roles: [{ Ref: logicalId }],
    },
  });
  const managedPolicyFor = (logicalId: string): JsonObject => ({
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      Roles: [{ Ref: logicalId }],
    },
  });

  function judged(resources: JsonObject): string[] {
    const asked: string[] = [];
    const rule: Rule = {
      ...brokenNullTest,
      id: 'asks-of-identities',
      judgeCondition: undefined,
      judgeIdentity: ({ origin }) => {
        asked.push(origin.logicalId);
        return [];
      },
    };
    analyze(inventoryOfResources(resources), [{ rule, severity: rule.severity }], DEFAULT_CONTEXT);
    return asked;
  }

  test('are judged once', () => {
    expect(judged({ One: role(), Two: role(), Policy: policyOf('One', 's3:GetObject'), Other: policyOf('Two', 's3:GetObject') })).toEqual(['One']);
  });

  test('each have the finding', () => {
    const found = findings(inventoryOfResources({ One: role(), Two: role() }), {}, RECOMMENDED).filter(({ ruleId }) => ruleId === 'aws-managed-admin-policy');
    expect(found.map(({ location }) => location.logicalId)).toEqual(['One', 'Two']);
  });

  test.each<[string, JsonObject]>([
    ['a property', { Two: role({ MaxSessionDuration: 7200 }) }],
    ['the trust policy', { Two: role({ AssumeRolePolicyDocument: { Statement: [] } }) }],
    ['an inline policy', { Two: role(), Policy: policyOf('Two', 's3:GetObject') }],
    ['what an inline policy says', { Two: role(), Policy: policyOf('One', 's3:GetObject'), Other: policyOf('Two', 's3:PutObject') }],
    ['a managed policy of AWS', { Two: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }) }],
    ['a managed policy of the app', { Two: role(), Policy: managedPolicyFor('Two') }],
    ['the boundary', { Two: role({ PermissionsBoundary: 'arn:aws:iam::111122223333:policy/limits' }) }],
  ])('but those that differ in %s are each judged', (_, others) => {
    expect(judged({ One: role(), ...others })).toEqual(['One', 'Two']);
  });
});

describe('what no policy should be is a finding, not a hang', () => {
  const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

  test.each<[string, () => JsonValue]>([
    ['10,000 statements', () => ({ Statement: many(10_000, index => ({ ...WRITE, Resource: `arn:aws:sqs:eu-west-1:111122223333:q${index}` })) })],
    ['10,000 statements with wildcards that differ', () => ({ Statement: many(10_000, index => ({ ...READ, Action: `s3:Get*${index}`, Resource: `arn:aws:s3:::*${index}` })) })],
    ['10,000 unknown actions', () => ({ Statement: [{ ...READ, Action: many(10_000, index => `ec2:Descrbe${index}`) }] })],
    ['wildcards in the service prefix', () => ({ Statement: [{ ...READ, Action: many(10_000, index => `*${index}:*a*b*`) }] })],
    ['many actions on many resources', () => ({
      Statement: [{ Effect: 'Allow', Action: many(10_000, index => `dynamodb:GetItem${'*'.repeat(index % 3)}?`.slice(0, 16 + index % 5)), Resource: many(20_000, index => `arn:aws:dynamodb:*:*:index${index}/*`) }],
    })],
    ['a resource of 1 MB', () => ({ Statement: [{ ...READ, Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${'a*'.repeat(500_000)}` }] })],
    ['an action of 1 MB', () => ({ Statement: [{ ...READ, Action: `s3:${'G*'.repeat(500_000)}` }] })],
    ['policy variables that do not end', () => ({ Statement: [{ ...READ, Resource: many(500, () => `arn:aws:s3:::${'${'.repeat(1000)}`) }] })],
    ['conditions without number', () => ({ Statement: [{ ...READ, Condition: { StringLike: Object.fromEntries(many(20_000, index => [`aws:ResourceTag/${index}`, '*'])) } }] })],
    ['10,000 statements that are no statements', () => ({ Statement: many(10_000, index => index) })],
  ])('%s', (_, make) => {
    const inventory = inventoryOfResources({ Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: make() } } });
    const flagged = new Set(findings(inventory).map(finding => finding.ruleId));
    expect(flagged.has('policy-too-long') || flagged.has('malformed-policy')).toBe(true);
  });
});
