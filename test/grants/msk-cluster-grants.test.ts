import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as msk from 'aws-cdk-lib/aws-msk';
import { ACCOUNT, foreignRole, newRole, newStack, REGION, statementsOf } from './testing';
import { MskConsumeGrantOptions, ScopedMskClusterGrants } from '../../src/grants/msk-cluster-grants';

const ARN = `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/orders/de8982fa-8222-4e87-8b20-9bf3cdfa1521-2`;
const roleElsewhere = (app: App) => foreignRole(new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }));

test.each<[MskConsumeGrantOptions, RegExp]>([
  [{ topics: [], groups: ['billing'] }, /^ScopedMskClusterGrants.consume: `topics` is \[\]/],
  [{ topics: ['orders*'], groups: ['billing'] }, /`topics` has 'orders\*'; expected a name of letters, digits, dots, hyphens and underscores/],
  [{ topics: ['orders'], groups: ['a/b'] }, /`groups` has 'a\/b'/],
  [{ topics: Fn.split(',', Fn.importValue('topics')), groups: ['billing'] }, /`topics` is a list that is known only at deployment/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  expect(() => ScopedMskClusterGrants.fromClusterArn(stack, 'Msk', ARN).consume(newRole(stack), options)).toThrow(message);
});

test.each(['orders', `${ARN}/*`, ARN.replace(':cluster/', ':topic/')])('%s is no ARN of a cluster', (arn) => {
  expect(() => ScopedMskClusterGrants.fromClusterArn(newStack(), 'Msk', arn)).toThrow(/`clusterArn` is .*expected the ARN of a cluster with its name and UUID/);
});

test('tokens may stand for the cluster and for topics', () => {
  const stack = newStack();
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  ScopedMskClusterGrants.fromClusterArn(stack, 'Msk', parameter('Cluster')).produce(newRole(stack), { topics: [parameter('Topic')] });
  expect(JSON.stringify(statementsOf(stack)[1].Resource)).toMatch(/:topic\/",.*"Fn::Select":\[1,.*"Fn::Select":\[2,.*"Ref":"Topic"/);
});

test('what a cluster policy needs for another account is a warning; a serverless cluster has none', () => {
  const app = new App();
  const stack = newStack(app);
  const role = roleElsewhere(app);
  ScopedMskClusterGrants.fromClusterArn(stack, 'Msk', ARN).produce(role, { topics: ['orders'] });
  Annotations.fromStack(Stack.of(role)).hasWarning('*', Match.stringLikeRegexp(`add to the cluster policy of 'Stack/Msk' in account ${ACCOUNT}: .*:topic/orders/.*/orders`));
  const serverless = new msk.CfnServerlessCluster(stack, 'Serverless', { clientAuthentication: { sasl: { iam: { enabled: true } } }, clusterName: 'orders', vpcConfigs: [] });
  expect(() => ScopedMskClusterGrants.fromServerlessCluster(serverless).connect(role)).toThrow(/cannot grant across accounts.*assume a role of that account/);
});
