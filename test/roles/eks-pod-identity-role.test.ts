import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ACCOUNT, agnosticStack, expectNoManagedPolicy, onlyRole, stackIn } from './synth';
import { EksPodIdentityRole, EksPodIdentityRoleProps } from '../../src/roles/eks-pod-identity-role';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';
import { bind, decide } from '../decisions';

const CLUSTER_ARN = `arn:aws:eks:eu-central-1:${ACCOUNT}:cluster/main`;

const imported = (stack: Stack) => eks.CfnCluster.fromClusterArn(stack, 'Cluster', CLUSTER_ARN);
const made = (stack: Stack) => new eks.CfnCluster(stack, 'Cluster', { roleArn: `arn:aws:iam::${ACCOUNT}:role/eks`, resourcesVpcConfig: { subnetIds: [] } });

function roleIn(stack: Stack, props: Partial<EksPodIdentityRoleProps> = {}) {
  return new EksPodIdentityRole(stack, 'Role', { cluster: props.cluster ?? imported(stack), namespace: 'shop', serviceAccount: 'orders', ...props });
}

const OWN = {
  'aws:RequestTag/eks-cluster-arn': CLUSTER_ARN,
  'aws:RequestTag/kubernetes-namespace': 'shop',
  'aws:RequestTag/kubernetes-service-account': 'orders',
};

test.each([
  ['its own pods', {}, 'allowed'],
  ['pods of another service account', { 'aws:RequestTag/kubernetes-service-account': 'billing' }, 'implicitly-denied'],
  ['pods of another namespace', { 'aws:RequestTag/kubernetes-namespace': 'test' }, 'implicitly-denied'],
  ['pods of another cluster', { 'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:eu-central-1:${ACCOUNT}:cluster/test` }, 'implicitly-denied'],
  ['a cluster of that name in another account', { 'aws:RequestTag/eks-cluster-arn': CLUSTER_ARN.replace(ACCOUNT, '999999999999') }, 'implicitly-denied'],
])('EKS on behalf of %s', (_, context, decision) => {
  const stack = stackIn('eu-central-1');
  roleIn(stack);
  const trust = bind(onlyRole(stack).AssumeRolePolicyDocument);
  expect(trust.Statement).toHaveLength(1);
  for (const action of ['sts:AssumeRole', 'sts:TagSession']) {
    expect(decide({ identity: [], resource: trust }, {
      principal: { type: 'service', id: 'pods.eks.amazonaws.com' },
      action,
      resource: `arn:aws:iam::${ACCOUNT}:role/Role`,
      resourceAccount: ACCOUNT,
      context: { ...OWN, ...context },
    })).toBe(decision);
  }
});

test('the association gives the role to the same service account, with session tags on', () => {
  const stack = agnosticStack();
  const role = roleIn(stack, { cluster: made(stack) });
  expectNoManagedPolicy(stack);
  const [association] = Object.values(Template.fromStack(stack).findResources('AWS::EKS::PodIdentityAssociation'));
  expect(association.Properties).toEqual({
    ClusterName: { Ref: 'Cluster' }, Namespace: 'shop', ServiceAccount: 'orders', RoleArn: stack.resolve(role.roleArn),
  });
});

test('an add-on may make the association instead', () => {
  const stack = agnosticStack();
  expect(roleIn(stack, { withoutAssociation: true }).association).toBeUndefined();
  Template.fromStack(stack).resourceCountIs('AWS::EKS::PodIdentityAssociation', 0);
});

test('it is clean under our strict pack and under cdk-nag', () => {
  const stack = stackIn('eu-central-1');
  roleIn(stack);
  (stack.node.root as App).synth();
  const packs = [new AwsSolutionsChecks(), new LeastPrivilegeChecks(undefined, { packs: ['strict'], disabledRules: ['undescribed-role', 'unused-role'] })];
  expect(packs.flatMap(pack => pack.validateScope(stack.node.root).violations).map(({ ruleName, description }) => `${ruleName}: ${description}`)).toEqual([]);
});

test.each<[string, Partial<EksPodIdentityRoleProps>, RegExp]>([
  ['a wildcard as service account', { serviceAccount: 'orders-*' }, /serviceAccount is `orders-\*`.*name one/],
  ['an ARN as namespace', { namespace: CLUSTER_ARN }, /namespace is `arn:aws:eks/],
])('%s is refused', (_, props, message) => {
  expect(() => roleIn(agnosticStack(), props)).toThrow(message);
});
