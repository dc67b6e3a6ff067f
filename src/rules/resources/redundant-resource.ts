import { Severity } from '../../diagnostics/severity';
import { actionPatterns } from '../action-pattern';
import { needlessResources } from '../cover';
import { onlyStatement, rewritten, withoutEntries } from '../rewritten';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf, shortened } from '../wording';

export const redundantResource: Rule = {
  id: 'redundant-resource',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['R-13'],
  summary: 'another entry of the same list names a resource already',
  why: 'Whoever takes the resource out of the list believes it out of reach, and the policy comes nearer to the length that AWS accepts.',
  accept: 'When a grant writes the list.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
  examples: {
    flagged: [
      {
        title: 'a prefix of objects that are all named, in a statement that is no list',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: ['arn:aws:s3:::orders/incoming/*', 'arn:aws:s3:::orders/*'] },
        },
      },
      {
        title: 'one resource beside everything',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: ['*', 'arn:aws:s3:::payroll'] }] },
      },
    ],
    allowed: [
      {
        title: 'a bucket and its objects',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*Object', Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }] },
      },
    ],
  },

  judgePolicy({ document }) {
    let first: string | undefined;
    const actions: string[] = [];
    let covered: Map<string, string> | undefined;
    for (const { resources, actions: element, path } of document.statements) {
      if (!resources) { continue; }
      const needless = needlessResources(resources);
      if (needless.length === 0) { continue; }
      first ??= path;
      for (const { name } of actionPatterns(element)) { actions.push(name); }
      covered ??= new Map();
      for (const { entry, coveredBy } of needless) { covered.set(entry, coveredBy); }
    }
    if (!covered) { return NO_VIOLATIONS; }
    const names = [...covered.keys()];
    const [[, cover]] = covered;
    const only = onlyStatement(document, ({ resources }) => resources !== undefined && needlessResources(resources).length > 0);
    return [{
      cause: causeOf(actions),
      path: first,
      message: `${listOf(names, 2)} ${names.length === 1 ? 'is' : 'are'} in the same list as ${names.length === 1 ? `\`${shortened(cover)}\`, which names it already` : 'entries that name them already'}`,
      fix: `remove ${listOf(names, 10)} from the list, or the wildcard if ${names.length === 1 ? 'it is all that is' : 'they are all that are'} needed`,
      replacement: only && rewritten(only, document, { resources: withoutEntries(only.resources!, needlessResources(only.resources!)) }),
      resources: names,
    }];
  },
};
