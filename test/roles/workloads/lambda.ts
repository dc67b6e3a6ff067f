import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Workload } from './workload';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { LambdaExecutionRole } from '../../../src/roles/lambda-execution-role';
import { arnIn, request, requests } from '../../grants/intents/intent';
import { ACCOUNT, REGION } from '../../grants/testing';

const STREAMS = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group`;
const WRITE = ['logs:CreateLogStream', 'logs:PutLogEvents'];

const logGroupIn = (stack: Stack) => logs.LogGroup.fromLogGroupArn(stack, 'Logs', arnIn(stack, 'logs', 'log-group:/aws/lambda/booking'));

/** A name goes with no other protection. */
const strictly = (confusedDeputy?: ConfusedDeputyProtection) => ({
  confusedDeputy, ...(confusedDeputy === ConfusedDeputyProtection.STRICT && { functionName: 'booking' }),
});

const ec2Arn = (rest: string) => `arn:aws:ec2:${REGION}:${ACCOUNT}:${rest}`;
const MANAGE = ['ec2:AssignPrivateIpAddresses', 'ec2:DeleteNetworkInterface', 'ec2:UnassignPrivateIpAddresses'];

const networkIn = (stack: Stack) => ({
  subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', 'subnet-0123456789abcdef0')],
  securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')],
});

export const WORKLOADS: Workload[] = [
  {
    role: 'LambdaExecutionRole',
    make: (stack, confusedDeputy) => new LambdaExecutionRole(stack, 'Role', { ...strictly(confusedDeputy), logGroup: logGroupIn(stack) }),
    service: 'lambda.amazonaws.com',
    sourceArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:booking`,
    byDefault: ConfusedDeputyProtection.ACCOUNT,
    allows: requests(WRITE, `${STREAMS}:/aws/lambda/booking:log-stream:2026`),
    denies: requests([...WRITE, 'logs:CreateLogGroup'], `${STREAMS}:/aws/lambda/billing:log-stream:2026`),
  },
  {
    role: 'LambdaExecutionRole',
    variant: 'in a VPC',
    make: (stack, confusedDeputy) =>
      new LambdaExecutionRole(stack, 'Role', { ...strictly(confusedDeputy), logGroup: logGroupIn(stack), network: networkIn(stack) }),
    service: 'lambda.amazonaws.com',
    sourceArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:booking`,
    byDefault: ConfusedDeputyProtection.ACCOUNT,
    allows: [
      ...requests(WRITE, `${STREAMS}:/aws/lambda/booking:log-stream:2026`),
      ...['subnet/subnet-0123456789abcdef0', 'security-group/sg-0123456789abcdef0', 'network-interface/eni-1']
        .map(rest => request('ec2:CreateNetworkInterface', ec2Arn(rest))),
      ...requests(MANAGE, ec2Arn('network-interface/eni-1')),
      ...requests(['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'], '*'),
    ],
    denies: [
      request('ec2:CreateNetworkInterface', ec2Arn('subnet/subnet-99999999999999999')),
      request('ec2:CreateNetworkInterface', ec2Arn('security-group/sg-99999999999999999')),
      request('ec2:RunInstances', ec2Arn('subnet/subnet-0123456789abcdef0')),
    ],
    refuses: [
      [
        'in a VPC without a subnet',
        stack => new LambdaExecutionRole(stack, 'Role', { network: { ...networkIn(stack), subnets: [] } }),
        /network has 0 subnets and 1 security groups, expected at least one of each/,
      ],
    ],
  },
];
