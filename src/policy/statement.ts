/**
 * A parsed statement. Each value keeps what the template wrote (`raw`) beside what it means (`text`), so that printing gives back
 * exactly what was read.
 */
import { ConditionOperator } from './conditions/operators';
import { Guard } from './guard';
import { JsonValue } from './json';
import { SymbolicText } from './symbolic-text';

export interface PolicyValue {
  readonly text: SymbolicText;
  readonly raw: JsonValue;
  readonly when: readonly Guard[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface PolicyElement {
  readonly negated: boolean;
  readonly values: readonly PolicyValue[];
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface PrincipalValue extends PolicyValue {
  /** `'*'` for the bare `"Principal": "*"`. */
  readonly type: PrincipalType | '*';
}

/** `Principal` or `NotPrincipal`. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly values: readonly PrincipalValue[];
}

export interface Condition {
  /** As written, such as `ForAnyValue:StringLike`. */
  readonly operatorText: string;
  readonly operator: ConditionOperator;
  /** As written; IAM compares keys without regard to case. */
  readonly key: string;
  readonly values: readonly PolicyValue[];
}

export interface Statement {
  /** Place in the document: `Statement/0`, or `Statement` for a single object. */
  readonly path: string;
  readonly when: readonly Guard[];
  readonly sid?: string;
  /** Whether there is a `Sid` that is known only at deployment. */
  readonly hasUnknownSid?: boolean;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: PolicyElement;
  readonly resources?: PolicyElement;
  readonly principals?: PrincipalElement;
  readonly conditions: readonly Condition[];
  /** Condition blocks without a key: the names of their operators, and `''` for a `Condition` that is empty as a whole. */
  readonly emptyConditions?: readonly string[];
}

/** The conditions of a statement on one key. */
export function conditionsOn(statement: Statement, key: string): readonly Condition[] {
  const wanted = key.toLowerCase();
  return statement.conditions.filter(condition => condition.key.toLowerCase() === wanted);
}

/**
 * Whether a condition lets the statement match only when the key is there and equal (or like) one of the values: no negation, no
 * `IfExists`, no `ForAllValues`, which all hold for a request without the key.
 */
export function requiresKey(condition: Condition): boolean {
  const { operator } = condition;
  if (operator.negated || operator.ifExists || operator.qualifier === 'ForAllValues') { return false; }
  return operator.name !== 'Null' || condition.values.every(value => value.text.literal?.toLowerCase() === 'false');
}
