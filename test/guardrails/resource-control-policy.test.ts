import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, CLOUDTRAIL, cloudTrailFor, Context, decide, ORGANIZATION, PARTNER, Principal, ROLE, STRANGER } from './layered-decision';
import { matchActions } from '../../src/catalog/actions';
import { OrganizationPolicyProps } from '../../src/guardrails/organization-policy';
import { ResourceControlPolicy } from '../../src/guardrails/resource-control-policy';
import { ResourceControlStatements } from '../../src/guardrails/resource-control-statements';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { inventoryOfPolicy } from '../rules/example-inventory';

const BREAK_GLASS = `arn:aws:iam::${ACCOUNT}:role/break-glass`;
const EXEMPT = { principalArns: [BREAK_GLASS] };
const OBJECT = 'arn:aws:s3:::data/report.csv';
const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:db-AbCdEf`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;
const GITHUB = 'token.actions.githubusercontent.com';
const OWN = { 'aws:PrincipalOrgID': ORGANIZATION };

function make(props: OrganizationPolicyProps, stack = new Stack(new App(), 'Stack')) {
  new ResourceControlPolicy(stack, 'Policy', props);
  return { stack, policy: Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy'))[0].Properties };
}

const {
  denyBypassingKeyLockoutCheck, denyConfusedDeputy, denyInsecureTransport, denyKeyDeletion, denyOtherOidcProviders, denyOtherOidcTenants,
  denyOtherOrganizations, denySecretDeletionWithoutRecovery,
} = ResourceControlStatements;
const perimeter = (more = {}) => denyOtherOrganizations({ organizationId: ORGANIZATION, ...more });
const deputy = (more = {}) => denyConfusedDeputy({ organizationId: ORGANIZATION, ...more });
const tenants = denyOtherOidcTenants({ issuer: GITHUB, values: ['repo:octo-org/*'] });
const owners = denyOtherOidcTenants({ issuer: GITHUB, claim: 'repository_owner_id', values: ['1234'] });
const pulumi = denyOtherOidcTenants({ issuer: 'api.pulumi.com/oidc', values: ['aws:octo-org'] });
const providers = denyOtherOidcProviders([GITHUB, 'gitlab.com']);
const federated = (issuer: string): Principal => ({ type: 'federated', id: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` });

type Row = [name: string, statement: iam.PolicyStatement, principal: Principal, action: string, resource: string, context?: Context];
const DENIED: Row[] = [
  ['a stranger at a bucket', perimeter(), STRANGER, 's3:GetObject', OBJECT],
  ['a stranger of another organization', perimeter(), STRANGER, 's3:GetObject', OBJECT, { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' }],
  ['an anonymous request', perimeter(), { type: 'anonymous' }, 's3:GetObject', OBJECT],
  ['a stranger at a secret', perimeter({ services: ['secretsmanager', 'kms'] }), STRANGER, 'secretsmanager:GetSecretValue', SECRET],
  ['a stranger at a key', perimeter(), STRANGER, 'kms:Decrypt', KEY],
  ['a stranger at a role', perimeter(), STRANGER, 'sts:AssumeRole', ROLE],
  ['another partner', perimeter({ accounts: [PARTNER] }), STRANGER, 'sqs:SendMessage', QUEUE],
  ['a stranger at a resource with another tag', perimeter({ exemptResourceTag: { key: 'open', value: 'true' } }), STRANGER, 'sqs:SendMessage', QUEUE, { 'aws:ResourceTag/open': 'false' }],
  ['a service that works for a stranger', deputy(), CLOUDTRAIL, 's3:PutObject', OBJECT, cloudTrailFor('999999999999', 'o-zzzzzzzzzz')],
  ['a service that works for an account without organization', deputy(), CLOUDTRAIL, 's3:PutObject', OBJECT, cloudTrailFor('999999999999')],
  ['a plain connection', denyInsecureTransport(), ROLE, 's3:GetObject', OBJECT, { 'aws:SecureTransport': 'false' }],
  ['a plain connection to a named service', denyInsecureTransport(['sqs']), ROLE, 'sqs:SendMessage', QUEUE, { 'aws:SecureTransport': 'false' }],
  ['a token of another issuer', providers, federated('evil.example.com'), 'sts:AssumeRoleWithWebIdentity', ROLE, { 'evil.example.com:sub': 'me' }],
  ['a token of another tenant', tenants, federated(GITHUB), 'sts:AssumeRoleWithWebIdentity', ROLE, { [`${GITHUB}:sub`]: 'repo:evil/app:ref:refs/heads/main' }],
  ['a token of another owner', owners, federated(GITHUB), 'sts:AssumeRoleWithWebIdentity', ROLE, { [`${GITHUB}:sub`]: 'x', [`${GITHUB}:repository_owner_id`]: '9' }],
  ['a token without the claim', owners, federated(GITHUB), 'sts:AssumeRoleWithWebIdentity', ROLE, { [`${GITHUB}:sub`]: 'x' }],
  ['a token for the audience of another tenant', pulumi, federated('api.pulumi.com/oidc'), 'sts:AssumeRoleWithWebIdentity', ROLE,
    { 'api.pulumi.com/oidc:sub': 'x', 'api.pulumi.com/oidc:aud': 'aws:evil' }],
  ['deleting a key', denyKeyDeletion(EXEMPT), ROLE, 'kms:ScheduleKeyDeletion', KEY],
  ['leaving a key to nobody', denyBypassingKeyLockoutCheck(EXEMPT), ROLE, 'kms:PutKeyPolicy', KEY, { 'kms:BypassPolicyLockoutSafetyCheck': 'true' }],
  ['deleting a secret at once', denySecretDeletionWithoutRecovery(EXEMPT), ROLE, 'secretsmanager:DeleteSecret', SECRET, { 'secretsmanager:ForceDeleteWithoutRecovery': 'true' }],
];
const ALLOWED: Row[] = [
  ['a principal of the organization', perimeter(), ROLE, 's3:GetObject', OBJECT, OWN],
  ['another account of the organization', perimeter(), STRANGER, 'kms:Decrypt', KEY, OWN],
  ['a service', perimeter(), CLOUDTRAIL, 's3:PutObject', OBJECT, cloudTrailFor(ACCOUNT, ORGANIZATION)],
  ['a partner', perimeter({ accounts: [PARTNER] }), `arn:aws:iam::${PARTNER}:role/app`, 'sqs:SendMessage', QUEUE],
  ['a stranger at an exempted resource', perimeter({ exemptResourceTag: { key: 'open', value: 'true' } }), STRANGER, 'sqs:SendMessage', QUEUE, { 'aws:ResourceTag/open': 'true' }],
  ['a service outside of the perimeter', perimeter({ services: ['kms'] }), STRANGER, 's3:GetObject', OBJECT],
  ['federation, which belongs to no organization', perimeter(), federated(GITHUB), 'sts:AssumeRoleWithWebIdentity', ROLE],
  ['a service that works for the organization', deputy(), CLOUDTRAIL, 's3:PutObject', OBJECT, cloudTrailFor(ACCOUNT, ORGANIZATION)],
  ['a service that works for a partner', deputy({ accounts: [PARTNER] }), CLOUDTRAIL, 's3:PutObject', OBJECT, cloudTrailFor(PARTNER)],
  ['a service that does not say for whom', deputy(), { type: 'service', id: 'lambda.amazonaws.com' }, 'sts:AssumeRole', ROLE, { 'aws:PrincipalIsAWSService': 'true' }],
  ['a principal, which works for nobody', deputy(), ROLE, 's3:GetObject', OBJECT],
  ['TLS', denyInsecureTransport(), ROLE, 's3:GetObject', OBJECT, { 'aws:SecureTransport': 'true' }],
  ['a plain connection to another service', denyInsecureTransport(['s3']), ROLE, 'sqs:SendMessage', QUEUE, { 'aws:SecureTransport': 'false' }],
  ['a token of the issuer', providers, federated(GITHUB), 'sts:AssumeRoleWithWebIdentity', ROLE, { [`${GITHUB}:sub`]: 'repo:octo-org/app' }],
  ['a token of the tenant', tenants, federated(GITHUB), 'sts:AssumeRoleWithWebIdentity', ROLE, { [`${GITHUB}:sub`]: 'repo:octo-org/app:ref:refs/heads/main' }],
  ['a token of another issuer than the tenants\'', tenants, federated('gitlab.com'), 'sts:AssumeRoleWithWebIdentity', ROLE, { 'gitlab.com:sub': 'project_path:acme/app' }],
  ['a token of the owner', owners, federated(GITHUB), 'sts:AssumeRoleWithWebIdentity', ROLE, { [`${GITHUB}:sub`]: 'x', [`${GITHUB}:repository_owner_id`]: '1234' }],
  ['a token for the tenant\'s audience', pulumi, federated('api.pulumi.com/oidc'), 'sts:AssumeRoleWithWebIdentity', ROLE,
    { 'api.pulumi.com/oidc:sub': 'x', 'api.pulumi.com/oidc:aud': 'aws:octo-org' }],
  ['a role that may delete keys', denyKeyDeletion(EXEMPT), BREAK_GLASS, 'kms:ScheduleKeyDeletion', KEY],
  ['disabling a key', denyKeyDeletion(), ROLE, 'kms:DisableKey', KEY],
  ['changing a key policy', denyBypassingKeyLockoutCheck(), ROLE, 'kms:PutKeyPolicy', KEY, { 'kms:BypassPolicyLockoutSafetyCheck': 'false' }],
  ['deleting a secret with recovery', denySecretDeletionWithoutRecovery(), ROLE, 'secretsmanager:DeleteSecret', SECRET, { 'secretsmanager:ForceDeleteWithoutRecovery': 'false' }],
];

const titled = (rows: Row[]): [string, Row][] => rows.map((row) => [row[0], row]);

test.each(titled(DENIED))('denies %s', (__, [, statement, principal, action, resource, context]) => {
  expect(decide({ rcp: make({ statements: [statement] }).policy.Content }, principal, action, resource, context)).toBe('explicitly-denied');
});

test.each(titled(ALLOWED))('leaves %s', (__, [, statement, principal, action, resource, context]) => {
  expect(decide({ rcp: make({ statements: [statement] }).policy.Content }, principal, action, resource, context)).toBe('allowed');
});

const TAG = { key: 'perimeter:exempt', value: 'true' };
const EVERYTHING = [
  perimeter({ accounts: [PARTNER], exemptResourceTag: TAG }), deputy({ accounts: [PARTNER], exemptResourceTag: TAG }), denyInsecureTransport(),
  providers, tenants,
  denyKeyDeletion(EXEMPT), denyBypassingKeyLockoutCheck(EXEMPT), denySecretDeletionWithoutRecovery(EXEMPT),
];

test('all ready statements fit into one policy, and the headroom is printed', () => {
  const { stack, policy } = make({ statements: EVERYTHING, targetIds: ['r-a1b2'] });
  const size = JSON.stringify(policy.Content).length;
  expect(size).toBeLessThan(5120);
  expect(policy).toMatchObject({ Name: 'Policy', Type: 'RESOURCE_CONTROL_POLICY', TargetIds: ['r-a1b2'] });
  Annotations.fromStack(stack).hasInfo('/Stack/Policy', `${size} of 5120 characters are used, ${5120 - size} are left [ack: LeastPrivilege::policy-size]`);
});

test('every action exists, everyone is written as AWS asks, and our own rules have nothing to say', () => {
  const { Content } = make({ statements: EVERYTHING }).policy;
  const actions: string[] = Content.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action);
  expect(actions.filter((action) => matchActions(action).length === 0)).toEqual([]);
  expect(Content.Statement.filter((statement: { Principal: unknown }) => statement.Principal !== '*')).toEqual([]);
  const strict = selectRules({ packs: ['strict'], disabled: new Set() });
  expect(analyze(inventoryOfPolicy(Content, 'rcp'), strict, DEFAULT_CONTEXT).map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

describe('wrong input', () => {
  const many = Array.from({ length: 60 }, (_, index) => denyKeyDeletion({ principalTag: { key: 'number', value: `${index}` } }));
  many.forEach((statement, index) => { statement.sid = `Number${index}`; });
  test.each<[string, () => unknown, RegExp]>([
    ['too large', () => make({ statements: many }), /the policy Stack\/Policy has at least \d+ characters.*at most 5120: it is \d+ too long/],
    ['no statements', () => make({ statements: [] }), /statements of Stack\/Policy is an empty list/],
    ['an organization that is none', () => perimeter({ organizationId: 'acme' }), /organizationId is `acme`.*`o-a1b2c3d4e5`/],
    ['an account that is none', () => perimeter({ accounts: ['12345'] }), /accounts has `12345`, expected the twelve digits/],
    ['no accounts', () => deputy({ accounts: [] }), /accounts is an empty list/],
    ['a service without such policies', () => perimeter({ services: ['lambda'] }), /services has `lambda`, to which resource control policies do not apply/],
    ['a misspelt service', () => denyInsecureTransport(['dynamodbb']), /did you mean `dynamodb`/],
    ['no services', () => denyInsecureTransport([]), /services is an empty list/],
    ['no issuers', () => denyOtherOidcProviders([]), /issuers is an empty list/],
    ['an issuer as URL', () => denyOtherOidcProviders([`https://${GITHUB}`]), /issuers has `https:.*without `https:\/\/`/],
    ['an issuer that is a pattern', () => denyOtherOidcProviders(['oidc.eks.*.amazonaws.com/id/*']), /without wildcards/],
    ['an issuer that is not known', () => denyOtherOidcProviders([new CfnParameter(new Stack(), 'Issuer').valueAsString]), /known only at deployment/],
    ['every tenant', () => denyOtherOidcTenants({ issuer: GITHUB, values: ['*'] }), /values has `\*`, which does not tell whose token/],
    ['a tenant that is a pattern', () => denyOtherOidcTenants({ issuer: 'gitlab.com', values: ['project_path:*'] }), /write the group, as in `project_path:GROUP/],
    ['no tenants', () => denyOtherOidcTenants({ issuer: GITHUB, values: [] }), /values is an empty list/],
    ['an unknown claim', () => denyOtherOidcTenants({ issuer: GITHUB, claim: 'team', values: ['a'] }), /claim is `team`, which STS does not read from tokens of token\.actions/],
    ['an account that is open', () => denyKeyDeletion({ principalArns: ['arn:aws:iam::*:role/admin'] }), /whose account is `\*`/],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('tokens pass', () => {
    const stack = new Stack(new App(), 'Stack');
    const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
    const statement = perimeter({ organizationId: parameter('Organization'), accounts: [parameter('Partner')] });
    expect(make({ statements: [statement] }, stack).policy.Content.Statement[0].Condition.StringNotEqualsIfExists).toEqual({
      'aws:PrincipalOrgID': { Ref: 'Organization' }, 'aws:PrincipalAccount': [{ Ref: 'Partner' }],
    });
  });
});
