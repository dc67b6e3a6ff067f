import { Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Workload } from './workload';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { LambdaExecutionRole } from '../../../src/roles/lambda-execution-role';
import { arnIn, requests } from '../../grants/intents/intent';
import { ACCOUNT, REGION } from '../../grants/testing';

const STREAMS = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group`;
const WRITE = ['logs:CreateLogStream', 'logs:PutLogEvents'];

const logGroupIn = (stack: Stack) => logs.LogGroup.fromLogGroupArn(stack, 'Logs', arnIn(stack, 'logs', 'log-group:/aws/lambda/booking'));

export const WORKLOADS: Workload[] = [
  {
    role: 'LambdaExecutionRole',
    make: (stack, confusedDeputy) => new LambdaExecutionRole(stack, 'Role', { confusedDeputy, functionName: 'booking', logGroup: logGroupIn(stack) }),
    service: 'lambda.amazonaws.com',
    sourceArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:booking`,
    byDefault: ConfusedDeputyProtection.ACCOUNT,
    allows: requests(WRITE, `${STREAMS}:/aws/lambda/booking:log-stream:2026`),
    denies: requests([...WRITE, 'logs:CreateLogGroup'], `${STREAMS}:/aws/lambda/billing:log-stream:2026`),
  },
];
