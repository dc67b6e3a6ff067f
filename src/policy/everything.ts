/**
 * Elements that hold everything there is.
 */
import { PolicyElement } from './statement';

/** Whether an `Action` or `Resource` element is, or contains, a plain `*`. */
export function isEverything(element: PolicyElement | undefined): boolean {
  return element !== undefined && !element.negated && element.values.some(value => /^\*+(:\*+)*$/.test(value.text.literal ?? ''));
}
