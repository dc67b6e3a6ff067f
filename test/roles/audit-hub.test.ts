import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { findingsIn } from './federated';
import { ACCOUNT, agnosticStack, onlyPolicy, stackIn } from './synth';
import { AuditHub, AuditHubProps } from '../../src/roles/audit-hub';
import { EcsTaskRole } from '../../src/roles/ecs-task-role';
import { bind, decide, documentOf } from '../decisions';
import { statementsOf } from '../grants/testing';

const [FIRST, SECOND, STRANGER] = ['444455556666', '777788889999', '999999999999'];
const ORGANIZATION = 'o-a1b2c3d4e5';
const LISTED: Partial<AuditHubProps> = { accountIds: [FIRST, SECOND] };
const WHOLE: Partial<AuditHubProps> = { organizationId: ORGANIZATION };

function make(stack: Stack, props: Partial<AuditHubProps>): AuditHub {
  return new AuditHub(stack, 'Hub', { auditor: new EcsTaskRole(stack, 'Auditor', { description: 'audits the organization' }), roleName: 'security/audit', ...props });
}

const roleIn = (account: string, name = 'security/audit') => `arn:aws:iam::${account}:role/${name}`;
const ofOrganization = { 'aws:ResourceOrgID': ORGANIZATION };

test.each<[string, Partial<AuditHubProps>, string, object, string, string?]>([
  ['the audit role of a listed account', LISTED, roleIn(SECOND), {}, 'allowed'],
  ['that of another account', LISTED, roleIn(STRANGER), {}, 'implicitly-denied'],
  ['another role of a listed account', LISTED, roleIn(FIRST, 'admin'), {}, 'implicitly-denied'],
  ['the audit role of an account of the organization', WHOLE, roleIn(STRANGER), ofOrganization, 'allowed'],
  ['that of an account outside', WHOLE, roleIn(STRANGER), { 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }, 'implicitly-denied'],
  ['that of an account of no organization', WHOLE, roleIn(STRANGER), {}, 'implicitly-denied'],
  ['another role of the organization', WHOLE, roleIn(FIRST, 'security/audit-admin'), ofOrganization, 'implicitly-denied'],
  ['it with the ExternalId', { ...LISTED, externalId: 'x-1' }, roleIn(FIRST), { 'sts:ExternalId': 'x-1' }, 'allowed'],
  ['it without the ExternalId', { ...LISTED, externalId: 'x-1' }, roleIn(FIRST), {}, 'implicitly-denied'],
  ['setting the source identity', { ...WHOLE, sourceIdentity: 'audit' }, roleIn(FIRST), { ...ofOrganization, 'sts:SourceIdentity': 'audit' }, 'allowed', 'sts:SetSourceIdentity'],
  ['setting another one', { ...WHOLE, sourceIdentity: 'audit' }, roleIn(FIRST), { ...ofOrganization, 'sts:SourceIdentity': 'ana' }, 'implicitly-denied', 'sts:SetSourceIdentity'],
])('the auditor and %s', (_, props, resource, context, decision, action = 'sts:AssumeRole') => {
  const stack = stackIn('eu-central-1');
  make(stack, props);
  const trusting = documentOf([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/auditor` }, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] }]);
  expect(decide({ identity: [documentOf(bind(statementsOf(stack)))], resource: trusting }, {
    principal: `arn:aws:iam::${ACCOUNT}:role/auditor`, action, resource, resourceAccount: resource.split(':')[4], context: { ...context },
  })).toBe(decision);
});

test('it says the ARN of the role in an account, in every partition', () => {
  const stack = stackIn('cn-north-1');
  expect(stack.resolve(make(stack, LISTED).roleArnFor(FIRST))).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${FIRST}:role/security/audit`]] });
});

test('unresolved values survive', () => {
  const stack = agnosticStack();
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  make(stack, { roleName: parameter('Name'), accountIds: [parameter('Account')], externalId: parameter('External') });
  expect(onlyPolicy(stack)).toMatchObject([{
    Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'Account' }, ':role/', { Ref: 'Name' }]] },
    Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'External' } } },
  }]);
});

test('accounts that are known only at deployment are refused', () => {
  const stack = agnosticStack();
  const accountIds = new CfnParameter(stack, 'Accounts', { type: 'CommaDelimitedList' }).valueAsList;
  expect(() => make(stack, { accountIds })).toThrow(/accountIds is a list that is known only at deployment, expected one that is written out, since/);
});

test.each([LISTED, WHOLE])('it is clean under our strict pack and cdk-nag (%j)', props => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-central-1' } });
  make(stack, props);
  const ofTheAuditor = ['unused-role'];
  expect(findingsIn(stack, ofTheAuditor)).toEqual([]);
});

test.each<[string, Partial<AuditHubProps>, RegExp]>([
  ['neither accounts nor organization', {}, /neither accountIds nor organizationId is given, expected exactly one/],
  ['both', { ...LISTED, ...WHOLE }, /accountIds and organizationId are both given/],
  ['no account', { accountIds: [] }, /accountIds is empty/],
  ['a short account', { accountIds: ['12345'] }, /accountIds has `12345`/],
  ['the own account', { accountIds: [ACCOUNT] }, /accountIds holds this account, `111122223333`/],
  ['a malformed organization', { organizationId: 'o-1' }, /organizationId is `o-1`/],
  ['a pattern of names', { ...LISTED, roleName: 'audit-*' }, /roleName is `audit-\*`/],
  ['a pattern of paths', { ...LISTED, roleName: '*/audit' }, /roleName is `\*\/audit`/],
  ['an ARN as name', { ...LISTED, roleName: roleIn(FIRST).replace('role/', 'role/x y') }, /expected the name of a role with its path/],
  ['a long source identity', { ...LISTED, sourceIdentity: 'x'.repeat(65) }, /sourceIdentity is `x{65}`/],
  ['an auditor without policies', { ...LISTED, auditor: new iam.AccountPrincipal(FIRST) }, /cannot write its permissions/],
])('%s is refused', (_, props, message) => {
  expect(() => make(stackIn('eu-central-1'), props)).toThrow(message);
});
