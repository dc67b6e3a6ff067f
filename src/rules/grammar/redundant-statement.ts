import { Severity } from '../../diagnostics/severity';
import { needlessStatements } from '../cover';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

export const redundantStatement: Rule = {
  id: 'redundant-statement',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['G-20'],
  summary: 'another statement of the same policy says all that a statement says',
  why: 'Whoever removes the access from one of the two believes it gone, and the policy comes nearer to the length that AWS accepts.',
  accept: 'When two grants write the statements, each for a reason of its own.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
  examples: {
    flagged: [
      {
        title: 'one object of what is allowed anyway',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::orders/*' },
            { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/prices.json' },
          ],
        },
      },
      {
        title: 'under a condition what is allowed without',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 's3:GetObject',
              Resource: 'arn:aws:s3:::orders/*',
              Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } },
            },
            { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::orders/*' },
          ],
        },
      },
    ],
    allowed: [
      {
        title: 'one statement, not in a list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' } },
      },
      {
        title: 'a Deny of what is allowed',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/secret/*' },
          ],
        },
      },
      {
        title: 'two roles',
        kind: 'resource',
        policy: {
          Version: '2012-10-17',
          Statement: ['worker', 'auditor'].map(role => ({
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::111122223333:role/${role}` },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          })),
        },
      },
    ],
  },

  judgePolicy({ document }) {
    if (document.statements.length < 2) { return NO_VIOLATIONS; }
    const needless = needlessStatements(document.statements);
    if (needless.length === 0) { return NO_VIOLATIONS; }
    const [{ statement, coveredBy }] = needless;
    const actions = needless.flatMap(({ statement: { actions: { values } } }) => values.map(({ text }) => text.toString()));
    const others = needless.length === 1 ? '' : `, and so it is with ${needless.length - 1} more`;
    return [{
      cause: causeOf(actions),
      path: statement.path,
      message: `the statement on ${listOf(statement.actions.values.map(({ text }) => text.toString()))} says nothing that \`${coveredBy.path}\` does not say${others}`,
      fix: `remove ${listOf(needless.map(({ statement: { path } }) => path), 10)}`,
      actions,
    }];
  },
};
