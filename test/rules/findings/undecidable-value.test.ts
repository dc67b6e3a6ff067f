import { Finding } from '../../../src/diagnostics/finding';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { findings, inventoryOfResources } from '../example-inventory';

const PARAMETERS = {
  Name: { Type: 'String' },
  Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] },
  Scope: { Type: 'String', AllowedValues: ['orders', '*'] },
};

function undecidable(statements: JsonValue, type = 'AWS::IAM::ManagedPolicy', property = 'PolicyDocument'): readonly Finding[] {
  return findings(inventoryOfResources({
    Bucket: { Type: 'AWS::S3::Bucket' },
    Custom: { Type: 'Custom::Thing' },
    It: { Type: type, Properties: { [property]: { Version: '2012-10-17', Statement: statements } } },
  }, PARAMETERS)).filter(finding => finding.ruleId === 'undecidable-value');
}

test.each<[string, JsonValue, string[]]>([
  ['a parameter inside an ARN', { 'Fn::Sub': 'arn:aws:s3:::${Name}/*' }, ['Name']],
  ['a whole ARN', { Ref: 'Name' }, ['Name']],
  ['an import', { 'Fn::ImportValue': 'Orders' }, ['import Orders']],
  ['an attribute of a custom resource', { 'Fn::GetAtt': ['Custom', 'Arn'] }, ['Custom.Arn']],
  ['a parameter that takes one of a few values', { 'Fn::Sub': 'arn:aws:s3:::orders-${Stage}/*' }, []],
  ['a parameter of which one value is a wildcard', { 'Fn::Sub': 'arn:aws:s3:::${Scope}/*' }, ['Scope']],
  ['a resource of the template', { 'Fn::Sub': '${Bucket.Arn}/*' }, []],
  ['the account and the region', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:${AWS::Region}:${AWS::AccountId}:accesspoint/orders/object/*' }, []],
])('%s as a resource', (_, resource, names) => {
  const found = undecidable([{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }]);
  expect(found.map(({ cause, message }) => ({ cause, named: names.every(name => message.includes(`\`${name}\``)) })))
    .toEqual(names.length === 0 ? [] : [{ cause: '', named: true }]);
});

test.each<[string, JsonObject, boolean]>([
  ['an action', { Action: { Ref: 'Name' }, Resource: 'arn:aws:s3:::orders/*' }, true],
  ['a part of an action', { Action: { 'Fn::Sub': 's3:${Name}' }, Resource: 'arn:aws:s3:::orders/*' }, true],
  ['an action out of a few', { Action: { 'Fn::Sub': 's3:${Stage}' }, Resource: 'arn:aws:s3:::orders/*' }, false],
  ['an effect', { Effect: { Ref: 'Name' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }, true],
  ['a value under StringLike', { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders', Condition: { StringLike: { 's3:prefix': { Ref: 'Name' } } } }, true],
  ['a value under StringEquals', { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders', Condition: { StringEquals: { 's3:prefix': { Ref: 'Name' } } } }, false],
])('%s', (_, statement, flagged) => {
  expect(undecidable([{ Effect: 'Allow', ...statement }])).toHaveLength(flagged ? 1 : 0);
});

test.each<[string, JsonValue, boolean]>([
  ['a principal', { AWS: { Ref: 'Name' } }, true],
  ['an account in a principal', { AWS: { 'Fn::Sub': 'arn:aws:iam::${Name}:root' } }, false],
])('%s', (_, principal, flagged) => {
  const trust = [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }];
  expect(undecidable(trust, 'AWS::IAM::Role', 'AssumeRolePolicyDocument')).toHaveLength(flagged ? 1 : 0);
});

test('one finding for a policy, with all that decides', () => {
  const [finding, ...more] = undecidable([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: { Ref: 'Name' } },
    { Effect: 'Allow', Action: 's3:PutObject', Resource: { 'Fn::ImportValue': 'Orders' } },
  ]);
  expect(more).toEqual([]);
  expect(finding.message).toBe('what the policy allows depends on `Name` and `import Orders`, known only at deployment');
  expect(finding.location.propertyPath).toBe('Properties/PolicyDocument/Statement/0/Resource');
});

test('a Deny restricts, whatever it names', () => {
  expect(undecidable([{ Effect: 'Deny', Action: 's3:*', Resource: { Ref: 'Name' } }])).toEqual([]);
});

describe('managed policies', () => {
  const attached = (properties: JsonObject, type = 'AWS::IAM::Role'): readonly Finding[] =>
    findings(inventoryOfResources({
      Own: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: { Ref: 'Name' }, PolicyDocument: {} } },
      It: { Type: type, Properties: properties },
    }, { ...PARAMETERS, Policies: { Type: 'CommaDelimitedList' } })).filter(({ ruleId }) => ruleId === 'undecidable-value');

  test.each<[string, JsonValue, string[]]>([
    ['a parameter', [{ Ref: 'Name' }], ['Name']],
    ['a parameter for the whole list', { Ref: 'Policies' }, ['Policies']],
    ['an import', [{ 'Fn::ImportValue': 'Policy' }], ['import Policy']],
    ['a part of the name of a policy of AWS', [{ 'Fn::Sub': 'arn:aws:iam::aws:policy/${Name}' }], ['Name']],
    ['one under a condition', [{ 'Fn::If': ['A', { Ref: 'Name' }, { Ref: 'AWS::NoValue' }] }], ['Name']],
    ['several', [{ Ref: 'Name' }, { Ref: 'Name' }, { 'Fn::ImportValue': 'Policy' }], ['Name', 'import Policy']],
    ['a parameter that takes one of a few values', [{ 'Fn::Sub': 'arn:aws:iam::111122223333:policy/orders-${Stage}' }], []],
    ['one of the template, whose name is a parameter', [{ Ref: 'Own' }], []],
    ['one of AWS', [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/SecurityAudit' }], []],
    ['one of the account', [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/Orders' }], []],
  ])('%s', (_, arns, names) => {
    const message = `which managed policies the role has depends on ${names.map(name => `\`${name}\``).join(' and ')}, known only at deployment`;
    expect(attached({ ManagedPolicyArns: arns }).map(finding => [finding.cause, finding.location.propertyPath, finding.message]))
      .toEqual(names.length === 0 ? [] : [['ManagedPolicyArns', 'Properties/ManagedPolicyArns', message]]);
  });

  test.each<[string, JsonObject, string, string]>([
    ['AWS::IAM::User', { ManagedPolicyArns: [{ Ref: 'Name' }] }, 'user', 'ManagedPolicyArns'],
    ['AWS::Serverless::Function', { Policies: [{ Ref: 'Name' }] }, 'role', 'Policies'],
    ['AWS::SSO::PermissionSet', { ManagedPolicies: [{ Ref: 'Name' }] }, 'permission set', 'ManagedPolicies'],
  ])('of %s', (type, properties, holder, property) => {
    const [finding] = attached(properties, type);
    expect(finding.message).toContain(`the ${holder} has depends on \`Name\``);
    expect(finding.location.propertyPath).toBe(`Properties/${property}`);
  });
});
