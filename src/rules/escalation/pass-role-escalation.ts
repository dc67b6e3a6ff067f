import { describeStrong } from './chain';
import { Escalations, escalationsOf } from './escalations';
import { ADMINISTRATION, role, roleOf, trustOf } from './example-role';
import { byStatements, placed } from './findings';
import { Gains, Passing } from './gains';
import { receiversOf } from './passing';
import { Severity } from '../../diagnostics/severity';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const START_FUNCTIONS = { Effect: 'Allow', Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: '*' };

export const passRoleEscalation: Rule = {
  id: 'pass-role-escalation',
  severity: Severity.ERROR,
  checks: ['E-01', 'B-04'],
  summary: 'a principal can start something that runs its own code under a stronger role',
  why: 'What it starts acts with all the permissions of the role. Whoever may pass a role and start a function with it has that role.',
  accept: 'For a principal that deploys workloads for others, and that you guard as you guard the strongest of the roles that it may pass.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://pathfinding.cloud',
  ],
  examples: {
    flagged: [
      {
        title: 'any role for a function of its own',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }, START_FUNCTIONS] },
      },
      {
        title: 'any role for an instance, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: ['ec2:RunInstances', 'iam:Pass*'], Resource: '*' } },
      },
      {
        title: 'one role, which administers the account',
        resources: {
          Admin: role([ADMINISTRATION], trustOf('lambda.amazonaws.com')),
          Worker: role([{ Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': ['Admin', 'Arn'] } }, START_FUNCTIONS], trustOf('ecs-tasks.amazonaws.com')),
        },
      },
    ],
    allowed: [
      {
        title: 'one role, of which nothing is known',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/orders' }, START_FUNCTIONS] },
      },
      {
        title: 'any role, to a service that the policy can start nothing in',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } },
            START_FUNCTIONS,
          ],
        },
      },
      {
        title: 'a role that is no stronger',
        resources: {
          Task: role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }], trustOf('ecs-tasks.amazonaws.com')),
          ...roleOf({ Effect: 'Allow', Action: ['iam:PassRole', 'ecs:RunTask'], Resource: [{ 'Fn::GetAtt': ['Task', 'Arn'] }, 'arn:aws:ecs:*:*:task-definition/orders:*'] },
            'states.amazonaws.com'),
        },
      },
      {
        title: 'a pipeline that hands CloudFormation the role that was made for it',
        resources: {
          Deployment: role([ADMINISTRATION], trustOf('cloudformation.amazonaws.com')),
          Pipeline: role([
            { Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': ['Deployment', 'Arn'] } },
            { Effect: 'Allow', Action: ['cloudformation:CreateStack', 'cloudformation:UpdateStack'], Resource: 'arn:aws:cloudformation:*:*:stack/orders/*' },
          ], trustOf('codepipeline.amazonaws.com')),
        },
      },
      {
        title: 'a role that trusts another service',
        resources: {
          Admin: role([ADMINISTRATION], trustOf('cloudformation.amazonaws.com')),
          Worker: role([{ Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': ['Admin', 'Arn'] } }, START_FUNCTIONS], trustOf('ecs-tasks.amazonaws.com')),
        },
      },
    ],
  },

  judgeApp(app) {
    const escalations = escalationsOf(app);
    return escalations.judged.filter(({ passings }) => passings.length > 0).map(gains => violation(gains, escalations));
  },
};

function violation(gains: Gains, escalations: Escalations): PlacedViolation {
  const { passings, holder } = gains;
  const services = passings.map(({ service }) => service);
  const [first] = passings;
  const grants = first.grants;
  return placed(gains, [...grants, ...passings.flatMap(passing => passing.grants)], {
    cause: causeOf(services),
    message: `${holder.name} can start what it likes in ${listOf(services)} under ${rolesOf(passings, escalations)}, by ${byStatements(gains, grants)}`,
    fix: fixFor(passings),
  });
}

function rolesOf(passings: readonly Passing[], escalations: Escalations): string {
  const [strong] = passings.flatMap(passing => passing.role ?? []);
  return strong ? describeStrong(strong, escalations) : 'any role of the account that trusts it';
}

function fixFor(passings: readonly Passing[]): string {
  const service = receiversOf(passings[0].path)[0];
  return passings.some(({ role: passed }) => passed)
    ? 'pass a role that allows no more than the workload needs, or take `iam:PassRole` on this one away'
    : `allow \`iam:PassRole\` on the ARNs of the roles that are meant, with \`"Condition": { "StringEquals": { "iam:PassedToService": "${service}" } }\``;
}
