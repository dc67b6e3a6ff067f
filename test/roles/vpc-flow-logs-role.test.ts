import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { agnosticStack, onlyPolicy } from './synth';
import { VpcFlowLogsRole } from '../../src/roles/vpc-flow-logs-role';

test('a flow log takes the role, and CDK adds nothing to it', () => {
  const stack = agnosticStack();
  const logGroup = new logs.LogGroup(stack, 'Logs');
  const role = new VpcFlowLogsRole(stack, 'Role', { logGroup });
  new ec2.FlowLog(stack, 'FlowLog', {
    resourceType: ec2.FlowLogResourceType.fromVpc(ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] })),
    destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role.withoutPolicyUpdates()),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::FlowLog', { DeliverLogsPermissionArn: stack.resolve(role.roleArn) });
  expect(onlyPolicy(stack).flatMap(({ Action }) => Action)).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams']);
});
