import { Severity } from '../../diagnostics/severity';
import { parseDate } from '../../policy/conditions/date';
import { parseNumeric } from '../../policy/conditions/numeric';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';
import { keyName } from './condition-key';
import { allTexts } from './condition-values';
import { allowing } from './example-policy';
import { withTexts } from './replace-condition';

const DIRECTION = /^(?:Numeric|Date)(Less|Greater)/;

export const redundantNumericBound: Rule = {
  id: 'redundant-numeric-bound',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['C-40'],
  summary: 'a limit is given several times, of which only the widest counts',
  why: 'One of the values is enough for the condition to hold, so the narrower ones do nothing, though they look like a second limit.',
  accept: 'Never: the widest limit alone means the same.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      allowing('two numbers', { NumericLessThan: { 'aws:MultiFactorAuthAge': ['900', '3600'] } }, { alone: true }),
      allowing('two dates', { DateGreaterThan: { 'aws:CurrentTime': ['2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'] } }),
    ],
    allowed: [
      allowing('one number', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }),
      allowing('from and to', { DateGreaterThan: { 'aws:CurrentTime': '2026-12-01' }, DateLessThan: { 'aws:CurrentTime': '2027-01-01' } }),
      allowing('one of two numbers', { NumericEquals: { 's3:max-keys': ['10', '100'] } }, { action: 's3:ListBucket', resource: 'arn:aws:s3:::orders' }),
    ],
  },

  looksAt({ name }) {
    return DIRECTION.test(name);
  },

  judgeCondition(condition, statement, site) {
    const { operator: { family, name }, operatorText, key } = condition;
    const [, direction] = DIRECTION.exec(name)!;
    const texts = allTexts(condition);
    if (!texts || texts.length < 2) { return NO_VIOLATIONS; }
    const limits = texts.map(text => family === 'date' ? parseDate(text) : parseNumeric(text)).filter(limit => limit !== undefined);
    if (limits.length < texts.length) { return NO_VIOLATIONS; }
    const widest = limits.reduce((best, limit, index) => (direction === 'Less' ? limit > limits[best] : limit < limits[best]) ? index : best, 0);
    return [{
      cause: keyName(key),
      message: `of the limits ${listOf(texts)} of \`${operatorText}\` on \`${key}\` only \`${texts[widest]}\` counts`,
      replacement: withTexts(statement, site, condition, (text, index) => index === widest ? text : undefined),
      fix: `write \`${texts[widest]}\` alone, or the limit that is meant`,
    }];
  },
};
