/**
 * The private among the addresses that `aws:SourceIp` is compared with.
 */
import { keyFacts } from './condition-key';
import { plainTexts } from './condition-values';
import { isPrivate } from './ip-ranges';
import { parseCidr } from '../../policy/conditions/ip';
import { Condition } from '../../policy/statement';

interface SourceRanges {
  readonly privateTexts: readonly string[];
  /** How many values are public, not known, or there only under a condition of the template. */
  readonly others: number;
}

/** `undefined` for another key, or without private addresses. */
export function privateSourceRanges({ operator, key, values }: Condition): SourceRanges | undefined {
  if (operator.family !== 'ip' || keyFacts(key).lower !== 'aws:sourceip') { return undefined; }
  const privateTexts: string[] = [];
  let others = 0;
  for (const value of values) {
    const texts = plainTexts(value);
    const inPrivate = texts.filter(text => {
      const range = parseCidr(text);
      return range !== undefined && isPrivate(range);
    });
    privateTexts.push(...inPrivate);
    if (inPrivate.length === 0 || inPrivate.length < texts.length) { others++; }
  }
  return privateTexts.length > 0 ? { privateTexts, others } : undefined;
}
