import { allowing, denying } from './example-policy';
import { Severity } from '../../diagnostics/severity';
import { globCovers, globsOverlap } from '../../policy/glob';
import { possibleLiterals } from '../../policy/possible-literals';
import { Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { RequiredCondition } from '../rule-context';
import { conditionsAreKnown, requiresValueOf } from '../trust/required-keys';

const REGION = { context: { requiredConditions: [{ action: 'ec2:RunInstances', key: 'aws:RequestedRegion' }] } };

export const missingRequiredCondition: Rule = {
  id: 'missing-required-condition',
  severity: Severity.ERROR,
  checks: ['C-50'],
  summary: 'an action is allowed without a condition that it must have, by what you chose',
  why: 'The condition is a rule of your organization: without it the action can be used in other regions, without tags, or for other services than agreed.',
  accept: 'When the workload is an agreed exception; say which agreement.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#use-policy-conditions',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  ],
  examples: {
    flagged: [
      { ...allowing('another condition', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }, { action: 'ec2:RunInstances', resource: '*', alone: true }), ...REGION },
      { ...allowing('a wildcard that reaches the action', { StringLike: { 'aws:RequestedRegion': '*' } }, { action: 'ec2:Run*', resource: '*' }), ...REGION },
      { ...allowing('a condition that also holds without the key', { StringEqualsIfExists: { 'aws:RequestedRegion': 'eu-west-1' } }, { action: 'ec2:*', resource: '*' }), ...REGION },
    ],
    allowed: [
      { ...allowing('the condition', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, { action: 'ec2:RunInstances', resource: '*' }), ...REGION },
      { ...allowing('another action', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }, { action: 'ec2:StopInstances', resource: '*' }), ...REGION },
      { ...denying('a Deny restricts', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }, { action: 'ec2:RunInstances', resource: '*' }), ...REGION },
    ],
  },
  kinds: ['identity', 'permission-set', 'resource', 'trust'],

  judgeStatement(statement, site, { requiredConditions }) {
    if (requiredConditions.length === 0 || statement.effect === 'Deny') { return NO_VIOLATIONS; }
    const missing = requiredConditions.filter(({ action, key }) => allows(statement, action) && !requiresValueOf(statement, key));
    if (missing.length === 0 || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
    return missing.map(({ action, key }: RequiredCondition) => ({
      cause: `${action} ${key}`,
      message: `\`${action}\` is allowed without a condition that requires \`${key}\``,
      fix: `add \`"Condition": { "StringEquals": { "${key}": … } }\` with the values that are agreed`,
    }));
  },
};

/** Whether the statement may allow something that the pattern names. */
function allows({ actions }: Statement, required: string): boolean {
  const wanted = required.toLowerCase();
  const written = actions.values.flatMap(({ text }) => possibleLiterals(text) ?? []).map(text => text.toLowerCase());
  return actions.negated ? !written.some(text => globCovers(text, wanted)) : written.some(text => globsOverlap(text, wanted));
}
