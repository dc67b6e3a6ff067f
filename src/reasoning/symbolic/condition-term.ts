/**
 * One condition as the symbolic engine reads it: a set of values, and whether requests without the key match.
 */
import { arnPattern, equalPattern, likePattern, Pattern, PatternOptions, Reading } from './pattern';
import { Condition, PolicyValue } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { parseBinary } from '../matching/comparison';

export interface ConditionTerm {
  readonly condition: Condition;
  /** In lower case. */
  readonly key: string;
  /** Equal for conditions that hold for the same requests because they say the same. */
  readonly identity: string;
  /** Whether `${…}` are policy variables. */
  readonly variables: boolean;
  /** Whether a request without the key matches. */
  readonly matchesAbsent: boolean;
}

const terms = [new WeakMap<Condition, ConditionTerm>(), new WeakMap<Condition, ConditionTerm>()];

export function conditionTerm(condition: Condition, variables: boolean): ConditionTerm {
  const memory = terms[Number(variables)];
  let term = memory.get(condition);
  if (!term) {
    const { operator } = condition;
    const key = condition.key.toLowerCase();
    const values = condition.values.map(identityOf).sort();
    const identity = JSON.stringify([operator.name, operator.qualifier ?? '', operator.ifExists, key, values, variables]);
    term = { condition, key, identity, variables, matchesAbsent: matchesAbsent(condition) };
    memory.set(condition, term);
  }
  return term;
}

function identityOf({ text, when }: PolicyValue): string {
  return JSON.stringify([text.literal ?? text.parts, when.length === 0 ? 0 : when]);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function matchesAbsent({ operator, values }: Condition): boolean {
  if (operator.name === 'Null') { return wantsAbsence(values, 'true'); }
  if (operator.ifExists || operator.qualifier === 'ForAllValues') { return true; }
  return operator.qualifier === undefined && operator.negated;
}

/** Whether `Null` asks for absence (`true`) or presence (`false`); it may ask for both. */
export function wantsAbsence(values: readonly PolicyValue[], wanted: 'true' | 'false'): boolean {
  return values.some(({ text }) => text.literal?.toLowerCase() === wanted);
}

export interface PatternUse {
  readonly reading: Reading;
  readonly values: (values: readonly PolicyValue[]) => readonly PolicyValue[];
}

/** The patterns of the values, without the negation. */
export function termPatterns({ condition: { operator, values }, variables }: ConditionTerm, use: PatternUse): Pattern[] {
  const options = { variables, reading: use.reading };
  return use.values(values).flatMap(({ text }) => valuePattern(operator.name, operator.family, text, options) ?? []);
}

function valuePattern(name: string, family: string, text: SymbolicText, options: PatternOptions): Pattern | undefined {
  switch (family) {
    case 'arn': return arnPattern(text, options);
    case 'bool': return equalPattern(text, { ...options, ignoresCase: true });
    case 'binary': return binaryPattern(text, options);
    default: return name.endsWith('Like') ? likePattern(text, options) : equalPattern(text, { ...options, ignoresCase: name.endsWith('IgnoreCase') });
  }
}

/** In one way of writing the bytes; `undefined` for text that is no base64. */
function binaryPattern(text: SymbolicText, options: PatternOptions): Pattern | undefined {
  const bytes = text.literal === undefined ? text : literalText(parseBinary(text.literal));
  return bytes && equalPattern(bytes, { ...options, variables: false });
}

function literalText(text: string | undefined): SymbolicText | undefined {
  return text === undefined ? undefined : SymbolicText.literal(text);
}
