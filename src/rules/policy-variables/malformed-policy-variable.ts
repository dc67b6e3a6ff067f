import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { keyProblem } from '../conditions/key-problems';
import { onlyStatement } from '../rewritten';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { withText } from './replace-text';
import { stableCause } from './stable-cause';
import { VariableProblem, variableUses } from './variable-uses';
import { hasVariables } from './version';

const PROBLEMS: { readonly [problem in VariableProblem]: { readonly what: string; readonly fix: string } } = {
  'no-brace': { what: 'has no closing brace', fix: 'close the variable with `}`; for the characters themselves write `${$}{`' },
  'no-quote': { what: 'has a default value that is not in single quotes', fix: 'put the default value in single quotes: `${aws:PrincipalTag/team, \'none\'}`' },
  'space': { what: 'has a space in its name', fix: 'remove the space' },
  'empty': { what: 'names no key', fix: 'name a condition key, such as `${aws:username}`' },
};

export const malformedPolicyVariable: Rule = {
  id: 'malformed-policy-variable',
  severity: Severity.ERROR,
  checks: ['V-01', 'V-02', 'V-03', 'V-04'],
  summary: 'what looks like a policy variable is not written as AWS reads it',
  why: 'AWS refuses the policy, or takes the characters as they stand: no resource and no request has such a name.',
  accept: 'When a name really holds these characters.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'no closing brace, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/${aws:username/*' } },
      },
      {
        title: 'a default value without quotes',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/${aws:PrincipalTag/team, none}/*' }] },
      },
      {
        title: 'a space in the name',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/${aws: username}/*' }] },
      },
      {
        title: 'no name, in a condition',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders', Condition: { StringLike: { 's3:prefix': '${}/*' } } }],
        },
      },
    ],
    allowed: [
      {
        title: 'a variable, one with a default value, one for a tag with a space, and an escape',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: [
              'arn:aws:s3:::orders/${aws:username}/*',
              'arn:aws:s3:::orders/${aws:PrincipalTag/team, \'none\'}/*',
              'arn:aws:s3:::orders/${aws:PrincipalTag/cost center}/*',
              'arn:aws:s3:::orders/${*}',
            ],
          }],
        },
      },
    ],
  },

  judgePolicy({ document }) {
    const violations: Violation[] = [];
    if (!hasVariables(document)) { return NO_VIOLATIONS; }
    for (const statement of document.statements) {
      for (const { text, problem, path } of variableUses(statement)) {
        if (!problem) { continue; }
        const { what, fix } = PROBLEMS[problem];
        violations.push({
          cause: `${problem} ${stableCause(text)}`,
          path,
          message: `the policy variable \`${text}\` ${what}`,
          fix,
          replacement: violations.length < MAX_MENDED ? withMendedText(text, problem, document) : undefined,
        });
      }
    }
    return violations;
  },
};

/** Nobody mends more by hand, one by one. */
const MAX_MENDED = 10;

/** With the variable as it must be written, where nothing but a blank or the quotes of a default is wrong with it. */
function withMendedText(text: string, problem: VariableProblem, document: PolicyDocument): JsonObject | undefined {
  const [, key, value] = /^\$\{([^,]*)(?:,\s*"?([^'"]+?)"?\s*)?\}$/.exec(text) ?? [];
  // The name of a tag may hold blanks.
  const known = key?.replace(/^[^/]+/, head => head.replace(/\s+/g, ''));
  const isMended = problem === 'space' || (problem === 'no-quote' && value !== undefined);
  if (!isMended || !known || keyProblem(known)) { return undefined; }
  const only = onlyStatement(document, statement => variableUses(statement).some(use => use.text === text));
  return only && withText(only, document, text, value === undefined ? `\${${known}}` : `\${${known}, '${value}'}`);
}
