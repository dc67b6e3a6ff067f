import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { onlyPolicy, stackIn } from './synth';
import { MskConnectRole } from '../../src/roles/msk-connect-role';

test('needs no permissions for a cluster without IAM access control', () => {
  const stack = stackIn('eu-west-1');
  new MskConnectRole(stack, 'Role');
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
});

test('takes the topics of a cluster whose ARN is known only at deployment out of that ARN', () => {
  const stack = new Stack();
  const clusterArn = new CfnParameter(stack, 'Cluster').valueAsString;
  new MskConnectRole(stack, 'Role', { clusterArn, readTopics: [new CfnParameter(stack, 'Topic').valueAsString] });
  const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['/', { Ref: 'Cluster' }] }] });
  expect(onlyPolicy(stack)[1].Resource).toEqual({
    'Fn::Join': ['', [
      'arn:', { Ref: 'AWS::Partition' }, ':kafka:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':topic/', part(1), '/', part(2), '/', { Ref: 'Topic' },
    ]],
  });
});

test('the topics lie where the cluster lies', () => {
  const stack = stackIn('eu-west-1');
  new MskConnectRole(stack, 'Role', { clusterArn: 'arn:aws:kafka:eu-central-1:444455556666:cluster/orders/a1b2', readTopics: ['orders'] });
  expect(JSON.stringify(onlyPolicy(stack)[1].Resource)).toContain(':kafka:eu-central-1:444455556666:topic/orders/a1b2/orders');
});
