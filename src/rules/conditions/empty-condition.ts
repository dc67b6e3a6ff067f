import { Severity } from '../../diagnostics/severity';
import { Condition, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { keyName } from './condition-key';
import { allowing, denying } from './example-policy';

export const emptyCondition: Rule = {
  id: 'empty-condition',
  severity: Severity.WARNING,
  checks: ['C-39'],
  summary: 'a condition block or a list of values is empty',
  why: 'An empty block limits nothing, though it looks as if it did. A list without values never matches, so an Allow gives nothing; '
    + 'negated, or for a request without the key, it always holds.',
  accept: 'Never: it is what a program leaves behind that had nothing to fill in.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  ],
  examples: {
    flagged: [
      allowing('no condition in the block', {}, { alone: true }),
      allowing('no key under the operator', { StringEquals: {} }),
      allowing('no value', { StringEquals: { 'aws:PrincipalTag/team': [] } }),
      denying('no value to compare any of the keys with', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': [] } }),
      allowing('no value for all of the keys', { 'ForAllValues:StringEquals': { 'aws:TagKeys': [] } }),
      allowing('no value, if there is a key', { StringEqualsIfExists: { 'aws:PrincipalTag/team': [] } }),
    ],
    allowed: [
      allowing('an empty value is a value', { StringEquals: { 's3:prefix': '' } }, { action: 's3:ListBucket', resource: 'arn:aws:s3:::orders' }),
      { title: 'no condition', kind: 'identity', policy: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] } },
    ],
  },

  judgeStatement(statement, { document }) {
    const { conditions, emptyConditions, path } = statement;
    const withoutValues = conditions.filter(({ values }) => values.length === 0);
    if (!emptyConditions && withoutValues.length === 0) { return NO_VIOLATIONS; }
    const violations: Violation[] = emptyConditions?.map(operator => emptyBlock(operator, path)) ?? [];
    for (const condition of withoutValues) {
      const place = `${path}/Condition/${condition.operatorText}/${condition.key}`;
      // What could not be read as a value is reported as malformed.
      if (!document.problems.some(problem => problem.path.startsWith(place))) { violations.push(emptyList(condition, statement, place)); }
    }
    return violations;
  },
};

function emptyBlock(operator: string, path: string): Violation {
  return {
    cause: operator,
    path: `${path}/Condition${operator === '' ? '' : `/${operator}`}`,
    message: `${operator === '' ? '`Condition`' : `\`${operator}\``} is empty, so it limits nothing`,
    fix: operator === '' ? 'write the condition that is meant, or remove `Condition`' : `write the condition that is meant, or remove \`${operator}\``,
  };
}

function emptyList({ operator, operatorText, key }: Condition, { effect }: Statement, path: string): Violation {
  const holds = operator.negated && operator.qualifier !== 'ForAnyValue' ? 'always holds'
    : operator.ifExists || operator.qualifier === 'ForAllValues' ? 'holds only for a request without the key'
      : `never holds, so the statement ${effect === 'Allow' ? 'allows' : 'denies'} nothing`;
  return {
    cause: `${operatorText} ${keyName(key)}`,
    path,
    message: `\`${operatorText}\` on \`${key}\` has no value: it ${holds}`,
    fix: 'write the values that are meant, or remove the condition',
  };
}
