/**
 * What rules on control policies ask of conditions.
 */
import { Condition, requiresKey } from '../../policy/statement';

/** Whether the condition is met by requests that do not have its key. */
export function holdsWithoutKey(condition: Condition): boolean {
  return condition.operator.family !== 'null' && !requiresKey(condition);
}

/** Whether the condition compares its key with `true` or `false`, and with nothing else. */
export function compares({ operator, values }: Condition, wanted: 'true' | 'false'): boolean {
  return (operator.family === 'bool' || operator.family === 'string') && !operator.negated
    && values.length > 0 && values.every(({ text }) => text.literal?.toLowerCase() === wanted);
}
