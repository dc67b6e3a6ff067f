import { Severity } from '../../diagnostics/severity';
import { Statement } from '../../policy/statement';
import { actionPatterns } from '../action-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { FlaggedArns } from './flagged-arns';
import { openArns } from './open-arns';
import { requiresValueOf } from '../trust/required-keys';

/**
 * Services whose resources another account can open to ours, by the service of the ARN, with that of the actions. In any other, a
 * wildcard reaches nothing outside of the own account. The list is ours, of 2026-11-22, and was not checked service by service
 * against the page.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const OPEN_TO_OTHERS = new Map([
  ...['codeartifact', 'dynamodb', 'ecr', 'events', 'execute-api', 'glue', 'kinesis', 'kms', 'lambda', 'secretsmanager', 'sns', 'sqs']
    .map(service => [service, service] as const),
  ['iam', 'sts'],
]);

/** Keys that limit the account of the resource. */
const ACCOUNT_KEYS = ['aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'];

export const wildcardAccount: Rule = {
  id: 'wildcard-account',
  severity: Severity.WARNING,
  checks: ['R-14'],
  summary: 'the account of an ARN is a wildcard',
  why: 'Any account may have a resource of that name and open it to yours: the workload then sends its data there, or takes a stranger\'s for its own.',
  accept: 'When the workload works in many accounts of which nobody knows the list; then let `aws:ResourceOrgID` limit them to the organization.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount',
  ],
  examples: {
    flagged: [
      {
        title: 'a role of any account, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/deploy' } },
      },
      {
        title: 'a queue of any account',
        kind: 'permission-set',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:*:orders' }] },
      },
    ],
    allowed: [
      {
        title: 'a role of one account',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/deploy' }] },
      },
      {
        title: 'the accounts of an organization',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Resource: 'arn:aws:iam::*:role/deploy',
            Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
          }],
        },
      },
      {
        title: 'the account of the caller',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:orders' }] },
      },
      {
        title: 'a task, which no other account can open',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ecs:TagResource', Resource: 'arn:aws:ecs:eu-west-1:*:task/orders/*' }] },
      },
      {
        title: 'a service whose ARNs have no account',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy({ document }) {
    let flagged: FlaggedArns | undefined;
    for (const statement of document.statements) {
      const account = openArns(statement, 'account');
      if (account.length === 0 || limitsAccount(statement)) { continue; }
      for (const { service, text } of account) {
        if (!reachesOthers(service, statement)) { continue; }
        flagged ??= new FlaggedArns();
        flagged.add(service, statement, text, {
          message: 'names resources of any account',
          fix: 'write the account, `${AWS::AccountId}` for that of the stack, or limit the accounts by the condition key `aws:ResourceOrgID`',
        });
      }
    }
    return flagged?.violations() ?? NO_VIOLATIONS;
  },
};

function reachesOthers(service: string, { actions }: Statement): boolean {
  const prefix = OPEN_TO_OTHERS.get(service);
  return prefix !== undefined && (actions.negated || actionPatterns(actions).some(pattern => pattern.spansServices || pattern.service === prefix));
}

function limitsAccount(statement: Statement): boolean {
  return statement.conditions.length > 0 && ACCOUNT_KEYS.some(key => requiresValueOf(statement, key));
}
