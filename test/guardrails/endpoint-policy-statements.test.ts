import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, Context, decide, deployed, ORGANIZATION, PARTNER, Principal, ROLE, STRANGER } from './layered-decision';
import { matchActions } from '../../src/catalog/actions';
import { AWS_OWNED_BUCKETS, AwsOwnedBuckets } from '../../src/guardrails/aws-owned-buckets';
import { EndpointPolicyStatements } from '../../src/guardrails/endpoint-policy-statements';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { inventoryOfPolicy } from '../rules/example-inventory';

const OBJECT = 'arn:aws:s3:::data/report.csv';
const LAYER = 'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/sha256';
const ANONYMOUS: Principal = { type: 'anonymous' };
const OWN = { 'aws:PrincipalOrgID': ORGANIZATION, 'aws:ResourceOrgID': ORGANIZATION };

function gateway() {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const vpc = new ec2.Vpc(stack, 'Vpc');
  return { stack, vpc, endpoint: vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 }) };
}

function policyOf(statements: iam.PolicyStatement[]) {
  const { stack, endpoint } = gateway();
  EndpointPolicyStatements.addTo(endpoint, statements);
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'));
  return { stack, policy: deployed(Properties.PolicyDocument) };
}

const { allowAwsOwnedBuckets, allowAwsServices, allowFederation, allowOrganization, allowResourcesOfAccounts } = EndpointPolicyStatements;
const partner = allowResourcesOfAccounts({ organizationId: ORGANIZATION, accounts: [PARTNER], actions: ['s3:GetObject'] });
const layers = allowAwsOwnedBuckets([AwsOwnedBuckets.ECR_IMAGE_LAYERS]);
const federated = { type: 'federated', id: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` };

type Row = [name: string, statement: iam.PolicyStatement, principal: Principal, action: string, resource: string, context?: Context];
const KEPT_IN: Row[] = [
  ['credentials of others', allowOrganization(ORGANIZATION), STRANGER, 's3:PutObject', OBJECT, { 'aws:ResourceOrgID': ORGANIZATION }],
  ['data to buckets of others', allowOrganization(ORGANIZATION), ROLE, 's3:PutObject', OBJECT, { ...OWN, 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }],
  ['a principal where services pass', allowAwsServices(), ROLE, 's3:PutObject', OBJECT],
  ['another bucket', layers, ANONYMOUS, 's3:GetObject', OBJECT],
  ['writing to buckets of AWS', layers, ANONYMOUS, 's3:PutObject', LAYER],
  ['another action at a partner\'s bucket', partner, ROLE, 's3:PutObject', OBJECT, { ...OWN, 'aws:ResourceAccount': PARTNER }],
  ['another account\'s bucket', partner, ROLE, 's3:GetObject', OBJECT, { ...OWN, 'aws:ResourceAccount': '999999999999' }],
  ['federation into roles of others', allowFederation(ORGANIZATION), federated, 'sts:AssumeRoleWithWebIdentity', ROLE, { 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }],
];
const PASSING: Row[] = [
  ['the organization', allowOrganization(ORGANIZATION), ROLE, 's3:PutObject', OBJECT, OWN],
  ['a service', allowAwsServices(), { type: 'service', id: 'cloudformation.amazonaws.com' }, 's3:PutObject', OBJECT, { 'aws:PrincipalIsAWSService': 'true' }],
  ['image layers', layers, ANONYMOUS, 's3:GetObject', LAYER],
  ['a partner\'s bucket', partner, ROLE, 's3:GetObject', OBJECT, { ...OWN, 'aws:ResourceAccount': PARTNER }],
  ['federation', allowFederation(ORGANIZATION), federated, 'sts:AssumeRoleWithWebIdentity', ROLE, { 'aws:ResourceOrgID': ORGANIZATION }],
];
const titled = (rows: Row[]): [string, Row][] => rows.map((row) => [row[0], row]);

test.each(titled(KEPT_IN))('keeps %s from passing', (__, [, statement, principal, action, resource, context]) => {
  expect(decide({ endpoint: policyOf([statement]).policy }, principal, action, resource, context)).toBe('implicitly-denied');
});

test.each(titled(PASSING))('lets %s pass', (__, [, statement, principal, action, resource, context]) => {
  expect(decide({ endpoint: policyOf([statement]).policy }, principal, action, resource, context)).toBe('allowed');
});

const EVERYTHING = () => [
  allowOrganization(ORGANIZATION), allowAwsServices(), allowAwsOwnedBuckets(Object.values(AwsOwnedBuckets)), partner, allowFederation(ORGANIZATION),
];

test('all ready statements fit into one policy, and the headroom is printed', () => {
  const { stack, policy } = policyOf(EVERYTHING());
  expect(JSON.stringify(policy).length).toBeLessThan(20480);
  Annotations.fromStack(stack).hasInfo('/Stack/Vpc/S3', Match.stringLikeRegexp('^at least [1-3]\\d{3} of 20480 characters are used, at most 1\\d{4} are left'));
});

test('every action exists, and our own rules have nothing to say', () => {
  const { policy } = policyOf(EVERYTHING());
  const actions: string[] = policy.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action).filter((action: string) => action !== '*');
  expect(actions.filter((action) => matchActions(action).length === 0)).toEqual([]);
  const strict = selectRules({ packs: ['strict'], disabled: new Set() });
  expect(analyze(inventoryOfPolicy(policy, 'endpoint'), strict, DEFAULT_CONTEXT).map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test('interface endpoints take the statements too', () => {
  const { stack, vpc } = gateway();
  EndpointPolicyStatements.addTo(vpc.addInterfaceEndpoint('Sts', { service: ec2.InterfaceVpcEndpointAwsService.STS }), [allowOrganization(ORGANIZATION)]);
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', PolicyDocument: { Statement: [{ Sid: 'AllowOrganization' }] } });
});

test('buckets of AWS stand in rows with their source, and are of no other region', () => {
  for (const { objects, source, date } of Object.values(AWS_OWNED_BUCKETS)) {
    expect(objects.every((object) => /^[\w.<>-]+\/[\w/]*\*$/.test(object))).toBe(true);
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

describe('wrong input', () => {
  const many = Array.from({ length: 400 }, (_, index) => `arn:aws:s3:::partner-bucket-with-a-rather-long-name-${index}/*`);
  const large = () => [allowResourcesOfAccounts({ organizationId: ORGANIZATION, accounts: [PARTNER], actions: ['s3:GetObject'], resources: many })];
  test.each<[string, () => unknown, RegExp]>([
    ['too large', () => policyOf(large()), /the policy of Stack\/Vpc\/S3 has at least \d+ characters.*at most 20480: it is \d+ too long/],
    ['no statements', () => policyOf([]), /statements for Stack\/Vpc\/S3 is an empty list/],
    ['an organization that is none', () => allowOrganization('acme'), /organizationId is `acme`/],
    ['no buckets', () => allowAwsOwnedBuckets([]), /buckets is an empty list/],
    ['no accounts', () => allowResourcesOfAccounts({ organizationId: ORGANIZATION, accounts: [], actions: ['s3:GetObject'] }), /accounts is an empty list/],
    ['no resources', () => allowResourcesOfAccounts({ organizationId: ORGANIZATION, accounts: [PARTNER], actions: ['s3:GetObject'], resources: [] }), /resources is an empty list.*leave it out/],
    ['an account that is none', () => allowResourcesOfAccounts({ organizationId: ORGANIZATION, accounts: ['1'], actions: ['s3:GetObject'] }), /accounts has `1`/],
    ['an unknown action', () => allowResourcesOfAccounts({ organizationId: ORGANIZATION, accounts: [PARTNER], actions: ['s3:GetObjekt'] }), /did you mean `s3:GetObject`/],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});
