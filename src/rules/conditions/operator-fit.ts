/**
 * Whether the family of an operator fits the type of a key.
 *
 * Tags and other keys of which the app chooses the name hold text that may well be a number, a date or an ARN, so every operator
 * fits them. So does any operator where the value is filled in when the request is made.
 */
import { keyFacts } from './condition-key';
import { holdsWildcard, mayHoldVariable } from './condition-values';
import { operatorWith, withCondition } from './replace-condition';
import { expectedInstead } from './value-problems';
import { OperatorFamily, parseOperator } from '../../policy/conditions/operators';
import { JsonObject } from '../../policy/json';
import { PolicySite } from '../../policy/policy-site';
import { Condition, PolicyValue, Statement } from '../../policy/statement';

/**
 * - `fits`
 * - `usable`: it compares the text of a value that has a type of its own, which works for one way of writing it
 * - `unfit`
 */
export type Fit = 'fits' | 'usable' | 'unfit';

const FAMILY_OF_TYPE: { readonly [type: string]: OperatorFamily } = {
  String: 'string', ARN: 'arn', Bool: 'bool', Numeric: 'numeric', Date: 'date', IPAddress: 'ip',
};

/** The operators to write for each family. */
export const USUAL_OPERATORS: { readonly [family in OperatorFamily]: string } = {
  string: '`StringEquals` or `StringLike`',
  arn: '`ArnEquals` or `ArnLike`',
  bool: '`Bool`',
  numeric: '`NumericEquals`, `NumericLessThan` …',
  date: '`DateLessThan`, `DateGreaterThan` …',
  ip: '`IpAddress` or `NotIpAddress`',
  binary: '`BinaryEquals`',
  null: '`Null`',
};

/** The family that the key's type asks for; `undefined` where any will do or the key is not known. */
export function familyOfKey(key: string): OperatorFamily | undefined {
  const { known } = keyFacts(key);
  return known && !/[$<]/.test(known.key) ? FAMILY_OF_TYPE[known.type.replace('ArrayOf', '')] : undefined;
}

/** For each family the operator that compares for equality, its opposite, and both for patterns. */
const EQUALITY: { readonly [family in OperatorFamily]?: readonly string[] } = {
  string: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
  arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
  bool: ['Bool'],
  numeric: ['NumericEquals', 'NumericNotEquals'],
  date: ['DateEquals', 'DateNotEquals'],
  ip: ['IpAddress', 'NotIpAddress'],
};

/** The statement with the operator that says of the key's own type what the condition says; `undefined` where there is none, or a value is not of that type. */
export function withFittingOperator(statement: Statement, site: PolicySite, condition: Condition): JsonObject | undefined {
  const { operator, key, values } = condition;
  const family = familyOfKey(key)!;
  const hasPattern = values.some(({ text }) => holdsWildcard(text));
  const name = EQUALITY[family]?.[(hasPattern ? 2 : 0) + (operator.negated ? 1 : 0)];
  if (!name || !EQUALITY[operator.family]?.includes(operator.name) || (hasPattern && !operator.wildcards)) { return undefined; }
  const better = operatorWith(condition, { name });
  const fitting = { ...condition, operatorText: better, operator: parseOperator(better)! };
  return values.every(value => isOfForm(value, fitting)) ? withCondition(statement, site, condition, fitting) : undefined;
}

function isOfForm({ text }: PolicyValue, condition: Condition): boolean {
  if (condition.operator.family === 'arn') { return text.literalPrefix.startsWith('arn:'); }
  return !mayHoldVariable(text) && text.literal !== undefined && expectedInstead(text.literal, condition, keyFacts(condition.key)) === undefined;
}

export function fitOf(condition: Condition): Fit {
  const { operator: { family }, key, values } = condition;
  const wanted = familyOfKey(key);
  if (wanted === undefined || family === wanted || family === 'null' || family === 'binary') { return 'fits'; }
  if (family === 'string') { return stringFit(wanted, condition); }
  if (keyFacts(key).lower === 'aws:epochtime' && family === 'numeric') { return 'fits'; }
  if (wanted !== 'string') { return 'unfit'; }
  return family === 'arn'
    ? values.some(({ text }) => /^(?:arn:|\*|$)/.test(text.literalPrefix)) || values.length === 0 ? 'fits' : 'unfit'
    : keyFacts(key).prefix === 'aws' ? 'unfit' : 'fits';
}

function stringFit(wanted: OperatorFamily, { values }: Condition): Fit {
  if (wanted === 'arn' || wanted === 'bool') { return 'usable'; }
  return values.some(({ text }) => mayHoldVariable(text)) ? 'fits' : 'unfit';
}
