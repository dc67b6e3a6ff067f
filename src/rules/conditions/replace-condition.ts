/**
 * A statement with one condition written otherwise, as a finding offers it.
 */
import { ConditionOperator, parseOperator } from '../../policy/conditions/operators';
import { NO_GUARDS } from '../../policy/guard';
import { JsonObject } from '../../policy/json';
import { PolicySite } from '../../policy/policy-site';
import { Condition, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { rewritten } from '../rewritten';

/** Nobody copies a statement with more conditions, or more values in one, out of a finding. */
const MAX_CONDITIONS = 50;
const MAX_VALUES = 200;

type OperatorChange = Partial<Pick<ConditionOperator, 'name' | 'qualifier' | 'ifExists'>>;

/** The operator as it is written, such as `ForAnyValue:StringLikeIfExists`. */
export function operatorWith(condition: Condition, change: OperatorChange): string {
  const { name, qualifier, ifExists } = { ...condition.operator, ...change };
  return `${qualifier ? `${qualifier}:` : ''}${name}${ifExists ? 'IfExists' : ''}`;
}

/** The statement with another operator on the condition; `undefined` here and below for one that cannot be offered. */
export function withOperator(statement: Statement, site: PolicySite, condition: Condition, operatorText: string): JsonObject | undefined {
  return withCondition(statement, site, condition, { ...condition, operatorText });
}

/** The statement with another condition in place of one. */
export function withCondition(statement: Statement, site: PolicySite, condition: Condition, other: Condition): JsonObject | undefined {
  if (statement.conditions.length > MAX_CONDITIONS) { return undefined; }
  return withConditions(statement, site, statement.conditions.map(each => each === condition ? other : each));
}

/** The statement with other texts in the place of the values of the condition; none for a value that is to be left out. */
export function withTexts(
  statement: Statement, site: PolicySite, condition: Condition, write: (text: string, index: number) => string | undefined,
): JsonObject | undefined {
  const { values: before } = condition;
  if (before.length > MAX_VALUES || before.some(({ text, when }) => text.literal === undefined || when.length > 0)) { return undefined; }
  const values = before.flatMap((value, index) => {
    const raw = write(value.text.literal!, index);
    return raw === undefined ? [] : [{ ...value, raw }];
  });
  return withCondition(statement, site, condition, { ...condition, values });
}

/** The statement with more conditions. */
export function withAddedConditions(statement: Statement, site: PolicySite, added: readonly Condition[]): JsonObject | undefined {
  return statement.conditions.length > MAX_CONDITIONS ? undefined : withConditions(statement, site, [...statement.conditions, ...added]);
}

/** A condition as one writes it. */
export function writtenCondition(operatorText: string, key: string, value: string): Condition {
  return { operatorText, operator: parseOperator(operatorText)!, key, values: [{ text: SymbolicText.literal(value), raw: value, when: NO_GUARDS }] };
}

/** No two conditions on one key may have the same operator: only one of them would be left. */
export function withConditions(statement: Statement, { document }: PolicySite, conditions: readonly Condition[]): JsonObject | undefined {
  const names = new Set(conditions.map(({ operatorText, key }) => `${operatorText} ${key}`.toLowerCase()));
  return names.size === conditions.length ? rewritten(statement, document, { conditions }) : undefined;
}
