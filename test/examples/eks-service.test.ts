import { App } from 'aws-cdk-lib';
import { synthesise } from './synthesis';
import { buildEksService } from '../../examples/eks-service/eks-service';
import { PodsStack } from '../../examples/eks-service/pods-stack';
import { StorageStack } from '../../examples/eks-service/storage-stack';
import { Access } from '../../src';

let app: App;
let access: Access;
const service = synthesise('eks-service', props => {
  app = buildEksService(props);
  access = Access.fromApp(app);
  return app;
});
const { booking, reports } = app!.node.findChild('Pods') as PodsStack;
const { ledger, orders, reports: written } = app!.node.findChild('Storage') as StorageStack;
const resources = [...service.resources.values()].flatMap(template => Object.values(template));

test('it passes our strict pack and the AwsSolutions pack with no open finding', () => {
  expect(service.findings).toEqual([]);
  expect(service.failed).toBe(false);
});

test('it accepts no finding of our rules itself', () => {
  expect(service.acknowledgements.filter(line => line.includes('LeastPrivilege::') && !line.endsWith(' (owner: cdk-least-privilege)'))).toEqual([]);
});

test('no role has an AWS managed policy, and none is made for a custom resource', () => {
  const roles = resources.filter(({ Type }) => Type === 'AWS::IAM::Role');
  expect(roles).toHaveLength(6);
  expect(roles.filter(({ Properties }) => Properties.ManagedPolicyArns)).toEqual([]);
  expect(resources.filter(({ Type }) => /^Custom::|^AWS::Lambda::/.test(Type))).toEqual([]);
});

test('each service has its half of the work, and the nodes have neither', () => {
  const report = written.arnForObjects('daily/2026-11-22.csv');
  access.allows(booking, 'sqs:ReceiveMessage', orders);
  access.allows(booking, 'dynamodb:PutItem', ledger);
  access.denies(booking, 's3:PutObject', report);

  access.allows(reports, 'dynamodb:Query', ledger);
  access.allows(reports, 's3:PutObject', report);
  access.denies(reports, 's3:PutObject', written.arnForObjects('monthly/2026-11.csv'));
  access.denies(reports, 'sqs:ReceiveMessage', orders);

  const nodes = app.node.findChild('Cluster').node.findChild('NodeRole');
  access.denies(nodes, 'sqs:ReceiveMessage', orders);
  access.denies(nodes, 'dynamodb:PutItem', ledger);
  access.denies(nodes, 's3:PutObject', report);
});

test('credentials are for the pods of one service account each', () => {
  const trust = (id: string) => Object.entries(service.resources.get('Pods.template.json')!).find(([logicalId]) => logicalId.startsWith(id))![1].Properties.AssumeRolePolicyDocument;
  expect(trust('Booking').Statement[0].Condition.StringEquals).toMatchObject({
    'aws:RequestTag/kubernetes-namespace': 'orders',
    'aws:RequestTag/kubernetes-service-account': 'booking',
  });
  expect(JSON.stringify(trust('Reports'))).toContain('system:serviceaccount:reports:daily');
});
