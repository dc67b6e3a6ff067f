import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { AppProps, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { synthesise } from './synthesis';
import { buildOrganizationGuardrails } from '../../examples/organization-guardrails/organization-guardrails';
import { PolicyReader } from '../../src/cli/policy-reader';
import { readPolicies } from '../../src/cli/read-policies';
import { readRequest } from '../../src/cli/read-request';
import { evaluate } from '../../src/reasoning/evaluate';
import { deployed } from '../guardrails/layered-decision';

const ACCOUNT = '111122223333';
const ORGANIZATION = 'o-a1b2c3d4e5';
const guardrails = synthesise('organization-guardrails', buildOrganizationGuardrails);
const resources = [...guardrails.resources.values()].flatMap(template => Object.values(template));
const ofType = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);

test('it passes our strict pack and the AwsSolutions pack with no open finding', () => {
  expect(guardrails.findings).toEqual([]);
  expect(guardrails.failed).toBe(false);
});

test('its sources accept nothing', () => {
  const folder = join(__dirname, '..', '..', 'examples', 'organization-guardrails');
  const sources = readdirSync(folder).filter(file => file.endsWith('.ts')).map(file => readFileSync(join(folder, file), 'utf8'));
  expect(sources.join('\n').match(/acknowledge|AwsSolutions-\w+|LeastPrivilege::\S+/g)).toBeNull();
});

test.each<[string, (audit: Stack) => IConstruct, RegExp]>([
  ['a role that may stop the trail', audit => roleIn(audit, 'cloudtrail:StopLogging', `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/t`), /Audit\/Extra\/Resource is granted .*Policies\/AuditPolicy leaves nothing by `DenyDisablingAudit`/],
  ['a role for a queue in another region', audit => roleIn(audit, 'sqs:SendMessage', `arn:aws:sqs:us-east-1:${ACCOUNT}:q`), /Audit\/Extra\/Resource is granted .*Policies\/BaselinePolicy leaves nothing/],
  ['a role for another organization of GitHub', audit => new iam.Role(audit, 'Extra', {
    assumedBy: new iam.WebIdentityPrincipal(`arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`, {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com', 'token.actions.githubusercontent.com:sub': 'repo:acme/x:environment:p' },
    }),
  }), /the policy of Audit\/Extra\/Resource allows .*Policies\/PerimeterPolicy leaves nothing by `DenyOtherOidcTenants`.*role\/audit-extra /],
])('its policies refuse %s that somebody adds', (_, add, message) => {
  const app = buildOrganizationGuardrails(contextOf());
  add(app.node.findChild('Audit') as Stack);
  expect(() => app.synth()).toThrow(message);
});

const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const ALL_FOR_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };
const ALICE = `arn:aws:iam::${ACCOUNT}:user/emergency/first`;
const APPROVED = {
  'aws:username': 'first',
  'sts:SourceIdentity': 'first',
  'aws:MultiFactorAuthPresent': 'true',
  'aws:MultiFactorAuthAge': '30',
  'aws:PrincipalTag/break-glass': 'approved',
  'aws:PrincipalOrgID': ORGANIZATION,
  'aws:SecureTransport': 'true',
  'aws:RequestedRegion': 'eu-central-1',
};
const { 'aws:PrincipalTag/break-glass': _approval, ...ALONE } = APPROVED;

test.each<[string, Record<string, string>, string]>([
  ['with a second factor, approved', APPROVED, 'allowed'],
  ['that nobody approved of', ALONE, 'implicitly-denied'],
  ['without TLS', { ...APPROVED, 'aws:SecureTransport': 'false' }, 'explicitly-denied'],
  ['of another organization', { ...APPROVED, 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' }, 'explicitly-denied'],
])('through all layers, a user %s breaks the glass: %s is %s', (_, context, expected) => {
  const [trust] = ofType('AWS::IAM::Role').filter(({ Tags }) => Tags?.some(({ Value }: { Value: string }) => Value === 'security')).map(({ AssumeRolePolicyDocument }) => AssumeRolePolicyDocument);
  const policies = ofType('AWS::Organizations::Policy');
  const contents = (type: string) => policies.filter(({ Type }) => Type === type).map(({ Content }) => deployed(Content));
  const request = readRequest({ principal: ALICE, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/break-glass`, resourceAccount: ACCOUNT, context } as any);
  const layers = { identity: [ALL], scp: [[ALL, ...contents('SERVICE_CONTROL_POLICY')]], rcp: [[ALL_FOR_ALL, ...contents('RESOURCE_CONTROL_POLICY')]], resource: deployed(trust) };
  expect(evaluate(request, readPolicies(layers as any, new PolicyReader())).decision).toBe(expected);
});

test('the policies leave room', () => {
  for (const { Type, Content } of ofType('AWS::Organizations::Policy')) {
    expect(JSON.stringify(Content).length).toBeLessThan(Type === 'SERVICE_CONTROL_POLICY' ? 10_240 : 5120);
  }
});

function roleIn(stack: Stack, action: string, resource: string): iam.Role {
  const role = new iam.Role(stack, 'Extra', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ actions: [action], resources: [resource] }));
  return role;
}

function contextOf(): AppProps {
  return { context: JSON.parse(readFileSync(join(__dirname, '..', '..', 'examples', 'organization-guardrails', 'cdk.json'), 'utf8')).context };
}
