import { escalationsOf } from './escalations';
import { byStatements, placed } from './findings';
import { Gains, Takeover } from './gains';
import { Severity } from '../../diagnostics/severity';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

export const anyWorkloadTakeover: Rule = {
  id: 'any-workload-takeover',
  severity: Severity.WARNING,
  checks: ['E-02'],
  summary: 'a principal can change, enter or steer every workload of one kind in the account, whatever role it runs under',
  why: 'The strongest role that any of them has is its own: now, or when somebody deploys such a workload next year.',
  accept: 'For a principal that operates all workloads of the account, and that you guard as you guard the strongest of their roles.',
  references: [
    'https://pathfinding.cloud',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  examples: {
    flagged: [
      {
        title: 'the code of every function, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: '*' } },
      },
      {
        title: 'a session on every instance',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 'ssm:StartSession', Resource: 'arn:aws:ec2:*:111122223333:instance/*' }] },
      },
      {
        title: 'two statements that are only dangerous together',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 'states:UpdateStateMachine', Resource: '*' },
            { Effect: 'Allow', Action: 'states:StartExecution', Resource: 'arn:aws:states:*:*:stateMachine:*' },
          ],
        },
      },
    ],
    allowed: [
      {
        title: 'one function',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:orders' }] },
      },
      {
        title: 'instances with a tag',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'ssm:StartSession', Resource: '*', Condition: { StringEquals: { 'ssm:resourceTag/team': 'orders' } } }],
        },
      },
      {
        title: 'to start state machines without changing them',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: '*' }] },
      },
    ],
  },

  judgeApp(app) {
    return escalationsOf(app).judged.flatMap(gains => {
      const found = gains.takeovers.filter(({ workload }) => !workload);
      return found.length > 0 ? [violation(found, gains)] : [];
    });
  },
};

function violation(found: readonly Takeover[], gains: Gains): PlacedViolation {
  const grants = found.flatMap(takeover => takeover.grants);
  const actions = found.flatMap(({ path }) => path.actions);
  return placed(gains, grants, {
    cause: causeOf(actions),
    message: `${gains.holder.name} can get into every workload that ${listOf(actions, 4, 'or')} reaches, and act with its role, by ${byStatements(gains, grants)}`,
    fix: 'list the ARNs of the workloads that are meant in `Resource`, or pick them by a tag with a condition on `aws:ResourceTag/<key>`',
  });
}
