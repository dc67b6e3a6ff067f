import { Severity } from '../../diagnostics/severity';
import { parseDate } from '../../policy/conditions/date';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { keyFacts, keyName } from './condition-key';
import { knownTexts } from './condition-values';
import { allowing } from './example-policy';
import { withTexts } from './replace-condition';

const WITH_TIME_ZONE = /^\d{4}-\d\d-\d\d(?:$|T.*(?:Z|[+-]\d\d:\d\d)$)/;

export const oddDateValue: Rule = {
  id: 'odd-date-value',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['C-25'],
  summary: 'a date is written in a way that people misread: as seconds since 1970, without a day, or without a time zone',
  why: 'Nobody sees when access begins or ends; and AWS may not read it as meant.',
  accept: 'When a program writes the policy and another reads it.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-invalid-date-value',
  ],
  examples: {
    flagged: [
      allowing('seconds since 1970', { DateLessThan: { 'aws:CurrentTime': '1798761600' } }, { alone: true }),
      allowing('a year', { DateLessThan: { 'aws:CurrentTime': '2027' } }),
    ],
    allowed: [
      allowing('a date with its time zone', { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }),
      allowing('a day', { DateGreaterThan: { 'aws:CurrentTime': '2026-11-22' } }),
      allowing('seconds under the key that is made for them', { DateLessThan: { 'aws:EpochTime': '1798761600' } }),
    ],
  },

  looksAt({ family }, key) {
    return family === 'date' && keyFacts(key).lower !== 'aws:epochtime';
  },

  judgeCondition(condition, statement, site) {
    const odd = knownTexts(condition).filter(isOdd);
    if (odd.length === 0) { return NO_VIOLATIONS; }
    const dates = listOf(odd.map(plainDate));
    return [{
      cause: causeOf([keyName(condition.key), ...odd]),
      message: `\`${condition.key}\` is compared with ${listOf(odd)}, which ${odd.length === 1 ? 'stands' : 'stand'} for ${dates}`,
      fix: `write ${dates}`,
      replacement: withTexts(statement, site, condition, text => isOdd(text) ? plainDate(text) : text),
    }];
  },
};

function isOdd(text: string): boolean {
  return !WITH_TIME_ZONE.test(text) && isInRange(parseDate(text));
}

function plainDate(text: string): string {
  return new Date(parseDate(text)!).toISOString();
}

/** Whether JavaScript has a date for it. */
function isInRange(milliseconds: number | undefined): boolean {
  return milliseconds !== undefined && Math.abs(milliseconds) <= 8.64e15;
}
