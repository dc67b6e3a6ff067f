import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { findingsIn } from './federated';
import { ACCOUNT, agnosticStack, onlyPolicy, onlyRole, stackIn } from './synth';
import { Access } from '../../src/assertions/access';
import { managedPolicyDocument } from '../../src/catalog/managed-policy-documents';
import { SENSITIVE_ACTIONS } from '../../src/catalog/sensitive-actions';
import { PolicyReader } from '../../src/cli/policy-reader';
import { readPolicies } from '../../src/cli/read-policies';
import { readRequest } from '../../src/cli/read-request';
import { JsonObject } from '../../src/policy/json';
import { evaluate } from '../../src/reasoning/evaluate';
import { AuditRole } from '../../src/roles/audit-role';
import { bind, decide, documentOf } from '../decisions';

const HUB = '444455556666';
const HUB_ROLE = `arn:aws:iam::${HUB}:role/auditor`;
const ORGANIZATION = 'o-a1b2c3d4e5';
const ARN = `arn:aws:iam::${ACCOUNT}:role/security/audit`;

function make(stack: Stack): AuditRole {
  return new AuditRole(stack, 'Audit', {
    roleName: 'audit', path: '/security/', description: 'the auditors of the organization', trustedRoleArns: [HUB_ROLE], organizationId: ORGANIZATION,
  });
}

describe('what it may do, as the evaluator sees it', () => {
  const stack = stackIn('eu-central-1');
  make(stack);
  const identity = [managedPolicyDocument('arn:aws:iam::aws:policy/SecurityAudit'), documentOf(bind(onlyPolicy(stack)))] as JsonObject[];
  const policies = readPolicies({ identity } as unknown as JsonObject, new PolicyReader());
  const decided = (action: string, resource = '*') => evaluate(readRequest({
    principal: ARN, action, resource, resourceAccount: ACCOUNT, context: {},
  }), policies).decision;

  test('it reads the configuration of the account', () => {
    const metadata = ['iam:GetRolePolicy', 'iam:ListUsers', 's3:GetBucketPolicy', 'kms:GetKeyPolicy', 'ec2:DescribeSecurityGroups', 'lambda:GetPolicy', 'cloudtrail:DescribeTrails'];
    expect(metadata.map(action => [action, decided(action)])).toEqual(metadata.map(action => [action, 'allowed']));
  });

  test('it is denied whatever answers with data or credentials', () => {
    const actions = SENSITIVE_ACTIONS.filter(({ topic }) => ['data', 'credentials'].includes(topic)).flatMap(row => row.actions);
    expect(actions.length).toBeGreaterThan(60);
    expect(actions.filter(action => decided(action) !== 'explicitly-denied')).toEqual([]);
  });

  test('it changes nothing and opens nothing', () => {
    const changes = SENSITIVE_ACTIONS.filter(({ topic }) => !['data', 'credentials'].includes(topic)).flatMap(row => row.actions);
    const others = ['s3:PutObject', 'iam:PassRole', 'iam:CreateRole', 'lambda:InvokeFunction', 'sts:AssumeRole'];
    expect([...changes, ...others].filter(action => decided(action) === 'allowed')).toEqual([]);
  });
});

test('no request of any resource reaches data or credentials, by the reasoner over the whole app', () => {
  const stack = stackIn('eu-central-1');
  const role = make(stack);
  const access = Access.fromStack(stack);
  for (const action of ['s3:GetObject', 'secretsmanager:GetSecretValue', 'kms:Decrypt', 'cognito-idp:ListUsers', 'iam:CreateAccessKey']) {
    access.neverAllows(role, action);
  }
});

test.each<[string, string, object, string]>([
  ['the auditor', HUB_ROLE, { 'aws:PrincipalOrgID': ORGANIZATION }, 'allowed'],
  ['another role of the hub', `arn:aws:iam::${HUB}:role/developer`, { 'aws:PrincipalOrgID': ORGANIZATION }, 'implicitly-denied'],
  ['the auditor after the hub has left the organization', HUB_ROLE, {}, 'implicitly-denied'],
])('whether %s may assume it', (_, principal, context, decision) => {
  const stack = stackIn('eu-central-1');
  make(stack);
  const resource = bind(onlyRole(stack).AssumeRolePolicyDocument) as JsonObject;
  const identity = [documentOf([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }])];
  expect(decide({ identity, resource }, { principal, action: 'sts:AssumeRole', resource: ARN, resourceAccount: ACCOUNT, context: { ...context } })).toBe(decision);
});

test.each([stackIn('cn-north-1'), agnosticStack()])('it names no partition (%#)', stack => {
  new AuditRole(stack, 'Audit', { trustedAccountId: HUB, organizationId: ORGANIZATION });
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('arn:aws:');
});

test('it is clean under our strict pack and cdk-nag', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-central-1' } });
  make(stack);
  expect(findingsIn(stack)).toEqual([]);
});

test('who is trusted is judged as in every CrossAccountRole', () => {
  expect(() => new AuditRole(agnosticStack(), 'Audit', { trustedAccountId: HUB })).toThrow(/neither externalId nor organizationId is given/);
  expect(() => new AuditRole(agnosticStack(), 'Audit', { organizationId: ORGANIZATION, trustedRoleArns: [] })).toThrow(/trustedRoleArns is empty/);
});
