/**
 * Whether a statement plainly lies in another: each of its entries stands there too. A yes is certain; most policies that are
 * compared are nearly the same, so it settles most questions before any pattern is read.
 */
import { rememberFor } from '../../policy/remember';
import { PolicyElement, PolicyValue, PrincipalElement } from '../../policy/statement';
import { Clause } from './clause';

/** `principals`: whether the statements say whom they are about. */
export function liesIn(inner: Clause, outer: Clause, principals: boolean): boolean {
  const [left, right] = [inner.statement, outer.statement];
  return right.when.length === 0
    && isWithin(left.actions, right.actions, '*')
    && (!right.resources || (left.resources !== undefined && inner.variables === outer.variables && isWithin(left.resources, right.resources, '*')))
    && outer.terms.every(({ identity }) => inner.terms.some(term => term.identity === identity))
    && (!principals || namesNoOneElse(left.principals, right.principals));
}

/** Of lists of exceptions, those of the outer one must all stand in the inner one. */
function isWithin(inner: PolicyElement, outer: PolicyElement, everything: string): boolean {
  if (inner === outer) { return outer.values.every(({ when }) => when.length === 0); }
  const [listed, among] = outer.negated ? [outer, inner] : [inner, outer];
  const entries = certainEntries(among);
  if (!entries) { return false; }
  if (!outer.negated && entries.has(everything)) { return true; }
  return inner.negated === outer.negated && listed.values.every(value => entries.has(entryOf(value)));
}

function namesNoOneElse(inner: PrincipalElement | undefined, outer: PrincipalElement | undefined): boolean {
  if (!inner || !outer || inner.negated || outer.negated) { return false; }
  return inner.values.every(value => outer.values.some(other => other === value
    || (other.when.length === 0 && other.type === value.type && entryOf(other) === entryOf(value))));
}

/** The entries of a list; `undefined` where a condition of the template may leave one out. */
const entriesOf = rememberFor(({ values }: PolicyElement): ReadonlySet<string> | 'uncertain' => (
  values.every(({ when }) => when.length === 0) ? new Set(values.map(entryOf)) : 'uncertain'
));

function certainEntries(element: PolicyElement): ReadonlySet<string> | undefined {
  const entries = entriesOf(element);
  return entries === 'uncertain' ? undefined : entries;
}

/** Equal for values that come to the same. */
function entryOf({ text }: PolicyValue): string {
  return text.literal ?? JSON.stringify(text.parts);
}
