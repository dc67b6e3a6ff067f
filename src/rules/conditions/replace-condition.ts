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

/** The statement with another operator on the condition. */
export function withOperator(statement: Statement, condition: Condition, operatorText: string): JsonObject {
  return withCondition(statement, condition, { ...condition, operatorText });
}

/** The statement with another condition in place of one, or without it. */
export function withCondition(statement: Statement, condition: Condition, other?: Condition): JsonObject {
  const conditions = statement.conditions.flatMap(each => each !== condition ? [each] : other ? [other] : []);
  return printStatement({ ...statement, conditions });
}
