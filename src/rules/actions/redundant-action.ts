import { Severity } from '../../diagnostics/severity';
import { needlessActions } from '../cover';
import { onlyStatement, rewritten, withoutEntries } from '../rewritten';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf, shortened } from '../wording';

export const redundantAction: Rule = {
  id: 'redundant-action',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['A-06'],
  summary: 'another entry of the same list names an action already',
  why: 'Whoever takes the action out of the list believes it gone, and the policy comes nearer to the length that AWS accepts.',
  accept: 'When a grant writes the list.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
  examples: {
    flagged: [
      {
        title: 'one action of a wildcard, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['s3:Get*', 's3:GetObject'], Resource: 'arn:aws:s3:::orders/*' } },
      },
      {
        title: 'the same action in two spellings',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:getObject'], Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'an exception that another includes',
        kind: 'scp',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', NotAction: ['iam:*', 'iam:GetRole'], Resource: '*' }] },
      },
    ],
    allowed: [
      {
        title: 'wildcards that stand for different actions',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject*', 's3:GetBucket*'], Resource: '*' }] },
      },
    ],
  },

  judgePolicy({ document }) {
    let first: string | undefined;
    let covered: Map<string, string> | undefined;
    for (const { actions, path } of document.statements) {
      for (const { entry, coveredBy } of needlessActions(actions)) {
        first ??= path;
        covered ??= new Map();
        covered.set(entry, coveredBy);
      }
    }
    if (!covered) { return NO_VIOLATIONS; }
    const names = [...covered.keys()];
    const [[, cover]] = covered;
    const only = onlyStatement(document, ({ actions }) => needlessActions(actions).length > 0);
    return [{
      cause: causeOf(names),
      path: first,
      message: `${listOf(names)} ${names.length === 1 ? 'is' : 'are'} in the same list as ${names.length === 1 ? `\`${shortened(cover)}\`, which names it already` : 'entries that name them already'}`,
      fix: `remove ${listOf(names, 10)} from the list, or the wildcard if ${names.length === 1 ? 'it is all that is' : 'they are all that are'} needed`,
      replacement: only && rewritten(only, document, { actions: withoutEntries(only.actions, needlessActions(only.actions)) }),
      actions: names,
    }];
  },
};
