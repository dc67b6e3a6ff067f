import { Severity } from '../../diagnostics/severity';
import { Condition } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { shortened } from '../wording';
import { keyFacts } from './condition-key';
import { allowing } from './example-policy';
import { withConditions } from './replace-condition';

/** Nobody repeats more keys than these. */
const MAX_MERGED = 10;

export const duplicateConditionKey: Rule = {
  id: 'duplicate-condition-key',
  severity: Severity.ERROR,
  checks: ['C-14'],
  summary: 'a condition names the same key twice, in letters of different case',
  why: 'Keys are not case-sensitive. AWS refuses the policy, or one of the two lists of values has no effect and nobody sees which.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-duplicate-keys-with-different-case',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  ],
  examples: {
    flagged: [
      allowing('one operator, two spellings', { StringEquals: { 'aws:SourceAccount': '111122223333', 'AWS:SourceAccount': '444455556666' } }, { alone: true }),
    ],
    allowed: [
      allowing('one key under two operators: both must hold', { StringLike: { 'aws:PrincipalTag/team': 'o*' }, StringNotLike: { 'aws:PrincipalTag/team': 'ops*' } }),
    ],
  },

  judgeStatement(statement, site) {
    const { conditions, path } = statement;
    if (conditions.length < 2) { return NO_VIOLATIONS; }
    const first = new Map<string, Condition>();
    const violations: Violation[] = [];
    for (const condition of conditions) {
      const name = nameOf(condition);
      const before = first.get(name);
      if (!before) {
        first.set(name, condition);
        continue;
      }
      violations.push({
        cause: shortened(keyFacts(condition.key).lower),
        path: `${path}/Condition/${condition.operatorText}`,
        message: `\`${shortened(before.key)}\` and \`${shortened(condition.key)}\` under \`${condition.operatorText}\` are the same key`,
        fix: `write the key once, with the values of both in one list: \`"${shortened(before.key)}": [ … ]\``,
        replacement: violations.length < MAX_MERGED ? withConditions(statement, site, merged(conditions, before)) : undefined,
      });
    }
    return violations;
  },
};

/** The conditions with the values of all that repeat one of them in that one. */
function merged(conditions: readonly Condition[], first: Condition): readonly Condition[] {
  const values = conditions.filter(each => isSame(each, first)).flatMap(each => each.values);
  return conditions.filter(each => each === first || !isSame(each, first)).map(each => each === first ? { ...first, values } : each);
}

function isSame(one: Condition, other: Condition): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf({ operatorText, key }: Condition): string {
  return `${operatorText.toLowerCase()} ${keyFacts(key).lower}`;
}
