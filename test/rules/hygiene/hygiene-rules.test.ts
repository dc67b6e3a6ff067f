import { findingId } from '../../../src/diagnostics/finding';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { Identity } from '../../../src/policy/policy-site';
import { awsManagedAdminPolicy } from '../../../src/rules/hygiene/aws-managed-admin-policy';
import { fixedRoleName } from '../../../src/rules/hygiene/fixed-role-name';
import { longLivedCredential } from '../../../src/rules/hygiene/long-lived-credential';
import { notARoleArn } from '../../../src/rules/hygiene/not-a-role-arn';
import { ARN_PROPERTIES, NAME_OR_ARN_PROPERTIES } from '../../../src/rules/hygiene/role-properties';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { readInventory } from '../../../src/template/inventory';
import { findings, inventoryOfResources } from '../example-inventory';
import { expectWellWritten } from '../trust/trust-site';

describe('aws-managed-admin-policy', () => {
  function identity(type: string, arns: JsonValue[]): Identity {
    const resources = { It: { Type: type, Properties: { ManagedPolicyArns: arns } } };
    return readInventory([{ id: 'app', template: { Resources: resources as {} }, environment: {} }]).identities[0];
  }

  test.each<[string, JsonValue, string[]]>([
    ['in China', 'arn:aws-cn:iam::aws:policy/PowerUserAccess', ['PowerUserAccess']],
    ['in the partition of the stack', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }, ['AdministratorAccess']],
    ['of a job function', 'arn:aws:iam::aws:policy/job-function/SystemAdministrator', ['job-function/SystemAdministrator']],
    ['for reading', 'arn:aws:iam::aws:policy/ReadOnlyAccess', []],
    ['named by a parameter', { 'Fn::Sub': 'arn:aws:iam::aws:policy/${Name}' }, []],
  ])('a policy %s', (_, arn, expected) => {
    const violations = awsManagedAdminPolicy.judgeIdentity!(identity('AWS::IAM::Role', [arn]), DEFAULT_CONTEXT);
    expect(violations.map(violation => violation.cause)).toEqual(expected);
    expectWellWritten(violations);
  });

  test.each(['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'])('%s is judged', type => {
    expect(awsManagedAdminPolicy.judgeIdentity!(identity(type, ['arn:aws:iam::aws:policy/AdministratorAccess']), DEFAULT_CONTEXT)).toHaveLength(1);
  });
});

describe('AWS managed policies', () => {
  const rules = ['aws-managed-admin-policy', 'aws-managed-policy', 'broad-aws-managed-policy', 'deprecated-aws-managed-policy', 'unattachable-aws-managed-policy', 'unknown-aws-managed-policy'];

  const named = (name: string) => `arn:aws:iam::aws:policy/${name}`;
  const PARAMETERS = { Level: { Type: 'String', AllowedValues: [named('AmazonSNSFullAccess'), named('NoSuchPolicy'), 'arn:aws:iam::111122223333:policy/Orders'] } };

  function saidOf(...arns: JsonValue[]): string[] {
    return findings(inventoryOfResources({ It: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: arns } } }, PARAMETERS))
      .filter(({ ruleId }) => rules.includes(ruleId)).map(findingId).sort();
  }

  test.each<[string, JsonValue[], string[]]>([
    ['for one purpose', [named('service-role/AWSLambdaVPCAccessExecutionRole')], ['aws-managed-policy']],
    ['two for one purpose are one finding', [named('AmazonEKS_CNI_Policy'), named('AmazonEKSWorkerNodePolicy')], ['aws-managed-policy']],
    ['a whole service', [named('AmazonSNSFullAccess')], ['broad-aws-managed-policy[AmazonSNSFullAccess]']],
    ['a service that makes an administrator', [named('IAMFullAccess')], ['aws-managed-admin-policy[IAMFullAccess]']],
    ['twice the same', [named('AmazonSNSFullAccess'), named('AmazonSNSFullAccess')], ['broad-aws-managed-policy[AmazonSNSFullAccess]']],
    ['under a condition', [{ 'Fn::If': ['C', named('AmazonSNSFullAccess'), { Ref: 'AWS::NoValue' }] }], ['broad-aws-managed-policy[AmazonSNSFullAccess]']],
    ['a service-linked role', [named('aws-service-role/AWSSupportServiceRolePolicy')], ['aws-managed-policy', 'unattachable-aws-managed-policy[aws-service-role/AWSSupportServiceRolePolicy]']],
    ['a wrong path', [named('service-role/AmazonSNSFullAccess')], ['unattachable-aws-managed-policy[service-role/AmazonSNSFullAccess]']],
    ['withdrawn, and broad as well', [named('AmazonGuardDutyFullAccess')], ['broad-aws-managed-policy[AmazonGuardDutyFullAccess]', 'deprecated-aws-managed-policy[AmazonGuardDutyFullAccess]']],
    ['withdrawn, with any path', [named('service-role/AWSLambdaFullAccess')], ['deprecated-aws-managed-policy[AWSLambdaFullAccess]']],
    ['not known', [named('NoSuchPolicy')], ['unknown-aws-managed-policy[NoSuchPolicy]']],
    ['a parameter', [{ Ref: 'Policy' }], []],
    ['a parameter that takes one of a few values', [{ Ref: 'Level' }], ['broad-aws-managed-policy[AmazonSNSFullAccess]', 'unknown-aws-managed-policy[NoSuchPolicy]']],
    ['a name that is a parameter', [{ 'Fn::Sub': 'arn:aws:iam::aws:policy/${Name}' }], []],
    ['of the account', [{ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/AmazonSNSFullAccess' }], []],
    ['nonsense', [17, { 'Fn::Join': 'x' }, null], []],
  ])('%s', (_, arns, expected) => {
    expect(saidOf(...arns)).toEqual(expected);
  });

  test.each<[string, JsonValue, string[]]>([
    ['in the partition of the stack', [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }], ['aws-managed-admin-policy[AdministratorAccess]']],
    ['under a condition', { 'Fn::If': ['C', [named('AmazonSNSFullAccess')], { Ref: 'AWS::NoValue' }] }, ['broad-aws-managed-policy[AmazonSNSFullAccess]']],
    ['known only at deployment', { Ref: 'Policies' }, ['undecidable-value[ManagedPolicies]']],
    ['none', { Ref: 'AWS::NoValue' }, []],
  ])('a permission set is judged like a role: %s', (_, policies, expected) => {
    const found = findings(inventoryOfResources({ It: { Type: 'AWS::SSO::PermissionSet', Properties: { ManagedPolicies: policies } } }));
    expect(found.map(findingId)).toEqual(expected);
  });

  test.each([
    ['AWSLambdaFullAccess', 'deprecated-aws-managed-policy[AWSLambdaFullAccess]'],
    ['AWSLambdaBasicExecutionRol', 'unknown-aws-managed-policy[AWSLambdaBasicExecutionRol]'],
  ])('a name that SAM is given is judged like an ARN: %s', (name, expected) => {
    const found = findings(inventoryOfResources({ It: { Type: 'AWS::Serverless::Function', Properties: { Policies: [name] } } }));
    expect(found.map(findingId)).toContain(expected);
  });

  test('those that the CDK attaches by itself are judged harmless or rightly broad', () => {
    const attached = [
      'AmazonEKSClusterPolicy', 'AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy', 'AmazonEC2ContainerRegistryReadOnly', 'AmazonSSMManagedInstanceCore',
      'CloudWatchAgentServerPolicy', 'AWSCodeDeployRoleForECS', 'service-role/AWSCodeDeployRole', 'service-role/AWSConfigRulesExecutionRole',
      'service-role/AWSBatchServiceRole', 'service-role/AWSBackupServiceRolePolicyForBackup', 'service-role/AmazonECSTaskExecutionRolePolicy',
      'service-role/AmazonAPIGatewayPushToCloudWatchLogs', 'service-role/AWSAppSyncPushToCloudWatchLogs', 'service-role/AmazonRDSEnhancedMonitoringRole',
      'CloudWatchLambdaInsightsExecutionRolePolicy', 'AWSXRayDaemonWriteAccess', 'service-role/AWSLambdaMSKExecutionRole',
    ];
    expect(saidOf(...attached.map(named))).toEqual(['aws-managed-policy']);
  });
});

describe('long-lived-credential', () => {
  test.each<[string, string, JsonObject, boolean]>([
    ['a key', 'AWS::IAM::AccessKey', {}, true],
    ['an active key', 'AWS::IAM::AccessKey', { Status: 'Active' }, true],
    ['a key whose status is a parameter', 'AWS::IAM::AccessKey', { Status: { Ref: 'Status' } }, true],
    ['an inactive key', 'AWS::IAM::AccessKey', { Status: 'Inactive' }, false],
    ['an inactive key, as `Fn::Sub`', 'AWS::IAM::AccessKey', { Status: { 'Fn::Sub': 'Inactive' } }, false],
    ['a key that is inactive in one stage', 'AWS::IAM::AccessKey', { Status: { 'Fn::If': ['IsProd', 'Inactive', 'Active'] } }, true],
    ['a user', 'AWS::IAM::User', {}, false],
    ['a user with a password', 'AWS::IAM::User', { LoginProfile: { Password: 'x' } }, true],
    ['a user with a password under a condition', 'AWS::IAM::User', { LoginProfile: { 'Fn::If': ['C', { Password: 'x' }, { Ref: 'AWS::NoValue' }] } }, true],
    ['a user whose password is left out', 'AWS::IAM::User', { LoginProfile: { Ref: 'AWS::NoValue' } }, false],
  ])('%s', (_, resourceType, properties, flagged) => {
    const [resource] = inventoryOfResources({ It: { Type: resourceType, Properties: properties } }).resources;
    const violations = longLivedCredential.judgeResource!(resource, DEFAULT_CONTEXT);
    expect(violations).toHaveLength(flagged ? 1 : 0);
    expectWellWritten(violations);
  });
});

describe('not-a-role-arn', () => {
  test.each<[string, JsonValue, boolean]>([
    ['the ARN of a role', { 'Fn::GetAtt': ['Worker', 'Arn'] }, false],
    ['a role of another account', 'arn:aws:iam::444455556666:role/path/worker', false],
    ['a name in the account of the stack', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/worker' }, false],
    ['a parameter', { Ref: 'Parameter' }, false],
    ['an ARN with a parameter for its end', { 'Fn::Sub': 'arn:aws:iam::111122223333:${Parameter}' }, false],
    ['nothing', { Ref: 'AWS::NoValue' }, false],
    ['a reference to the parameter store', '{{resolve:ssm:/roles/worker}}', false],
    ['the name of a role', { Ref: 'Worker' }, true],
    ['a name that is written out', 'worker', true],
    ['a user', 'arn:aws:iam::111122223333:user/worker', true],
    ['a session', 'arn:aws:sts::111122223333:assumed-role/worker/x', true],
    ['one branch of a condition', { 'Fn::If': ['Test', 'worker', { 'Fn::GetAtt': ['Worker', 'Arn'] }] }, true],
  ])('%s', (_, role, flagged) => {
    const inventory = inventoryOfResources({
      Worker: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
      Function: { Type: 'AWS::Lambda::Function', Properties: { Role: role } },
    }, { Parameter: { Type: 'String' } });
    const resource = inventory.resources.find(({ origin }) => origin.logicalId === 'Function')!;
    const violations = notARoleArn.judgeResource!(resource, DEFAULT_CONTEXT);
    expect(violations).toHaveLength(flagged ? 1 : 0);
    expectWellWritten(violations);
  });

  test('the table names CloudFormation types, and says where it comes from', () => {
    for (const type of [...Object.keys(ARN_PROPERTIES), ...Object.keys(NAME_OR_ARN_PROPERTIES)]) { expect(type).toMatch(/^AWS::\w+::\w+$/); }
    for (const row of Object.values(NAME_OR_ARN_PROPERTIES)) { expect(new URL(row!.source).protocol).toBe('https:'); }
  });
});

describe('group-without-members', () => {
  test.each<[string, JsonObject]>([
    ['in the user', { Alice: { Type: 'AWS::IAM::User', Properties: { Groups: ['readers'] } } }],
    ['in an addition', { Add: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: 'readers', Users: ['bob'] } } }],
  ])('a group that is named %s has a user, and the others have not', (_, resources) => {
    const group = (GroupName: string) => ({ Type: 'AWS::IAM::Group', Properties: { GroupName, Path: '/team/' } });
    const found = findings(inventoryOfResources({ Readers: group('readers'), Writers: group('writers'), ...resources }));
    expect(found.filter(({ ruleId }) => ruleId === 'group-without-members').map(({ location }) => location.logicalId)).toEqual(['Writers']);
  });
});

describe('fixed-role-name', () => {
  test.each<[string, JsonValue, boolean]>([
    ['a name', 'orders-worker', true],
    ['a name with a region', 'orders-us-gov-west-1', false],
    ['a name with the stage that is deployed', { 'Fn::Sub': 'orders-${Stage}' }, false],
    ['a name with the stack', { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'worker']] }, false],
    ['no name', { Ref: 'AWS::NoValue' }, false],
  ])('%s', (_, name, flagged) => {
    const [resource] = inventoryOfResources({ It: { Type: 'AWS::IAM::Role', Properties: { RoleName: name } } }, { Stage: { Type: 'String' } }).resources;
    const violations = fixedRoleName.judgeResource!(resource, DEFAULT_CONTEXT);
    expect(violations).toHaveLength(flagged ? 1 : 0);
    expectWellWritten(violations);
  });
});
