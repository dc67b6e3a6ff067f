/**
 * What an `Action` element may stand for. Errs towards holding: what is not known may stand for any action.
 */
import { globCovers, globsOverlap, toGlob } from '../policy/glob';
import { PolicyElement } from '../policy/statement';

/** Whether an `Action` or `NotAction` may stand for some action of a glob, which is in lower case. */
export function mayHold({ negated, values }: PolicyElement, action: string): boolean {
  return negated
    ? !values.some(({ text }) => globCovers(toGlob(text).toLowerCase(), action))
    : values.some(({ text }) => globsOverlap(toGlob(text).toLowerCase(), action));
}
