import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { matchActions } from '../../src/catalog/actions';
import { PolicyReader } from '../../src/cli/policy-reader';
import { readPolicies } from '../../src/cli/read-policies';
import { readRequest } from '../../src/cli/read-request';
import { OrganizationPolicyProps } from '../../src/guardrails/organization-policy';
import { ServiceControlPolicy } from '../../src/guardrails/service-control-policy';
import { ServiceControlStatements } from '../../src/guardrails/service-control-statements';
import { evaluate } from '../../src/reasoning/evaluate';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { inventoryOfPolicy } from '../rules/example-inventory';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const BREAK_GLASS = `arn:aws:iam::${ACCOUNT}:role/break-glass`;
const EXEMPT = { principalArns: [BREAK_GLASS], principalTag: { key: 'perimeter:exempt', value: 'true' } };

function make(props: OrganizationPolicyProps, stack = new Stack(new App(), 'Stack')) {
  new ServiceControlPolicy(stack, 'Policy', props);
  return { stack, policy: Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy'))[0].Properties };
}

function decide(statements: iam.PolicyStatement[], action: string, resource = '*', context: Record<string, string | string[]> = {}, principal = ROLE) {
  const { Content } = make({ statements }).policy;
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  return evaluate(
    readRequest({ principal, action, resource, resourceAccount: ACCOUNT, context }),
    readPolicies({ identity: [all], scp: [[all, Content]] } as any, new PolicyReader()),
  ).decision;
}

const { denyLeavingOrganization, denyDisablingAudit, denyRootUser } = ServiceControlStatements;
const regional = (regions: string[], more = {}) => ServiceControlStatements.denyOtherRegions({ regions, ...more });
const VOLUME = `arn:aws:ec2:eu-west-1:${ACCOUNT}:volume/vol-1`;
const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`;
const MODEL = 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude';

type Row = [string, iam.PolicyStatement[], string, string?, Record<string, string | string[]>?, string?];
const DENIED: Row[] = [
  ['leaving', [denyLeavingOrganization()], 'organizations:LeaveOrganization'],
  ['stopping a trail', [denyDisablingAudit()], 'cloudtrail:StopLogging', `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/t`],
  ['deleting a detector', [denyDisablingAudit()], 'guardduty:DeleteDetector', `arn:aws:guardduty:eu-west-1:${ACCOUNT}:detector/d`],
  ['stopping by somebody not exempt', [denyDisablingAudit(EXEMPT)], 'config:StopConfigurationRecorder'],
  ['another region', regional(['eu-west-1']), 'ec2:RunInstances', VOLUME, { 'aws:RequestedRegion': 'us-east-1' }],
  ['inference elsewhere through another profile', regional(['eu-west-1'], { inferenceProfiles: ['arn:aws:bedrock:*:*:inference-profile/eu.*'] }), 'bedrock:InvokeModel', MODEL,
    { 'aws:RequestedRegion': 'us-east-1', 'bedrock:InferenceProfileArn': `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/us.x` }],
  ['inference elsewhere without a profile', regional(['eu-west-1'], { inferenceProfiles: ['arn:aws:bedrock:*:*:inference-profile/eu.*'] }), 'bedrock:InvokeModel', MODEL, { 'aws:RequestedRegion': 'us-east-1' }],
  ['the root user', [denyRootUser()], 's3:ListAllMyBuckets', '*', {}, `arn:aws:iam::${ACCOUNT}:root`],
  ['a user', [ServiceControlStatements.denyUsersAndAccessKeys()], 'iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/u`],
  ['an API key of Bedrock', [ServiceControlStatements.denyLongLivedCredentials()], 'iam:CreateServiceSpecificCredential', `arn:aws:iam::${ACCOUNT}:user/u`],
  ['an identity provider', [ServiceControlStatements.denyFederationChanges()], 'iam:CreateSAMLProvider', `arn:aws:iam::${ACCOUNT}:saml-provider/p`],
  ['a protected role', [ServiceControlStatements.protectRoles(['platform/*'])], 'iam:PutRolePolicy', `arn:aws:iam::${ACCOUNT}:role/platform/audit`],
  ['a protected tag', [ServiceControlStatements.protectTags(['perimeter:*'], EXEMPT)], 'iam:TagRole', ROLE, { 'aws:TagKeys': ['team', 'perimeter:exempt'] }],
  ['a protected tag by its exact key', [ServiceControlStatements.protectTags(['break-glass'])], 'iam:TagUser', `arn:aws:iam::${ACCOUNT}:user/u`, { 'aws:TagKeys': ['break-glass'] }],
  ['opening a bucket', ServiceControlStatements.denyPublicAccess(), 's3:PutBucketPublicAccessBlock', 'arn:aws:s3:::data'],
  ['a public function URL', ServiceControlStatements.denyPublicAccess(), 'lambda:CreateFunctionUrlConfig', FUNCTION, { 'lambda:FunctionUrlAuthType': 'NONE' }],
  ['an unencrypted volume', ServiceControlStatements.denyUnencryptedStorage(), 'ec2:CreateVolume', VOLUME, { 'ec2:Encrypted': 'false' }],
  ['another model', [ServiceControlStatements.denyOtherModels(['amazon.*'])], 'bedrock:InvokeModel', MODEL],
];
const ALLOWED: Row[] = [
  ['describing the organization', [denyLeavingOrganization()], 'organizations:DescribeOrganization'],
  ['starting a trail', [denyDisablingAudit()], 'cloudtrail:StartLogging', `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/t`],
  ['the exempted role', [denyDisablingAudit(EXEMPT)], 'config:StopConfigurationRecorder', '*', {}, BREAK_GLASS],
  ['the exempted tag', [denyDisablingAudit(EXEMPT)], 'config:StopConfigurationRecorder', '*', { 'aws:PrincipalTag/perimeter:exempt': 'true' }],
  ['an approved region', regional(['eu-west-1']), 'ec2:RunInstances', VOLUME, { 'aws:RequestedRegion': 'eu-west-1' }],
  ['a global service', regional(['eu-west-1']), 'iam:GetRole', ROLE, { 'aws:RequestedRegion': 'us-east-1' }],
  ['a service that is exempt', regional(['eu-west-1'], { exemptActions: ['ec2:RunInstances'] }), 'ec2:RunInstances', VOLUME, { 'aws:RequestedRegion': 'us-east-1' }],
  ['inference elsewhere through the profile', regional(['eu-west-1'], { inferenceProfiles: ['arn:aws:bedrock:*:*:inference-profile/eu.*'] }), 'bedrock:InvokeModel', MODEL,
    { 'aws:RequestedRegion': 'eu-central-1', 'bedrock:InferenceProfileArn': `arn:aws:bedrock:eu-west-1:${ACCOUNT}:inference-profile/eu.x` }],
  ['a role', [denyRootUser()], 's3:ListAllMyBuckets'],
  ['an assumed root session', [denyRootUser(true)], 's3:ListAllMyBuckets', '*', { 'aws:AssumedRoot': 'true' }, `arn:aws:iam::${ACCOUNT}:root`],
  ['a role instead of a user', [ServiceControlStatements.denyUsersAndAccessKeys()], 'iam:CreateRole', ROLE],
  ['another role', [ServiceControlStatements.protectRoles(['platform/*'])], 'iam:PutRolePolicy', ROLE],
  ['a tag whose key begins like a protected one', [ServiceControlStatements.protectTags(['break-glass'])], 'iam:TagUser', `arn:aws:iam::${ACCOUNT}:user/u`, { 'aws:TagKeys': ['break-glass-log'] }],
  ['another tag', [ServiceControlStatements.protectTags(['perimeter:*'])], 'iam:TagRole', ROLE, { 'aws:TagKeys': ['team'] }],
  ['a function URL with IAM', ServiceControlStatements.denyPublicAccess(), 'lambda:CreateFunctionUrlConfig', FUNCTION, { 'lambda:FunctionUrlAuthType': 'AWS_IAM' }],
  ['an encrypted volume', ServiceControlStatements.denyUnencryptedStorage(), 'ec2:CreateVolume', VOLUME, { 'ec2:Encrypted': 'true' }],
  ['the approved model', [ServiceControlStatements.denyOtherModels(['anthropic.*'])], 'bedrock:InvokeModel', MODEL],
];

const titled = (rows: Row[]): [string, Row][] => rows.map((row) => [row[0], row]);

test.each(titled(DENIED))('denies %s', (__, [, statements, action, resource, context, principal]) => {
  expect(decide(statements, action, resource, context, principal)).toBe('explicitly-denied');
});

test.each(titled(ALLOWED))('leaves %s', (__, [, statements, action, resource, context, principal]) => {
  expect(decide(statements, action, resource, context, principal)).toBe('allowed');
});

const EVERYTHING = [
  denyLeavingOrganization(), denyDisablingAudit(EXEMPT), ...regional(['eu-west-1', 'eu-central-1'], { inferenceProfiles: ['arn:aws:bedrock:*:*:inference-profile/eu.*'] }),
  denyRootUser(), ServiceControlStatements.denyUsersAndAccessKeys(EXEMPT), ServiceControlStatements.denyLongLivedCredentials(EXEMPT),
  ServiceControlStatements.denyFederationChanges(EXEMPT), ServiceControlStatements.protectRoles(['platform/*'], EXEMPT),
  ServiceControlStatements.protectTags(['perimeter:*'], EXEMPT), ...ServiceControlStatements.denyPublicAccess(EXEMPT),
  ...ServiceControlStatements.denyUnencryptedStorage(EXEMPT), ServiceControlStatements.denyOtherModels(['anthropic.*'], EXEMPT),
];

test('all ready statements fit into one policy, and the headroom is printed', () => {
  const { stack, policy } = make({ statements: EVERYTHING, targetIds: ['ou-a1b2-c3d4e5f6', ACCOUNT, 'r-a1b2'] });
  const size = JSON.stringify(policy.Content).length;
  expect(size).toBeLessThan(10240);
  expect(policy).toMatchObject({ Name: 'Policy', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['ou-a1b2-c3d4e5f6', ACCOUNT, 'r-a1b2'] });
  Annotations.fromStack(stack).hasInfo('/Stack/Policy', `${size} of 10240 characters are used, ${10240 - size} are left [ack: LeastPrivilege::policy-size]`);
});

test('every action exists, and our own rules have nothing to say', () => {
  const { Content } = make({ statements: EVERYTHING }).policy;
  const actions: string[] = Content.Statement.flatMap(({ Action = [] }: { Action?: string | string[] }) => Action);
  expect(actions.filter((action) => matchActions(action).length === 0)).toEqual([]);
  const strict = selectRules({ packs: ['strict'], disabled: new Set() });
  expect(analyze(inventoryOfPolicy(Content, 'scp'), strict, DEFAULT_CONTEXT).map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

describe('wrong input', () => {
  const many = Array.from({ length: 250 }, (_, index) => new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:DeleteBucket'], resources: [`arn:aws:s3:::bucket-number-${index}`], conditions: { StringEquals: { 'aws:PrincipalTag/n': `${index}` } } }));
  test.each<[string, () => unknown, RegExp]>([
    ['no statements', () => make({ statements: [] }), /statements of Stack\/Policy is an empty list/],
    ['an unknown target', () => make({ statements: EVERYTHING, targetIds: ['production'] }), /targetIds has `production`.*`ou-a1b2-c3d4e5f6`/],
    ['too large', () => make({ statements: many }), /the policy Stack\/Policy has at least \d+ characters.*at most 10240: it is \d+ too long.*second policy/],
    ['no region', () => regional([]), /regions is an empty list, which would leave no region to use/],
    ['a region that is none', () => regional(['europe']), /regions has `europe`, expected a region name/],
    ['an unknown action', () => regional(['eu-west-1'], { exemptActions: ['s3:GetObjekt'] }), /exemptActions has `s3:GetObjekt`.*did you mean `s3:GetObject`/],
    ['an account that is open', () => denyDisablingAudit({ principalArns: ['arn:aws:iam::*:role/admin'] }), /whose account is `\*`, expected twelve digits.*principalTag/],
    ['no ARN', () => denyDisablingAudit({ principalArns: ['admin'] }), /principalArns has `admin`, expected the ARN of a role or user/],
    ['no ARNs', () => denyDisablingAudit({ principalArns: [] }), /principalArns is an empty list/],
    ['a role by its ARN', () => ServiceControlStatements.protectRoles([ROLE]), /roles is \["arn:aws:iam.*`platform\/\*`/],
    ['every tag', () => ServiceControlStatements.protectTags(['*']), /keys is \["\*"\]/],
    ['a model by its ARN', () => ServiceControlStatements.denyOtherModels([MODEL]), /models is \["arn:aws:bedrock.*`anthropic\.\*`/],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('tokens pass', () => {
    const stack = new Stack(new App(), 'Stack');
    const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
    const statements = [denyDisablingAudit({ principalArns: [parameter('Arn')] }), ...regional([parameter('Region')])];
    expect(make({ statements, targetIds: [parameter('Target')] }, stack).policy.TargetIds).toEqual([{ Ref: 'Target' }]);
  });
});
