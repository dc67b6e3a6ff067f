/**
 * Whether the family of an operator fits the type of a key.
 *
 * Tags and other keys of which the app chooses the name hold text that may well be a number, a date or an ARN, so every operator
 * fits them. So does any operator where the value is filled in when the request is made.
 */
import { keyFacts } from './condition-key';
import { mayHoldVariable } from './condition-values';
import { OperatorFamily } from '../../policy/conditions/operators';
import { Condition } from '../../policy/statement';

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
