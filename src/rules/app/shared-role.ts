/**
 * Counts what runs code of the app: functions, tasks, jobs, builds. A role that has nothing but the right to write logs is no loss to share.
 */
import { allow, arnOf, functionWith, policyOn, roleOf, trusting } from './example-app';
import { helperRoles } from './helper-roles';
import { takersByRole } from './role-takers';
import { Severity } from '../../diagnostics/severity';
import { Identity } from '../../policy/policy-site';
import { SymbolicText } from '../../policy/symbolic-text';
import { PlacedViolation, Rule } from '../rule';
import { listOf } from '../wording';

const GRANT = allow('dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders');
const LOGS = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

export const sharedRole: Rule = {
  id: 'shared-role',
  severity: Severity.WARNING,
  checks: ['N-06'],
  summary: 'two or more workloads run with one role',
  why: 'Each has the rights that any of them needs, a leak in one is a leak in all, and the log of AWS cannot tell who did what.',
  accept: 'For copies of one workload that do the same thing, such as a function for each tenant.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  examples: {
    flagged: [
      {
        title: 'two functions',
        resources: { Role: roleOf('lambda.amazonaws.com'), Policy: policyOn('Role', GRANT), Reader: functionWith(arnOf('Role')), Writer: functionWith(arnOf('Role')) },
      },
      {
        title: 'a function and a task, under a role of AWS-managed rights',
        resources: {
          Role: trusting({ Service: ['ecs-tasks.amazonaws.com', 'lambda.amazonaws.com'] }, { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'] }),
          Function: functionWith(arnOf('Role')),
          Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { TaskRoleArn: arnOf('Role') } },
        },
      },
    ],
    allowed: [
      {
        title: 'a role for each',
        resources: {
          One: roleOf('lambda.amazonaws.com'),
          Other: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('One', GRANT),
          Reader: functionWith(arnOf('One')),
          Writer: functionWith(arnOf('Other')),
        },
      },
      {
        title: 'a role that can only write logs',
        resources: { Role: roleOf('lambda.amazonaws.com', { ManagedPolicyArns: [LOGS] }), One: functionWith(arnOf('Role')), Other: functionWith(arnOf('Role')) },
      },
      {
        title: 'handlers of a custom resource',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Role', GRANT),
          ProviderframeworkonEvent: functionWith(arnOf('Role')),
          ProviderframeworkisComplete: functionWith(arnOf('Role')),
          Resource: { Type: 'Custom::Thing', Properties: { ServiceToken: arnOf('ProviderframeworkonEvent') } },
        },
      },
      {
        title: 'the role that starts the containers of several tasks',
        resources: {
          Role: roleOf('ecs-tasks.amazonaws.com'),
          Policy: policyOn('Role', GRANT),
          One: { Type: 'AWS::ECS::TaskDefinition', Properties: { ExecutionRoleArn: arnOf('Role') } },
          Other: { Type: 'AWS::ECS::TaskDefinition', Properties: { ExecutionRoleArn: arnOf('Role') } },
        },
      },
    ],
  },

  judgeApp(inventory) {
    const found: PlacedViolation[] = [];
    for (const [role, takers] of takersByRole(inventory)) {
      if (takers.length < 2) { continue; }
      const workloads = new Set(takers.filter(({ property }) => property.runsCode).map(({ resource }) => resource));
      if (workloads.size < 2 || !holdsRights(role) || helperRoles(inventory).has(role)) { continue; }
      found.push({
        origin: role.origin,
        cause: '',
        message: `${workloads.size} workloads run with the role: ${listOf([...workloads].map(({ origin }) => origin.logicalId))}; expected a role for each`,
        fix: 'give each workload a role of its own with what it uses; the constructs of the CDK make one when they are given none',
      });
    }
    return found;
  },
};

function holdsRights({ inlinePolicies, managedPolicies, managedPolicyArns }: Identity): boolean {
  return inlinePolicies.length > 0 || managedPolicies.length > 0 || managedPolicyArns.some(({ text }) => !isForRunning(text));
}

/** What AWS wrote for a service to run a workload: logs, networks, images. */
function isForRunning({ parts }: SymbolicText): boolean {
  const last = parts[parts.length - 1];
  return typeof last === 'string' && /:iam::aws:policy\/service-role\/AWSLambda(?:BasicExecutionRole|VPCAccessExecutionRole)$/.test(last);
}
