import { Severity } from '../../diagnostics/severity';
import { isEverything } from '../../policy/everything';
import { NO_VIOLATIONS, Rule } from '../rule';
import { allowedRequest } from './allowed-request';

export const adminStatement: Rule = {
  id: 'admin-statement',
  severity: Severity.ERROR,
  checks: ['W-01'],
  summary: 'a statement allows every action on every resource',
  why: 'Whoever holds this policy is an administrator of the account: a leaked credential or one bug in the workload is the loss of everything in it.',
  accept: 'For a break-glass role that people assume with MFA and that alarms when used.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege'],
  examples: {
    flagged: [
      { title: 'every action on every resource', kind: 'identity', policy: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } },
    ],
    allowed: [
      {
        title: 'the action and the resource that the workload needs',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' } },
      },
      { title: 'a Deny restricts', kind: 'identity', policy: { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } } },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgeStatement(statement) {
    const admin = statement.effect === 'Allow' && isEverything(statement.resources) && isEverything(statement.actions);
    if (!admin) { return NO_VIOLATIONS; }
    const limits = statement.conditions.length > 0 ? ', limited only by its conditions' : '';
    return [{
      cause: '',
      message: `the statement allows every action on every resource${limits}`,
      witness: allowedRequest(statement),
      fix: 'list the actions that the workload calls and the ARNs it calls them on; the scoped grants of this library do both',
    }];
  },
};
