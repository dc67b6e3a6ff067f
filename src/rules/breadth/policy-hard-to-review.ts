import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { DEFAULT_CONTEXT } from '../rule-context';

const TOO_MANY_ACTIONS = Array.from({ length: DEFAULT_CONTEXT.maxActions + 1 }, (_, index) => `s3:Action${index}`);

export const policyHardToReview: Rule = {
  id: 'policy-hard-to-review',
  severity: Severity.INFO,
  checks: ['W-20'],
  summary: 'a policy has more statements, or a statement more actions, than a person can review',
  why: 'Nobody sees the one action too many in a list of a hundred, so it stays.',
  accept: 'When a tool writes the policy from a list that is reviewed itself.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege'],
  examples: {
    flagged: [
      {
        title: 'a statement with more actions than the limit that was chosen',
        kind: 'identity',
        context: { maxActions: 2 },
        policy: { Statement: { Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'], Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' } },
      },
      {
        title: 'a policy with more statements',
        kind: 'identity',
        context: { maxStatements: 1 },
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::invoices/*' },
          ],
        },
      },
      {
        title: 'the limit when none was chosen',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: TOO_MANY_ACTIONS, Resource: 'arn:aws:s3:::orders/*' }] },
      },
    ],
    allowed: [
      {
        title: 'as many as the limit',
        kind: 'identity',
        context: { maxStatements: 1, maxActions: 2 },
        policy: { Statement: [{ Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'], Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }] },
      },
      {
        title: 'a Deny that rules much out',
        kind: 'identity',
        context: { maxActions: 1 },
        policy: { Statement: [{ Effect: 'Deny', Action: ['sqs:DeleteQueue', 'sqs:PurgeQueue'], Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'resource'],

  judgePolicy({ document: { statements } }, { maxStatements, maxActions }) {
    const violations: Violation[] = [];
    if (statements.length > maxStatements) {
      violations.push({
        cause: 'statements',
        path: 'Statement',
        message: `the policy has ${statements.length} statements, expected at most ${maxStatements}`,
        fix: 'unite statements that differ in one element only, and split what serves different workloads into roles of their own',
      });
    }
    const long = statements.find(({ effect, actions }) => effect === 'Allow' && actions.values.length > maxActions);
    if (long) {
      violations.push({
        cause: 'actions',
        path: `${long.path}/${long.actions.negated ? 'NotAction' : 'Action'}`,
        message: `a statement lists ${long.actions.values.length} actions, expected at most ${maxActions}`,
        fix: 'split the statement by what the actions are for, and leave out those that the workload does not call',
      });
    }
    return violations.length > 0 ? violations : NO_VIOLATIONS;
  },
};
