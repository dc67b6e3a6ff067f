/**
 * A statement with one condition written otherwise, as a finding offers it.
 */
import { ConditionOperator } from '../../policy/conditions/operators';
import { JsonObject } from '../../policy/json';
import { printStatement } from '../../policy/print';
import { Condition, Statement } from '../../policy/statement';

type OperatorChange = Partial<Pick<ConditionOperator, 'name' | 'qualifier' | 'ifExists'>>;

/** The operator as it is written, such as `ForAnyValue:StringLikeIfExists`. */
export function operatorWith(condition: Condition, change: OperatorChange): string {
  const { name, qualifier, ifExists } = { ...condition.operator, ...change };
  return `${qualifier ? `${qualifier}:` : ''}${name}${ifExists ? 'IfExists' : ''}`;
}

/** Nobody copies a statement with more conditions than this out of a finding. */
const MAX_CONDITIONS = 50;

/** The statement with another operator on the condition; `undefined` for one that is too long to be offered. */
export function withOperator(statement: Statement, condition: Condition, operatorText: string): JsonObject | undefined {
  return withCondition(statement, condition, { ...condition, operatorText });
}

/** The statement with another condition in place of one. */
export function withCondition(statement: Statement, condition: Condition, other: Condition): JsonObject | undefined {
  if (statement.conditions.length > MAX_CONDITIONS) { return undefined; }
  return printStatement({ ...statement, conditions: statement.conditions.map(each => each === condition ? other : each) });
}
