/**
 * Whether a statement plainly lies in another: each of its entries stands there too. A yes is certain, whatever values and conditions
 * of the template turn out as; most policies that are compared are nearly the same, so it settles most questions before any pattern
 * is read.
 */
import { Clause } from './clause';
import { Guard } from '../../policy/guard';
import { rememberFor } from '../../policy/remember';
import { PolicyElement, PolicyValue, PrincipalValue, Statement } from '../../policy/statement';

/** `principals`: whether the statements say whom they are about. */
export function liesIn(inner: Clause, outer: Clause, principals: boolean): boolean {
  const [left, right] = [inner.statement, outer.statement];
  return right.when.every(guard => left.when.some(({ condition, holds }) => condition === guard.condition && holds === guard.holds))
    && isWithin(left.actions, right.actions)
    && (!right.resources || (left.resources !== undefined && inner.variables === outer.variables && isWithin(left.resources, right.resources)))
    && outer.terms.every(({ identity }) => inner.terms.some(term => term.identity === identity))
    && (!principals || namesNoOneElse(left, right));
}

/** Of lists of exceptions, those of the outer one must all stand in the inner one. */
function isWithin(inner: PolicyElement, outer: PolicyElement): boolean {
  if (inner === outer || (!outer.negated && entriesOf(outer).has('*'))) { return true; }
  return inner.negated === outer.negated && (outer.negated ? areAllIn(outer, inner) : areAllIn(inner, outer));
}

function namesNoOneElse({ principals: inner, effect }: Statement, { principals: outer, effect: outerEffect }: Statement): boolean {
  if (!inner || !outer || inner.negated !== outer.negated) { return false; }
  // Allow and Deny spare different principals.
  return outer.negated ? effect === outerEffect && areAllIn(outer, inner) && areAllIn(inner, outer) : areAllIn(inner, outer);
}

interface ValueList {
  readonly values: readonly (PolicyValue | PrincipalValue)[];
}

/** Whether each value of a list stands in another, whenever it is there at all. */
function areAllIn(list: ValueList, other: ValueList): boolean {
  const entries = entriesOf(other);
  return list.values.every(value => entries.has(entryOf(value, [])) || (value.when.length > 0 && entries.has(entryOf(value, value.when))));
}

const entriesOf = rememberFor(({ values }: ValueList): ReadonlySet<string> => new Set(values.map(value => entryOf(value, value.when))));

/** Equal for values that come to the same under the same conditions. */
function entryOf(value: PolicyValue | PrincipalValue, when: readonly Guard[]): string {
  const type = 'type' in value ? value.type : undefined;
  const { literal, parts } = value.text;
  return literal !== undefined && type === undefined && when.length === 0 ? literal : `\n${JSON.stringify([literal ?? parts, type, when])}`;
}
