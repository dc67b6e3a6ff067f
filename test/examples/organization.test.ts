import { App } from 'aws-cdk-lib';
import { synthesise } from './synthesis';
import { AccountStack } from '../../examples/organization/account-stack';
import { OrdersStack } from '../../examples/organization/orders-stack';
import { buildOrganization } from '../../examples/organization/organization';
import { ReportingStack } from '../../examples/organization/reporting-stack';
import { Access } from '../../src';

let app: App;
let access: Access;
const organization = synthesise('organization', props => {
  app = buildOrganization(props);
  access = Access.fromApp(app);
  return app;
});
const stack = <T>(id: string) => app.node.findChild(id) as T;
const resources = [...organization.resources.values()].flatMap(template => Object.values(template));

test('it passes our strict pack and the AwsSolutions pack with no open finding', () => {
  expect(organization.findings).toEqual([]);
  expect(organization.failed).toBe(false);
});

test('it accepts names that two accounts agree on, and a role that the CDK makes; our constructs accept what they cannot do without', () => {
  const own = organization.acknowledgements.filter(line => !/ \(owner: cdk-least-privilege\)$| \| (Annotation::AwsSolutions-IAM5|CloudFormation-Validate::)/.test(line));
  expect(own.map(line => line.split(' | ').slice(0, 2).join(' '))).toEqual([
    'dev-orders/Booking LeastPrivilege::undescribed-role',
    'dev-orders/Reader LeastPrivilege::fixed-role-name',
    'prod-orders/Booking LeastPrivilege::undescribed-role',
    'prod-orders/Reader LeastPrivilege::fixed-role-name',
    'reporting/Role LeastPrivilege::fixed-role-name',
  ]);
});

test('every role has a boundary and no AWS managed policy, that of the CDK included', () => {
  const roles = resources.filter(({ Type }) => Type === 'AWS::IAM::Role').map(({ Properties }) => Properties);
  expect(roles).toHaveLength(15);
  for (const { PermissionsBoundary, ManagedPolicyArns = [] } of roles) {
    expect(JSON.stringify(PermissionsBoundary)).toMatch(/Boundary|:policy\//);
    expect(ManagedPolicyArns).toEqual([]);
  }
});

test('the reports read the ledger of every environment through its reader, and by themselves nothing', () => {
  const { reporter } = stack<ReportingStack>('reporting');
  for (const { reader, ledger } of [stack<OrdersStack>('dev-orders'), stack<OrdersStack>('prod-orders')]) {
    const context = { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };
    access.allows(reporter, 'sts:AssumeRole', reader, { context });
    access.denies(reporter, 'sts:AssumeRole', reader, { context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } });
    access.allows(reader, 'dynamodb:GetItem', ledger);
    access.neverAllows(reader, 'dynamodb:PutItem');
  }
  access.neverAllows(reporter, 'dynamodb:*');
});

test('CI plans by looking, deploys to its own account alone, and cannot take the role that executes', () => {
  const { orders, network } = stack<AccountStack>('dev-account');
  const bootstrapped = (account: string, kind: string) => `arn:aws:iam::${account}:role/cdk-hnb659fds-${kind}-role-${account}-eu-central-1`;
  for (const { planRole, deployRole } of [orders, network]) {
    // Its own half allows it; the other half is the trust policy that `cdk bootstrap` wrote.
    expect(() => access.allows(deployRole, 'sts:AssumeRole', bootstrapped('222233334444', 'deploy'))).toThrow(/cannot be decided[^]*not in the app/);
    access.neverAllows(planRole, 'sts:AssumeRole', { resources: [bootstrapped('222233334444', 'deploy')] });
    access.neverAllows(deployRole, 'sts:AssumeRole', { resources: [bootstrapped('111122223333', 'deploy'), bootstrapped('222233334444', 'cfn-exec')] });
  }
});
