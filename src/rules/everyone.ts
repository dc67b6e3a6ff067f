/**
 * The principal that is everyone.
 */
import { PrincipalElement } from '../policy/statement';

/** Whether the element names everyone, in either spelling. A principal that is not known is not everyone. */
export function namesEveryone(principals: PrincipalElement | undefined): boolean {
  return principals !== undefined && !principals.negated
    && principals.values.some(({ type, text }) => type === '*' || (type === 'AWS' && text.literal === '*'));
}
