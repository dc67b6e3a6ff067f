/**
 * The condition operators of IAM, as data.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

export type OperatorFamily = 'string' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'null';

export type SetQualifier = 'ForAllValues' | 'ForAnyValue';

interface OperatorFacts {
  readonly family: OperatorFamily;
  readonly negated: boolean;
  /** Whether `*` and `?` in the values are wildcards. */
  readonly wildcards: boolean;
}

const OPERATORS: { readonly [name: string]: OperatorFacts } = {
  StringEquals: { family: 'string', negated: false, wildcards: false },
  StringNotEquals: { family: 'string', negated: true, wildcards: false },
  StringEqualsIgnoreCase: { family: 'string', negated: false, wildcards: false },
  StringNotEqualsIgnoreCase: { family: 'string', negated: true, wildcards: false },
  StringLike: { family: 'string', negated: false, wildcards: true },
  StringNotLike: { family: 'string', negated: true, wildcards: true },
  NumericEquals: { family: 'numeric', negated: false, wildcards: false },
  NumericNotEquals: { family: 'numeric', negated: true, wildcards: false },
  NumericLessThan: { family: 'numeric', negated: false, wildcards: false },
  NumericLessThanEquals: { family: 'numeric', negated: false, wildcards: false },
  NumericGreaterThan: { family: 'numeric', negated: false, wildcards: false },
  NumericGreaterThanEquals: { family: 'numeric', negated: false, wildcards: false },
  DateEquals: { family: 'date', negated: false, wildcards: false },
  DateNotEquals: { family: 'date', negated: true, wildcards: false },
  DateLessThan: { family: 'date', negated: false, wildcards: false },
  DateLessThanEquals: { family: 'date', negated: false, wildcards: false },
  DateGreaterThan: { family: 'date', negated: false, wildcards: false },
  DateGreaterThanEquals: { family: 'date', negated: false, wildcards: false },
  Bool: { family: 'bool', negated: false, wildcards: false },
  BinaryEquals: { family: 'binary', negated: false, wildcards: false },
  IpAddress: { family: 'ip', negated: false, wildcards: false },
  NotIpAddress: { family: 'ip', negated: true, wildcards: false },
  ArnEquals: { family: 'arn', negated: false, wildcards: true },
  ArnLike: { family: 'arn', negated: false, wildcards: true },
  ArnNotEquals: { family: 'arn', negated: true, wildcards: true },
  ArnNotLike: { family: 'arn', negated: true, wildcards: true },
  Null: { family: 'null', negated: false, wildcards: false },
};

const OPERATOR_NAMES = new Map(Object.keys(OPERATORS).map(name => [name.toLowerCase(), name]));

export interface ConditionOperator extends OperatorFacts {
  /** The plain name, such as `StringEquals`. */
  readonly name: string;
  readonly qualifier?: SetQualifier;
  readonly ifExists: boolean;
}

const parsed = new Map<string, ConditionOperator>();

/** Reads an operator such as `ForAllValues:StringLikeIfExists`; `undefined` for one that IAM does not know. */
export function parseOperator(text: string): ConditionOperator | undefined {
  const known = parsed.get(text);
  if (known) { return known; }
  const operator = readOperator(text);
  if (operator) { parsed.set(text, operator); }
  return operator;
}

function readOperator(text: string): ConditionOperator | undefined {
  const colon = text.indexOf(':');
  const qualifier = colon < 0 ? undefined : readQualifier(text.slice(0, colon));
  if (colon >= 0 && !qualifier) { return undefined; }
  const bare = text.slice(colon + 1);
  const ifExists = bare.toLowerCase().endsWith('ifexists');
  const name = OPERATOR_NAMES.get((ifExists ? bare.slice(0, -'IfExists'.length) : bare).toLowerCase());
  if (!name || (ifExists && name === 'Null')) { return undefined; }
  return { ...OPERATORS[name], name, qualifier, ifExists };
}

function readQualifier(text: string): SetQualifier | undefined {
  switch (text.toLowerCase()) {
    case 'forallvalues': return 'ForAllValues';
    case 'foranyvalue': return 'ForAnyValue';
    default: return undefined;
  }
}

export function operatorNames(): readonly string[] {
  return Object.keys(OPERATORS);
}
