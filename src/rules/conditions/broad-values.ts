/**
 * Values with a wildcard or a policy variable where the key says who or whose it is.
 *
 * AWS asks for none in some keys and for six letters before it in others, of which it publishes no list; the second list here is
 * our own. An ARN must begin as one. Text that is known only at deployment counts as letters.
 */
import { admitsItsValues } from './condition-effect';
import { keyFacts, KeyTable } from './condition-key';
import { SENSITIVE_KEYS } from '../../catalog/global-condition-keys';
import { TemplatePart, templateParts } from '../../policy/policy-variables';
import { Condition, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';

/** So many letters must stand before a wildcard. */
export const MIN_LETTERS = 6;
const ARN_LETTERS = 4;
const SENSITIVE = new KeyTable(SENSITIVE_KEYS);
const USER_ID = 'aws:userid';

/** Keys, in lower case, by which access is given to someone, and the letters that must stand before a wildcard. */
const GRANTING_KEYS: ReadonlyMap<string, number> = new Map([
  ['aws:federatedprovider', ARN_LETTERS],
  ['aws:principalarn', ARN_LETTERS],
  ['aws:principalorgpaths', MIN_LETTERS],
  ['aws:resourceorgpaths', MIN_LETTERS],
  ['aws:sourceidentity', MIN_LETTERS],
  ['aws:sourceorgpaths', MIN_LETTERS],
  ['aws:sourcevpcarn', ARN_LETTERS],
  ['aws:username', MIN_LETTERS],
  ['aws:vpceorgpaths', MIN_LETTERS],
  [USER_ID, MIN_LETTERS],
]);

export interface BroadValue {
  readonly text: SymbolicText;
  readonly what: 'wildcard' | 'variable';
  /** How many letters must stand before it; 0 where none is right. */
  readonly letters: number;
  readonly isUserId: boolean;
}

const NONE: readonly BroadValue[] = [];

/** Whether a key is one of those. */
export function saysWho(key: string): boolean {
  const { lower } = keyFacts(key);
  return SENSITIVE.has(lower) || GRANTING_KEYS.has(lower);
}

/** The values of a condition that let in more than a person would mean. */
export function broadValues(condition: Condition, statement: Statement): readonly BroadValue[] {
  const { operator, values, key } = condition;
  const { lower } = keyFacts(key);
  const isSensitive = SENSITIVE.has(lower);
  const letters = isSensitive ? 0 : GRANTING_KEYS.get(lower);
  if (letters === undefined || (operator.family !== 'string' && operator.family !== 'arn') || !admitsItsValues(condition, statement)) { return NONE; }
  return values.flatMap(({ text }): readonly BroadValue[] => {
    const parts = templateParts(text);
    const isUserId = lower === USER_ID;
    if (operator.wildcards && hasBroadWildcard(parts, isSensitive, letters, isUserId)) { return [{ text, what: 'wildcard', letters, isUserId }]; }
    return parts.some(part => isVariableOfCaller(part, isSensitive)) ? [{ text, what: 'variable', letters, isUserId }] : [];
  });
}

export function isBroad(condition: Condition, statement: Statement): boolean {
  return broadValues(condition, statement).length > 0;
}

function hasBroadWildcard(parts: readonly TemplatePart[], isSensitive: boolean, letters: number, isUserId: boolean): boolean {
  let before = '';
  for (const part of parts) {
    if (typeof part !== 'string') {
      before += '_'.repeat(MIN_LETTERS);
      continue;
    }
    const at = part.search(/[*?]/);
    if (at < 0) {
      before += part;
      continue;
    }
    if (isSensitive) { return true; }
    before += part.slice(0, at);
    // `AROAEXAMPLE:*` is every session of one role, `*:name` a session of that name.
    return isUserId ? !before.includes(':') && !/^\*:./.test(before + part.slice(at)) : before.length < letters;
  }
  return false;
}

/**
 * A variable that the caller fills as it likes; in a sensitive key, one that is not such a key itself. What CloudFormation should
 * have filled in, like `${AWS::AccountId}`, is the business of `unresolved-template-variable`.
 */
function isVariableOfCaller(part: TemplatePart, isSensitive: boolean): boolean {
  if (typeof part === 'string' || !('variable' in part)) { return false; }
  const variable = part.variable.toLowerCase();
  if (variable.startsWith('aws::')) { return false; }
  if (isSensitive) { return !SENSITIVE.has(variable) && variable !== 'aws:ec2instancesourcevpc'; }
  return variable.startsWith('aws:requesttag/') || variable === 'aws:useragent' || variable === 'aws:referer';
}
