import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { arnIn, Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedStateMachineGrants, StateMachineStartGrantOptions } from '../../../src/grants/state-machine-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:orders`;
const EXECUTION = `arn:aws:states:${REGION}:${ACCOUNT}:execution:orders:1`;
const OTHER_EXECUTION = `arn:aws:states:${REGION}:${ACCOUNT}:execution:orders-admin:1`;
const newMachine = (stack: Stack) => new sfn.StateMachine(stack, 'Target', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')) });
const MACHINES: Kinds<sfn.IStateMachineRef> = {
  L2: newMachine,
  L1: (stack) => new sfn.CfnStateMachine(stack, 'Target', { roleArn: 'arn:aws:iam::111122223333:role/app', definitionString: '{}' }),
  imported: (stack) => sfn.StateMachine.fromStateMachineArn(stack, 'Target', arnIn(stack, 'states', 'stateMachine:orders')),
};
type Method = 'start' | 'startSync' | 'readExecutions' | 'stop' | 'redrive' | 'answerTasks';
const grant = (method: Method, options: StateMachineStartGrantOptions = {}) =>
  onEach(MACHINES, (machine, role) => ScopedStateMachineGrants.fromStateMachine(machine)[method](role, options));
const cdk = (call: string, give: (machine: sfn.StateMachine, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(newMachine(stack), role) });

const SEND = ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedStateMachineGrants.start',
    actions: ['states:StartExecution'],
    grant: grant('start'),
    cdk: cdk('StateMachine.grantStartExecution', (machine, role) => machine.grantStartExecution(role)),
    allows: [request('states:StartExecution', ARN), request('states:StartExecution', ARN, { 'states:StateMachineQualifier': 'live' })],
    denies: [
      request('states:StartExecution', `${ARN}-admin`),
      ...requests(['states:StartSyncExecution', 'states:UpdateStateMachine', 'states:DescribeStateMachine'], ARN),
      request('states:StopExecution', EXECUTION),
    ],
  },
  {
    call: 'ScopedStateMachineGrants.start',
    scope: 'by an alias',
    actions: ['states:StartExecution'],
    grant: grant('start', { qualifiers: ['live'] }),
    allows: [request('states:StartExecution', ARN, { 'states:StateMachineQualifier': 'live' })],
    denies: [request('states:StartExecution', ARN), request('states:StartExecution', ARN, { 'states:StateMachineQualifier': '1' })],
  },
  {
    call: 'ScopedStateMachineGrants.startSync',
    actions: ['states:StartSyncExecution'],
    grant: grant('startSync'),
    cdk: cdk('StateMachine.grantStartSyncExecution', (machine, role) => machine.grantStartSyncExecution(role)),
    allows: [request('states:StartSyncExecution', ARN)],
    denies: [request('states:StartSyncExecution', `${ARN}-admin`), request('states:StartExecution', ARN)],
  },
  {
    call: 'ScopedStateMachineGrants.readExecutions',
    actions: ['states:ListExecutions', 'states:DescribeExecution', 'states:GetExecutionHistory'],
    grant: grant('readExecutions'),
    cdk: cdk('StateMachine.grantRead', (machine, role) => machine.grantRead(role)),
    allows: [request('states:ListExecutions', ARN), ...requests(['states:DescribeExecution', 'states:GetExecutionHistory'], EXECUTION)],
    denies: [
      request('states:DescribeExecution', OTHER_EXECUTION),
      request('states:ListExecutions', `${ARN}-admin`),
      request('states:StopExecution', EXECUTION),
      request('states:DescribeStateMachineForExecution', EXECUTION),
    ],
  },
  {
    call: 'ScopedStateMachineGrants.stop',
    actions: ['states:StopExecution'],
    grant: grant('stop'),
    cdk: cdk("StateMachine.grantExecution(role, 'states:StopExecution')", (machine, role) => machine.grantExecution(role, 'states:StopExecution')),
    allows: [request('states:StopExecution', EXECUTION)],
    denies: [request('states:StopExecution', OTHER_EXECUTION), request('states:RedriveExecution', EXECUTION)],
  },
  {
    call: 'ScopedStateMachineGrants.redrive',
    actions: ['states:RedriveExecution'],
    grant: grant('redrive'),
    cdk: cdk('StateMachine.grantRedriveExecution', (machine, role) => machine.grantRedriveExecution(role)),
    allows: [request('states:RedriveExecution', EXECUTION)],
    denies: [request('states:RedriveExecution', OTHER_EXECUTION), request('states:StartExecution', ARN)],
  },
  {
    call: 'ScopedStateMachineGrants.answerTasks',
    actions: SEND,
    grant: grant('answerTasks'),
    cdk: cdk('StateMachine.grantTaskResponse', (machine, role) => machine.grantTaskResponse(role)),
    allows: requests(SEND, '*'),
    denies: [request('states:GetActivityTask', `arn:aws:states:${REGION}:${ACCOUNT}:activity:orders`), request('states:StartExecution', ARN)],
  },
];
