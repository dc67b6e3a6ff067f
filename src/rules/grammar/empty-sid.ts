import { Severity } from '../../diagnostics/severity';
import { onlyStatement, rewritten } from '../rewritten';
import { NO_VIOLATIONS, Rule } from '../rule';

export const emptySid: Rule = {
  id: 'empty-sid',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['G-16'],
  summary: 'a `Sid` is the empty text',
  why: 'It names nothing, and costs characters of a policy that may not be long.',
  accept: 'When another tool writes the policy.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
  examples: {
    flagged: [
      {
        title: 'a name that is empty, in a statement that is no list',
        kind: 'trust',
        policy: {
          Version: '2012-10-17',
          Statement: { Sid: '', Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
        },
      },
    ],
    allowed: [
      {
        title: 'no name',
        kind: 'trust',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      },
    ],
  },

  judgePolicy({ document }) {
    const nameless = document.statements.find(({ sid }) => sid === '');
    if (!nameless) { return NO_VIOLATIONS; }
    const only = onlyStatement(document, ({ sid }) => sid === '');
    return [{
      cause: '',
      path: `${nameless.path}/Sid`,
      message: 'a `Sid` is empty',
      fix: 'leave `Sid` out, or write what the statement is for',
      replacement: only && rewritten(only, document, { sid: undefined }),
    }];
  },
};
