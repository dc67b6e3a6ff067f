import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Intent, Kinds, onEach, request } from './intent';
import { ScheduleGrantOptions, ScopedScheduleGroupGrants } from '../../../src/grants/schedule-group-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/jobs`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/target`;
const GROUPS: Kinds<scheduler.IScheduleGroupRef> = {
  L2: (stack) => new scheduler.ScheduleGroup(stack, 'Target'),
  L1: (stack) => new scheduler.CfnScheduleGroup(stack, 'Target', { name: 'jobs' }),
  imported: (stack) => scheduler.ScheduleGroup.fromScheduleGroupName(stack, 'Target', 'jobs'),
};
const targetRoles = (stack: Stack) =>
  [iam.Role.fromRoleArn(stack, 'TargetRole', stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'target' }))];
const write = (method: 'createSchedules' | 'updateSchedules', options: ScheduleGrantOptions = {}) => onEach(GROUPS, (group, role, stack) =>
  ScopedScheduleGroupGrants.fromScheduleGroup(group)[method](role, { ...options, targetRoles: targetRoles(stack) }));
const grant = (method: 'deleteSchedules' | 'readSchedules', options: ScheduleGrantOptions = {}) =>
  onEach(GROUPS, (group, role) => ScopedScheduleGroupGrants.fromScheduleGroup(group)[method](role, options));
const cdk = (call: string, give: (group: scheduler.ScheduleGroup, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(GROUPS.L2!(stack) as scheduler.ScheduleGroup, role) });
const toScheduler = { 'iam:PassedToService': 'scheduler.amazonaws.com' };

export const INTENTS: Intent[] = [
  {
    call: 'ScopedScheduleGroupGrants.createSchedules',
    actions: ['scheduler:CreateSchedule', 'iam:PassRole'],
    grant: write('createSchedules'),
    cdk: cdk('ScheduleGroup.grantWriteSchedules', (group, role) => group.grantWriteSchedules(role)),
    allows: [request('scheduler:CreateSchedule', `${ARN}/1`), request('iam:PassRole', ROLE, toScheduler)],
    denies: [
      request('scheduler:CreateSchedule', `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/1`),
      request('scheduler:UpdateSchedule', `${ARN}/1`),
      request('scheduler:DeleteScheduleGroup', `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule-group/jobs`),
      request('iam:PassRole', ROLE),
      request('iam:PassRole', ROLE, { 'iam:PassedToService': 'lambda.amazonaws.com' }),
      request('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/admin`, toScheduler),
    ],
  },
  {
    call: 'ScopedScheduleGroupGrants.createSchedules',
    scope: 'per tenant',
    actions: ['scheduler:CreateSchedule', 'iam:PassRole'],
    tags: { tenant: 'blue' },
    grant: write('createSchedules', { prefix: '${aws:PrincipalTag/tenant}-' }),
    allows: [request('scheduler:CreateSchedule', `${ARN}/blue-1`), request('iam:PassRole', ROLE, toScheduler)],
    denies: [request('scheduler:CreateSchedule', `${ARN}/green-1`)],
  },
  {
    call: 'ScopedScheduleGroupGrants.updateSchedules',
    actions: ['scheduler:UpdateSchedule', 'iam:PassRole'],
    grant: write('updateSchedules'),
    allows: [request('scheduler:UpdateSchedule', `${ARN}/1`), request('iam:PassRole', ROLE, toScheduler)],
    denies: [
      request('scheduler:UpdateSchedule', `${ARN}-other/1`),
      request('scheduler:CreateSchedule', `${ARN}/1`),
      request('iam:PassRole', ROLE, { 'iam:PassedToService': 'events.amazonaws.com' }),
    ],
  },
  {
    call: 'ScopedScheduleGroupGrants.deleteSchedules',
    scope: 'under a prefix, of groups with a tag',
    actions: ['scheduler:DeleteSchedule'],
    grant: grant('deleteSchedules', { prefix: 'draft-', resourceTags: { team: 'orders' } }),
    cdk: cdk('ScheduleGroup.grantDeleteSchedules', (group, role) => group.grantDeleteSchedules(role)),
    allows: [request('scheduler:DeleteSchedule', `${ARN}/draft-1`, { 'aws:ResourceTag/team': 'orders' })],
    denies: [
      request('scheduler:DeleteSchedule', `${ARN}/draft-1`),
      request('scheduler:DeleteSchedule', `${ARN}/final-1`, { 'aws:ResourceTag/team': 'orders' }),
    ],
  },
  {
    call: 'ScopedScheduleGroupGrants.readSchedules',
    actions: ['scheduler:GetSchedule'],
    grant: grant('readSchedules'),
    cdk: cdk('ScheduleGroup.grantReadSchedules', (group, role) => group.grantReadSchedules(role)),
    allows: [request('scheduler:GetSchedule', `${ARN}/1`)],
    denies: [
      request('scheduler:GetSchedule', `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/1`),
      request('scheduler:ListSchedules', '*'),
    ],
  },
];
