/**
 * Whether a statement is written out, in letters that mean nothing but themselves: no value is known only at deployment or stands under a
 * condition of the template, and all texts have only visible characters of ASCII, none of them a `$`. Most statements are; rules that look
 * for variables, for values that are not known or for odd characters ask this first, and then need not look at each text again.
 */
import { rememberFor } from '../policy/remember';
import { PolicyValue, Statement } from '../policy/statement';

const SPECIAL = /[^!-~]|\$/;

export const isPlainStatement = rememberFor(({ sid, actions, resources, principals, conditions }: Statement): boolean => (
  (sid === undefined || !SPECIAL.test(sid)) && arePlain(actions.values)
  && (!resources || arePlain(resources.values)) && (!principals || arePlain(principals.values))
  && conditions.every(({ key, values }) => !SPECIAL.test(key) && arePlain(values))
));

function arePlain(values: readonly PolicyValue[]): boolean {
  for (const { text: { literal }, when } of values) {
    if (literal === undefined || when.length > 0 || SPECIAL.test(literal)) { return false; }
  }
  return true;
}
