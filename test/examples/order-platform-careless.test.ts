import { synthesise } from './synthesis';
import { buildCarelessOrderPlatform } from '../../examples/order-platform-careless/order-platform';

const platform = synthesise('order-platform-careless', buildCarelessOrderPlatform);

test('it is refused', () => {
  expect(platform.failed).toBe(true);
});

test('it yields exactly these findings', () => {
  expect(platform.findings).toEqual([
    'OrderPlatform/Access/Auditor/Resource | error | missing-permissions-boundary',
    'OrderPlatform/Access/Auditor/Resource | error | weak-external-id[12345]',
    'OrderPlatform/Access/Auditor/Resource | error | wildcard-resource[dynamodb:Get*,dynamodb:Scan]',
    'OrderPlatform/Access/Auditor/Resource | warning | wildcard-read-action[dynamodb:Get*]',
    'OrderPlatform/Access/Deployer/Resource | error | aws-managed-admin-policy[AdministratorAccess]',
    'OrderPlatform/Access/Deployer/Resource | error | federated-administrator[token.actions.githubusercontent.com]',
    'OrderPlatform/Access/Deployer/Resource | error | missing-permissions-boundary',
    'OrderPlatform/Access/Deployer/Resource | error | oidc-broad-subject[repo:acme/*]',
    'OrderPlatform/Access/Deployer/Resource | error | oidc-missing-audience[token.actions.githubusercontent.com]',
    'OrderPlatform/Access/Publisher/DefaultPolicy/Resource | error | wildcard-resource[iam:PassRole]',
    'OrderPlatform/Access/Publisher/DefaultPolicy/Resource | warning | pass-role-without-service[iam:PassRole]',
    'OrderPlatform/Access/Publisher/Resource | error | missing-permissions-boundary',
    'OrderPlatform/Access/Publisher/Resource | warning | iam-user',
    'OrderPlatform/Access/PublisherKey/Resource | error | long-lived-credential',
    'OrderPlatform/Booking/AllButIam/Resource | error | not-action-in-allow[iam:*]',
    'OrderPlatform/Booking/Function/ServiceRole/Resource | error | missing-permissions-boundary',
    'OrderPlatform/Booking/Function/ServiceRole/Resource | error | self-escalation[sso:AttachManagedPolicyToPermissionSet,sso:PutInlinePolicyToPermissionSet]',
    'OrderPlatform/Booking/Trail/Resource | error | wildcard-resource[kms:Decrypt]',
    'OrderPlatform/Intake/Task/ExecutionRole/Resource | error | missing-permissions-boundary',
    'OrderPlatform/Intake/Task/ExecutionRole/Resource | warning | missing-confused-deputy-condition[ecs-tasks.amazonaws.com]',
    'OrderPlatform/Intake/Task/TaskRole/DefaultPolicy/Resource | error | action-resource-mismatch[s3:PutObject]',
    'OrderPlatform/Intake/Task/TaskRole/DefaultPolicy/Resource | error | wildcard-action[s3:*]',
    'OrderPlatform/Intake/Task/TaskRole/DefaultPolicy/Resource | error | wildcard-resource[s3:*]',
    'OrderPlatform/Intake/Task/TaskRole/DefaultPolicy/Resource | error | wildcard-resource[sqs:SendMessage]',
    'OrderPlatform/Intake/Task/TaskRole/DefaultPolicy/Resource | warning | unknown-action[s3:GetObjcet]',
    'OrderPlatform/Intake/Task/TaskRole/DefaultPolicy/Resource | warning | unknown-action[s3:HeadObject]',
    'OrderPlatform/Intake/Task/TaskRole/Resource | error | missing-permissions-boundary',
    'OrderPlatform/Intake/Task/TaskRole/Resource | warning | missing-confused-deputy-condition[ecs-tasks.amazonaws.com]',
    'OrderPlatform/Reporting/Role/DefaultPolicy/Resource | error | admin-statement',
    'OrderPlatform/Reporting/Role/Resource | error | missing-permissions-boundary',
    'OrderPlatform/Storage/SearchMayLog | error | wildcard-action[logs:*]',
    'OrderPlatform/Storage/SearchMayLog | warning | service-without-source[es.amazonaws.com]',
  ]);
});

test.each([...platform.resources])('%s', (_, template) => {
  expect(template).toMatchSnapshot();
});
