import { Template } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { agnosticStack, onlyRole, stackIn } from './synth';
import { RdsMonitoringRole } from '../../src/roles/rds-monitoring-role';
import { bind } from '../decisions';

test('it may be held to named instances, as RDS writes their names', () => {
  const stack = stackIn('eu-central-1');
  new RdsMonitoringRole(stack, 'Role', { instanceIdentifiers: ['Orders', 'orders-replica'] });
  expect(bind(onlyRole(stack).AssumeRolePolicyDocument).Statement[0].Condition.ArnLike).toEqual({
    'aws:SourceArn': ['arn:aws:rds:eu-central-1:111122223333:db:orders', 'arn:aws:rds:eu-central-1:111122223333:db:orders-replica'],
  });
});

test.each([
  [[], /instanceIdentifiers is empty/],
  [['orders-*'], /instanceIdentifiers holds `orders-\*`, expected 1 to 63 letters.*not a pattern/],
  [['orders--1'], /orders--1/],
  [['arn:aws:rds:eu-central-1:111122223333:db:orders'], /not an ARN/],
])('%j is refused', (instanceIdentifiers, message) => {
  expect(() => new RdsMonitoringRole(agnosticStack(), 'Role', { instanceIdentifiers })).toThrow(message);
});

test('the instances of a cluster have one', () => {
  const stack = agnosticStack();
  const { roleArn: monitoringRoleArn } = new RdsMonitoringRole(stack, 'Role');
  ['Writer', 'Reader'].forEach(id => new rds.CfnDBInstance(stack, id, { dbClusterIdentifier: 'orders', monitoringInterval: 60, monitoringRoleArn }));
  expect(() => Template.fromStack(stack)).not.toThrow();
});
