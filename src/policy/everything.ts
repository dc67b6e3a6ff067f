/**
 * Elements that hold everything there is.
 */
import { PolicyElement, PolicyValue } from './statement';

/** Whether an `Action` or `Resource` element is, or contains, a plain `*`. */
export function isEverything(element: PolicyElement | undefined): boolean {
  return element !== undefined && !element.negated && element.values.some(isStar);
}

function isStar({ text: { literal } }: PolicyValue): boolean {
  return literal !== undefined && literal.startsWith('*') && /^\*+(:\*+)*$/.test(literal);
}
