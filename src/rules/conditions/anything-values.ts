/**
 * Conditions of which a value stands for anything, and what they then come to.
 */
import { isBroad } from './broad-values';
import { keyFacts, KeyTable } from './condition-key';
import { plainTexts } from './condition-values';
import { ALWAYS_PRESENT_KEYS } from '../../catalog/global-condition-keys';
import { Condition, Statement } from '../../policy/statement';

/** What a condition with such a value comes to: it always or never holds, or does exactly if the key is there, or is missing. */
export type Meaning = 'always' | 'never' | 'present' | 'absent';

const ALWAYS_PRESENT = new KeyTable(ALWAYS_PRESENT_KEYS);
/** Of IPv4; in practice that is everybody. */
const ANY_ADDRESS = new Set(['0.0.0.0/0', '::/0']);
const ANYTHING = /^\*+$/;
const ANY_ARN = /^arn:\*+(?::\*+){4,}$/;

/** `undefined` for a condition that depends on the value, and for one that `broad-condition-value` reports. */
export function meaningOfAnything(condition: Condition, statement: Statement): { readonly meaning: Meaning; readonly text: string } | undefined {
  const { operator: { negated, ifExists, qualifier, wildcards, family }, values } = condition;
  if (!wildcards && family !== 'ip') { return undefined; }
  const text = values.filter(({ when }) => when.length === 0).flatMap(plainTexts).find(value => isAnything(value, condition));
  if (text === undefined || isBroad(condition, statement)) { return undefined; }
  if (negated) {
    // With `ForAllValues` and `IfExists` a request without the key still fulfils it.
    const isNever = qualifier === 'ForAnyValue' || ALWAYS_PRESENT.has(keyFacts(condition.key).lower);
    return { meaning: isNever ? 'never' : 'absent', text };
  }
  const isAlways = ifExists || qualifier === 'ForAllValues' || family === 'ip' || ALWAYS_PRESENT.has(keyFacts(condition.key).lower);
  return { meaning: isAlways ? 'always' : 'present', text };
}

function isAnything(text: string, { operator: { family } }: Condition): boolean {
  if (family === 'ip') { return ANY_ADDRESS.has(text); }
  return ANYTHING.test(text) || (family === 'arn' && ANY_ARN.test(text));
}
