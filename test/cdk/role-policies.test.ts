import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { readRolePolicies } from '../../src/cdk/role-policies';
import { WorkloadBoundary } from '../../src/guardrails/workload-boundary';

const EC2 = new iam.ServicePrincipal('ec2.amazonaws.com');
const allow = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['*'] });

/** The role `Role` of a stack, as it is read. */
function read(make: (role: iam.Role, stack: Stack) => void) {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const role = new iam.Role(stack, 'Role', { assumedBy: EC2, roleName: 'orders' });
  make(role, stack);
  const found = readRolePolicies(app).find(({ role: { node } }) => node.path === 'Stack/Role/Resource')!;
  return {
    actions: found.documents.flatMap(({ statements }) => statements.flatMap(({ actions }) => actions.values.map(({ text }) => text.toString()))),
    unread: found.unread,
  };
}

test.each<[string, (role: iam.Role, stack: Stack) => void, string[]]>([
  ['nothing', () => {}, []],
  ['its inline policies', role => (role.node.defaultChild as iam.CfnRole).addPropertyOverride('Policies', [
    { PolicyName: 'own', PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } } },
  ]), ['s3:GetObject']],
  ['policies of constructs', role => { role.addToPolicy(allow('s3:GetObject')); }, ['s3:GetObject']],
  ['managed policies of the app', (role, stack) => new iam.ManagedPolicy(stack, 'Policy', { roles: [role], statements: [allow('sns:Publish')] }), ['sns:Publish']],
  ['managed policies of another stack', (role, stack) => {
    role.addManagedPolicy(new iam.ManagedPolicy(new Stack(stack.node.root as App, 'Other'), 'Policy', { statements: [allow('sns:Publish')] }));
    (stack.node.root as App).synth();
  }, ['sns:Publish']],
  ['policies that name it', (_, stack) => new iam.Policy(stack, 'Policy', {
    roles: [iam.Role.fromRoleName(stack, 'Named', 'orders')], statements: [allow('sqs:SendMessage')],
  }), ['sqs:SendMessage']],
  ['managed policies of AWS', role => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXrayReadOnlyAccess')), expect.arrayContaining(['xray:GetTraceGraph'])],
  ['not its boundary', (role, stack) => new WorkloadBoundary(stack, 'Boundary').applyTo(role), []],
])('reads %s', (_, make, actions) => {
  expect(read(make)).toEqual({ actions, unread: [] });
});

test('names the managed policies that cannot be read', () => {
  const { unread } = read((role, stack) => role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Theirs', 'arn:aws:iam::111122223333:policy/theirs')));
  expect(unread).toEqual(['arn:aws:iam::111122223333:policy/theirs']);
});
