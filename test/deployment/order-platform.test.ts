/**
 * The policies for the example app: they deploy it, and lead to no more permissions.
 */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildOrderPlatform } from '../../examples/order-platform/order-platform';
import { ADDED_ESCALATION_PATHS, ESCALATION_PATHS } from '../../src/catalog/escalation-paths';
import { executionPolicies } from '../../src/deployment/execution-policy';
import { JsonObject } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { evaluate } from '../../src/reasoning/evaluate';
import { parsePrincipal } from '../../src/reasoning/principal';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { readAssembly } from '../../src/template/cloud-assembly';
import { findingsInResources } from '../rules/escalation/family-findings';

const ACCOUNT = '111122223333';
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/Guardrails-BoundaryEA298153-AbCdEf`;
const ADMINISTRATOR = `arn:aws:iam::${ACCOUNT}:role/administrator`;

const outdir = mkdtempSync(join(tmpdir(), 'execution-policy-'));
buildOrderPlatform({ outdir }).synth();
const { templates } = readAssembly(outdir);
rmSync(outdir, { recursive: true });
const [policy] = executionPolicies(templates, { boundary: BOUNDARY });
const parsed = policy.documents.map(document => parsePolicyDocument(document));

function isAllowed(action: string, resource: string, context: { readonly [key: string]: string } = {}): boolean {
  const principal = parsePrincipal(`arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1`)!;
  return evaluate({ principal, action, resource, context, resourceAccount: ACCOUNT }, { identity: parsed, scp: [], rcp: [] }).decision === 'allowed';
}

const WITH = { 'iam:PermissionsBoundary': BOUNDARY };
const at = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource}`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

test('each document fits a managed policy, and a role can have them all', () => {
  expect(policy.documents.length).toBeLessThanOrEqual(10);
  expect(policy.documents.filter(document => JSON.stringify(document).length > 6144)).toEqual([]);
  expect(policy.warnings).toEqual([]);
});

test('all is covered but the boundary, which is deployed apart', () => {
  expect(policy.notCovered).toMatchObject([{ templateId: 'Guardrails', type: 'AWS::IAM::ManagedPolicy', reason: expect.stringContaining('deploy it apart') }]);
});

test.each<[string, string, { readonly [key: string]: string }?]>([
  ['s3:CreateBucket', 'arn:aws:s3:::storage-documents7e5b2978-x'],
  ['s3:PutBucketPolicy', 'arn:aws:s3:::storage-documents7e5b2978-x'],
  ['sqs:CreateQueue', at('sqs', 'Storage-OrdersA9B65338-x')],
  ['sqs:SetQueueAttributes', at('sqs', 'Storage-OrdersA9B65338-x')],
  ['dynamodb:CreateTable', at('dynamodb', 'table/Storage-LedgerB7379752-x')],
  ['kms:CreateKey', '*'],
  ['ecr:CreateRepository', at('ecr', 'repository/intake-images')],
  ['lambda:CreateFunction', at('lambda', 'function:Booking-Function76856677-x')],
  ['lambda:CreateEventSourceMapping', '*'],
  ['logs:CreateLogGroup', at('logs', 'log-group:Booking-RoleLogGroup7F630981-x')],
  ['logs:PutRetentionPolicy', at('logs', 'log-group:Booking-RoleLogGroup7F630981-x:*')],
  ['ec2:CreateVpc', at('ec2', 'vpc/vpc-1')],
  ['ec2:CreateVpcEndpoint', at('ec2', 'security-group/sg-1')],
  ['ec2:AuthorizeSecurityGroupIngress', at('ec2', 'security-group/sg-1')],
  ['ecs:RegisterTaskDefinition', at('ecs', 'task-definition/IntakeTask0678CE2B:1')],
  ['ecs:CreateService', at('ecs', 'service/cluster/service')],
  ['secretsmanager:GetRandomPassword', '*'],
  ['secretsmanager:CreateSecret', at('secretsmanager', 'secret:PartnerToken-x')],
  ['iam:CreateOpenIDConnectProvider', `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`],
  ['ssm:GetParameters', at('ssm', 'parameter/cdk-bootstrap/hnb659fds/version')],
  ['iam:CreateRole', role('Booking-Role1ABCC5F0-x'), WITH],
  ['iam:PutRolePolicy', role('Intake-RolesTaskRoleF8D8DD59-x'), WITH],
  ['iam:PassRole', role('Booking-Role1ABCC5F0-x'), { 'iam:PassedToService': 'lambda.amazonaws.com' }],
  ['iam:PassRole', role('Intake-RolesTaskRoleF8D8DD59-x'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
])('deploys: %s on %s', (action, resource, context = {}) => {
  expect(isAllowed(action, resource, context)).toBe(true);
});

test.each<[string, string, { readonly [key: string]: string }?]>([
  ['s3:CreateBucket', 'arn:aws:s3:::other'],
  ['s3:GetObject', 'arn:aws:s3:::storage-documents7e5b2978-x/key'],
  ['sqs:SetQueueAttributes', at('sqs', 'Other-Queue')],
  ['sqs:ReceiveMessage', at('sqs', 'Storage-OrdersA9B65338-x')],
  ['dynamodb:GetItem', at('dynamodb', 'table/Storage-LedgerB7379752-x')],
  ['dynamodb:PutItem', at('dynamodb', 'table/Storage-LedgerB7379752-x')],
  ['kms:Decrypt', at('kms', 'key/11111111-2222-3333-4444-555555555555')],
  ['secretsmanager:GetSecretValue', at('secretsmanager', 'secret:PartnerToken-x')],
  ['lambda:UpdateFunctionCode', at('lambda', 'function:other')],
  ['lambda:InvokeFunction', at('lambda', 'function:Booking-Function76856677-x')],
  ['ec2:RunInstances', at('ec2', 'instance/*')],
  ['rds:CreateDBInstance', at('rds', 'db:orders')],
  ['iam:CreateRole', role('Booking-Role1ABCC5F0-x')],
  ['iam:CreateRole', role('Booking-Role1ABCC5F0-x'), { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' }],
  ['iam:CreateRole', ADMINISTRATOR, WITH],
  ['iam:DeleteRolePermissionsBoundary', role('Booking-Role1ABCC5F0-x'), WITH],
  ['iam:CreatePolicyVersion', BOUNDARY],
  ['iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/x`],
  ['iam:PassRole', ADMINISTRATOR, { 'iam:PassedToService': 'lambda.amazonaws.com' }],
  ['iam:PassRole', role('Booking-Role1ABCC5F0-x'), { 'iam:PassedToService': 'ec2.amazonaws.com' }],
  ['sts:AssumeRole', ADMINISTRATOR],
])('and no more: %s on %s', (action, resource, context = {}) => {
  expect(isAllowed(action, resource, context)).toBe(false);
});

describe('no escalation path', () => {
  const paths = [...ESCALATION_PATHS, ...ADDED_ESCALATION_PATHS].filter(({ isMinimal }) => isMinimal);
  const reaching = ['self-escalation', 'assume-any-role', 'pass-role-escalation', 'workload-takeover', 'role-chain-to-administrator'];
  const trust = (services: string[]) => ({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: services } }] });

  /** The execution role beside an administrator that every service may take, with other permissions on everything. */
  function findingsWith(actions: string[], documents = policy.documents): string[] {
    const resources: JsonObject = {
      Administrator: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'administrator',
          AssumeRolePolicyDocument: trust(['lambda', 'ec2', 'ecs-tasks', 'glue', 'states', 'cloudformation'].map(name => `${name}.amazonaws.com`)),
          Policies: [{ PolicyName: 'all', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
        },
      },
      Execution: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1`,
          AssumeRolePolicyDocument: trust(['cloudformation.amazonaws.com']),
          Policies: [
            ...documents.map((PolicyDocument, index) => ({ PolicyName: `execution${index}`, PolicyDocument })),
            ...actions.length > 0 ? [{ PolicyName: 'more', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }] : [],
          ],
        },
      },
    };
    return findingsInResources(resources, ACCOUNT).filter(({ location }) => location.logicalId === 'Execution').map(({ ruleId, message }) => `${ruleId}: ${message}`);
  }

  test('in what it may do, but that who writes the policy of a bucket or key can let itself in', () => {
    expect(findingsWith([])).toEqual([expect.stringMatching(/^resource-policy-escalation: the role may write the policy of the table/)]);
  });

  test('though one is found where there is one', () => {
    expect(findingsWith(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'], [])).toEqual([expect.stringMatching(/^pass-role-escalation:/)]);
    expect(findingsWith(['iam:PutRolePolicy'], [])).toEqual([expect.stringMatching(/^self-escalation:/)]);
  });

  test.each(paths.map(({ actions }) => [actions.join(' + '), [...actions]]))('not all of it can be done to others: %s', (_, actions) => {
    const targets = [ADMINISTRATOR, `arn:aws:iam::${ACCOUNT}:user/admin`, `arn:aws:iam::${ACCOUNT}:group/admins`, `arn:aws:iam::${ACCOUNT}:policy/admin`, at('lambda', 'function:admin'), '*'];
    const concrete = actions.filter(action => !action.includes('*'));
    const denied = concrete.filter(action => targets.every(target => !isAllowed(action, target, { ...WITH, 'iam:PassedToService': 'lambda.amazonaws.com' })));
    expect(actions.some(action => action.includes('*')) || denied.length > 0).toBe(true);
  });

  const completed = paths.filter(({ actions }) => actions.some(action => action.startsWith('iam:')) && actions.some(action => !action.startsWith('iam:')));
  test.each(completed.map(({ actions }) => [actions.join(' + '), actions.filter(action => !action.startsWith('iam:'))]))('it completes no path: %s', (_, rest) => {
    expect(findingsWith(rest).filter(finding => reaching.some(rule => finding.startsWith(`${rule}:`)))).toEqual([]);
  });
});

/**
 * All of these are right: who deploys makes, shares and deletes what the app is made of; ids that AWS makes up (of keys, networks) cannot be
 * told before they are there, nor can generated names but by how they begin; and statements that are united have no name.
 */
test('the strict pack says what deploying takes, and nothing else', () => {
  const origin = { templateId: '', logicalId: '', resourceType: 'AWS::IAM::ManagedPolicy' };
  const sites = parsed.map(document => ({ kind: 'identity' as const, origin, environment: policy.environment, propertyPath: '', document }));
  const findings = analyze({ sites, identities: [], resources: [] }, selectRules({ packs: ['strict'] }), DEFAULT_CONTEXT);
  expect([...new Set(findings.map(({ ruleId }) => ruleId))].sort()).toEqual([
    'bucket-without-account-guard', 'destructive-action', 'excessive-key-power', 'listing-on-all-resources', 'log-tampering',
    'pass-role-wildcard', 'policy-hard-to-review', 'resource-policy-escalation', 'string-operator-on-typed-key', 'unconditioned-sharing', 'wildcard-resource',
  ]);
});
