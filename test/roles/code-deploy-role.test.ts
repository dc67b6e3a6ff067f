import { Fn } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CodeDeployRole } from '../../src/roles/code-deploy-role';
import { newStack, statementsOf } from '../grants/testing';

test('listeners and services that are known only at deployment are taken apart there', () => {
  const stack = newStack();
  const service = ecs.BaseService.fromServiceArnWithCluster(stack, 'Service', 'arn:aws:ecs:eu-west-1:111122223333:service/shop/web');
  const listener = { listenerRef: { listenerArn: Fn.importValue('Listener') } } as elbv2.IListenerRef;
  new CodeDeployRole(stack, 'Role').addEcsDeployment(service, {
    cluster: service.cluster, listeners: [listener], roles: [iam.Role.fromRoleArn(stack, 'Task', 'arn:aws:iam::111122223333:role/task')],
  });
  const imported = { 'Fn::Split': [':listener/', { 'Fn::ImportValue': 'Listener' }] };
  expect(statementsOf(stack).find(({ Action }) => Action === 'elasticloadbalancing:ModifyRule').Resource)
    .toEqual({ 'Fn::Join': ['', [{ 'Fn::Select': [0, imported] }, ':listener-rule/', { 'Fn::Select': [1, imported] }, '/*']] });
});

test('instances that are found by their tags are described and nothing else', () => {
  const stack = newStack();
  new CodeDeployRole(stack, 'Role').addServerDeployment();
  expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus', 'tag:GetResources'], Resource: '*' }]);
});
