import { JsonObject, JsonValue } from '../../../src/policy/json';
import { PolicyKind } from '../../../src/policy/policy-kind';
import { conditionsRules } from '../../../src/rules/conditions/family';
import { findings, idsOf, inventoryOfPolicy, inventoryOfResources } from '../example-inventory';

const OWN = new Set(conditionsRules.rules.map(({ id }) => id));

function statement(effect: string, condition: JsonValue, others: JsonObject = {}): JsonObject {
  return { Effect: effect, Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*', ...others, Condition: condition };
}

/** The ids of the rules of this family that speak of a role policy of a template. */
function rulesOn(condition: JsonValue, others: JsonObject = {}, effect = 'Allow'): string[] {
  const resources = {
    Bucket: { Type: 'AWS::S3::Bucket' },
    Vpc: { Type: 'AWS::EC2::VPC', Properties: {} },
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [statement(effect, condition, others)] } },
    },
  };
  const found = findings(inventoryOfResources(resources, { Value: { Type: 'String' }, Stage: { Type: 'String', AllowedValues: ['dev', 'no bool'] } }));
  return [...new Set(found.map(({ ruleId }) => ruleId).filter(id => OWN.has(id)))].sort();
}

test.each<[string, JsonValue]>([
  ['a boolean', { Bool: { 'aws:SecureTransport': { Ref: 'Value' } } }],
  ['a range of addresses', { IpAddress: { 'aws:SourceIp': { Ref: 'Value' } } }],
  ['a VPC', { StringEquals: { 'aws:SourceVpc': { Ref: 'Vpc' } } }],
  ['a VPC of a parameter', { StringEquals: { 'aws:SourceVpc': { Ref: 'Value' } } }],
  ['an organization', { StringLike: { 'aws:PrincipalOrgID': { Ref: 'Value' } } }],
  ['a region', { StringEquals: { 'aws:RequestedRegion': { Ref: 'AWS::Region' } } }],
  ['an account', { StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } }],
  ['an ARN', { ArnLike: { 'aws:PrincipalArn': { 'Fn::ImportValue': 'Worker' } } }],
  ['a date', { DateLessThan: { 'aws:CurrentTime': { Ref: 'Value' } } }],
  ['a Null test', { Null: { 'aws:PrincipalTag/team': { Ref: 'Value' } } }],
  ['multi-factor authentication', { Bool: { 'aws:MultiFactorAuthPresent': { Ref: 'Value' } } }],
  ['the whole block', { 'Fn::If': ['IsProd', { StringEquals: { 'aws:PrincipalTag/stage': 'prod' } }, { Ref: 'AWS::NoValue' }] }],
])('%s that is known only at deployment raises no alarm', (_, condition) => {
  expect(rulesOn(condition)).toEqual([]);
});

test('a value out of a few is judged', () => {
  expect(rulesOn({ Bool: { 'aws:SecureTransport': { Ref: 'Stage' } } })).toContain('malformed-condition-value');
});

test('the branch of a condition of the template is judged', () => {
  expect(rulesOn({ IpAddress: { 'aws:SourceIp': { 'Fn::If': ['IsProd', '10.0.0.0/33', '203.0.113.0/24'] } } })).toContain('malformed-condition-value');
});

test('private and public addresses that exclude each other are no mixture that never matches', () => {
  expect(rulesOn({ IpAddress: { 'aws:SourceIp': [{ Ref: 'Value' }, '10.0.0.0/8'] } })).not.toContain('private-source-ip');
});

/** What the L2 constructs of the CDK write. */
test.each<[string, string, JsonValue, JsonObject]>([
  ['TLS only', 'Deny', { Bool: { 'aws:SecureTransport': 'false' } }, { Principal: { AWS: '*' }, Action: 's3:*' }],
  ['a least TLS version', 'Deny', { NumericLessThan: { 's3:TlsVersion': 1.2 } }, { Principal: { AWS: '*' }, Action: 's3:*' }],
  ['server access logs', 'Allow', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::orders' }, StringEquals: { 'aws:SourceAccount': '111122223333' } }, {
    Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject',
  }],
  ['grants for services', 'Allow', { Bool: { 'kms:GrantIsForAWSResource': true } }, { Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], Resource: '*' }],
  ['grants of a table', 'Allow', { StringEquals: { 'kms:CallerAccount': '111122223333' }, StringLike: { 'kms:ViaService': 'dynamodb.*.amazonaws.com' } }, {
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant'], Resource: '*',
  }],
  ['a parameter of SSM', 'Allow', { StringEquals: { 'kms:ViaService': 'ssm.eu-west-1.amazonaws.com' } }, { Action: 'kms:Decrypt', Resource: '*' }],
  ['the tasks of a cluster', 'Allow', { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-west-1:111122223333:cluster/orders' } }, {
    Action: ['ecs:DescribeTasks', 'ecs:StopTask', 'ecs:RunTask'], Resource: '*',
  }],
  ['a file system', 'Allow', { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } }, {
    Action: ['elasticfilesystem:ClientRootAccess', 'elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientMount'], Resource: '*', Principal: { AWS: '*' },
  }],
  ['record sets', 'Allow', {
    'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['NS'], 'route53:ChangeResourceRecordSetsActions': ['UPSERT', 'DELETE'] },
    'ForAllValues:StringLike': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['*.example.com'] },
  }, { Action: 'route53:ChangeResourceRecordSets', Resource: '*' }],
  ['logs of a state machine', 'Allow', { StringEquals: { 'kms:EncryptionContext:SourceArn': 'arn:aws:logs:eu-west-1:111122223333:*' } }, { Action: 'kms:GenerateDataKey', Resource: '*' }],
  ['logs of a service', 'Allow', { StringLike: { 'aws:SourceArn': 'arn:aws:logs:eu-west-1:111122223333:*' } }, {
    Principal: { Service: 'delivery.logs.amazonaws.com' }, Action: 's3:PutObject',
  }],
  ['mail', 'Allow', { StringEquals: { 'aws:Referer': '111122223333' } }, { Principal: { Service: 'ses.amazonaws.com' }, Action: 's3:PutObject' }],
  ['a function behind a URL', 'Allow', { Bool: { 'lambda:InvokedViaFunctionUrl': true } }, { Principal: '*', Action: 'lambda:InvokeFunction', Resource: '*' }],
  ['a distribution', 'Allow', { StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1EXAMPLE' } }, {
    Principal: { Service: 'cloudfront.amazonaws.com' },
  }],
  ['passing a role', 'Allow', { StringLike: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }, { Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/worker' }],
  ['the metrics of a canary', 'Allow', { StringEquals: { 'cloudwatch:namespace': 'CloudWatchSynthetics' } }, { Action: 'cloudwatch:PutMetricData', Resource: '*' }],
  ['removal of images', 'Allow', { StringEquals: { 'ecr:ResourceTag/aws-cdk:auto-delete-images': 'true' } }, {
    Action: ['ecr:BatchDeleteImage', 'ecr:DescribeRepositories', 'ecr:ListImages'], Resource: '*',
  }],
])('what the CDK writes is right: %s', (_, effect, condition, others) => {
  const kind = others.Principal === undefined ? 'identity' : 'resource';
  const recommended = conditionsRules.rules.filter(({ tier }) => tier === undefined).map(({ id }) => id);
  expect(recommended.flatMap(id => idsOf(id, [statement(effect, condition, others)], kind))).toEqual([]);
});

test.each<[string, JsonValue, string[]]>([
  ['in any case', { StringEquals: { 'AWS:RESOURCETAG/Team': 'orders' } }, []],
  ['with a name of AWS in it', { StringEquals: { 'aws:ResourceTag/aws:cloudformation:stack-name': 'orders' } }, []],
  ['of a service whose catalog entry ends in a sample', { StringEquals: { 'secretsmanager:ResourceTag/team': 'orders' } }, []],
  ['misspelt', { StringEquals: { 'aws:ResourseTag/team': 'orders' } }, ['unknown-condition-key[aws:ResourseTag/team]']],
])('a tag key %s', (_, condition, ids) => {
  expect(idsOf('unknown-condition-key', statement('Allow', condition, { Action: 'secretsmanager:GetSecretValue' }))).toEqual(ids);
});

test('the key of a device is known', () => {
  expect(idsOf('unknown-condition-key', statement('Allow', { StringEquals: { 'credentials-iot:ThingTypeName': 'camera' } }))).toEqual([]);
});

test('the name that was meant is offered', () => {
  const [finding] = findings(inventoryOfResources({
    Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: statement('Allow', { StringEquals: { 'aws:SourceAcount': '111122223333' } }) } } },
  })).filter(({ ruleId }) => ruleId === 'unknown-condition-key');
  expect(finding.fix).toBe('write `aws:SourceAccount`');
});

describe('how a user of an identity pool has signed in, which is a list', () => {
  const claim = { 'cognito-identity.amazonaws.com:amr': 'authenticated' };

  test.each<[string, string[]]>([
    ['StringEquals', ['multivalued-key-without-qualifier']],
    ['ForAllValues:StringEquals', ['for-all-values-without-null-test']],
    ['ForAnyValue:StringEquals', []],
  ])('%s', (operator, expected) => {
    const trust = {
      Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { [operator]: claim },
    };
    const found = findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: [trust] }, 'trust')).map(({ ruleId }) => ruleId);
    expect(found.filter(id => OWN.has(id))).toEqual(expected);
  });
});

test('a statement to write instead keeps what else it says', () => {
  const [finding] = findings(inventoryOfResources({
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument: {
          Statement: [statement('Allow', {
            'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': { 'Fn::ImportValue': 'Organization' } }, 'Bool': { 'aws:SecureTransport': 'true' },
          })],
        },
      },
    },
  })).filter(({ ruleId }) => ruleId === 'for-all-values-on-single-value');
  expect(finding.replacement).toMatchObject({
    Effect: 'Allow',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': { 'Fn::ImportValue': 'Organization' } }, Bool: { 'aws:SecureTransport': 'true' } },
  });
});

test.each<[string, JsonValue, boolean]>([
  ['of a fixed form', { StringEquals: { 'kms:ViaService': 's3.us-isob-east-1.sc2s.sgov.gov' } }, false],
  ['of China', { StringEquals: { 'kms:ViaService': 's3.cn-north-1.amazonaws.com.cn' } }, false],
  ['without a region', { StringEquals: { 'kms:ViaService': 's3' } }, true],
])('a service %s', (_, condition, flagged) => {
  expect(idsOf('malformed-condition-value', statement('Allow', condition, { Action: 'kms:Decrypt', Resource: '*' }))).toHaveLength(flagged ? 1 : 0);
});

test.each<[string, string, string, string, boolean]>([
  ['the tag of a certificate, for Roles Anywhere', 'aws:PrincipalTag/x509Subject/CN', 'orders', 'rolesanywhere.amazonaws.com', false],
  ['the tag of a certificate, for a service that has none', 'aws:PrincipalTag/x509Subject/CN', 'orders', 'cloudfront.amazonaws.com', true],
  ['another tag, for Roles Anywhere', 'aws:PrincipalTag/team', 'orders', 'rolesanywhere.amazonaws.com', true],
  ['an organization, for Roles Anywhere', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5', 'rolesanywhere.amazonaws.com', true],
])('a service is asked for %s', (_, key, value, Service, flagged) => {
  const trust = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole', Condition: { StringEquals: { [key]: value } } };
  expect(idsOf('key-without-service-principal', trust, 'trust')).toHaveLength(flagged ? 1 : 0);
});

test('services are spared by a statement to write instead, but not in the policy of a resource, which may be open to them but for the Deny', () => {
  const deny = statement('Deny', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } });
  const offered = (policy: JsonObject, kind: PolicyKind) => findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: policy }, kind))
    .filter(({ ruleId }) => ruleId === 'deny-without-service-exception').map(({ replacement }) => replacement);
  expect(offered(deny, 'identity')).toEqual([{ ...deny, Condition: { ...deny.Condition as JsonObject, Bool: { 'aws:ViaAWSService': 'false' } } }]);
  expect(offered({ ...deny, Principal: '*' }, 'resource')).toEqual([undefined]);
});

test('a Deny for those with the key alone is offered as one that stops access keys too', () => {
  const offered = (condition: JsonObject) => findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: statement('Deny', condition) }))
    .filter(({ ruleId }) => ruleId === 'mfa-not-enforced').map(({ fix, replacement }) => [fix, (replacement as JsonObject).Condition]);
  const MFA = { 'aws:MultiFactorAuthPresent': 'false' };
  expect(offered({ Bool: MFA })).toEqual([['write `BoolIfExists`', { BoolIfExists: MFA }]]);
  expect(offered({ Null: MFA })).toEqual([['write `"BoolIfExists": { "aws:MultiFactorAuthPresent": "false" }`', { BoolIfExists: MFA }]]);
});

test('of several odd dates the message says what they stand for', () => {
  const [{ message }] = findings(inventoryOfPolicy({ Statement: statement('Allow', { DateLessThan: { 'aws:CurrentTime': ['2027', '2028'] } }) }))
    .filter(({ ruleId }) => ruleId === 'odd-date-value');
  expect(message).toMatch(/with `2027` and `2028`, which stand for/);
});

test.each(['8640000000000001', '9999999999999', '1e400', '-1'])('no rule fails on the value %s', value => {
  const condition = {
    DateLessThan: { 'aws:CurrentTime': [value, value] }, NumericLessThan: { 'aws:MultiFactorAuthAge': [value, value] }, IpAddress: { 'aws:SourceIp': value },
  };
  expect(() => findings(inventoryOfPolicy({ Statement: statement('Allow', condition) }))).not.toThrow();
});

test.each(['', ':', 'aws:', ':aws', '/', 'x'.repeat(100_000), `aws:${'a/'.repeat(50_000)}`, 'constructor', 'aws:constructor', '__proto__:x'])('no rule fails on a hostile key', key => {
  const conditions = Object.fromEntries([[key, ['*', '${', 'x'.repeat(10_000)]]]);
  expect(() => findings(inventoryOfPolicy({ Statement: statement('Allow', { StringLike: conditions, StringEquals: conditions, ArnLike: conditions, Null: conditions, Bool: conditions }) }))).not.toThrow();
});

test('a required condition is asked for where a pattern reaches the action, and not of other statements', () => {
  const required = { requiredConditions: [{ action: 'iam:Create*', key: 'iam:PermissionsBoundary' }] };
  const found = (action: JsonObject, condition: JsonValue) => findings(inventoryOfResources({
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*', ...action, ...condition as JsonObject }] } },
    },
  }), required).filter(({ ruleId }) => ruleId === 'missing-required-condition').length;
  const boundary = { Condition: { ArnEquals: { 'iam:permissionsboundary': 'arn:aws:iam::111122223333:policy/boundary' } } };
  expect(found({ Action: 'iam:CreateRole' }, {})).toBe(1);
  expect(found({ Action: 'IAM:*' }, {})).toBe(1);
  expect(found({ NotAction: 's3:*' }, {})).toBe(1);
  expect(found({ NotAction: 'iam:*' }, {})).toBe(0);
  expect(found({ Action: 'iam:CreateRole' }, boundary)).toBe(0);
  expect(found({ Action: 'iam:GetRole' }, {})).toBe(0);
});

test('a statement with thousands of conditions is judged at once', () => {
  const keys = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`aws:ResourceTag/key${index}`, 'value']));
  const condition = { 'StringEquals': keys, 'ForAllValues:StringEquals': keys, 'StringEqualsIfExists': keys };
  const inventory = inventoryOfPolicy({ Statement: [statement('Allow', condition, { Action: Array.from({ length: 2000 }, () => 's3:GetObject') })] });
  const before = performance.now();
  expect(findings(inventory, {}, { packs: ['conditions'] }).length).toBeGreaterThan(2000);
  expect(performance.now() - before).toBeLessThan(5000);
});

test.each([
  ['if-exists-in-allow', 'StringEqualsIfExists', 'aws:SourceVpce', 'AWS:sourcevpce', 'vpce-0a1b2c3d4e5f67890'],
  ['if-exists-in-allow', 'StringEqualsIfExists', 'aws:ResourceTag/Team', 'aws:resourceTag/Team', 'orders'],
  ['broad-condition-value', 'StringLike', 'aws:PrincipalOrgID', 'AWS:PRINCIPALORGID', 'o-a1*'],
])('%s: IAM reads %s on %s and %s alike, and so does the id of the finding', (rule, operator, key, other, value) => {
  const idsWith = (name: string) => idsOf(rule, statement('Allow', { [operator]: { [name]: value } }));
  expect(idsWith(key)).toHaveLength(1);
  expect(idsWith(other)).toEqual(idsWith(key));
});
