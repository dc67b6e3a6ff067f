/**
 * The lists of a statement that stand for the union of their entries: a statement with such a list means what statements with
 * parts of the list mean together. So they are what statements can be united in, and split by.
 */
import { canonicalStatement } from './canonical-statement';
import { conditionSlot } from './parts';
import { Condition, PolicyValue, Statement } from '../../policy/statement';

export interface UnitedList {
  /** As in `partsOf`. */
  readonly slot: string;
  readonly values: readonly PolicyValue[];
}

/** Values of a positive operator are alternatives. `Bool` and `Null` are left as they are: both values together ask for nothing. */
const FAMILIES_OF_ALTERNATIVES = ['string', 'arn', 'numeric', 'date', 'ip', 'binary'];

export function unitedLists({ actions, resources, principals, conditions }: Statement): readonly UnitedList[] {
  const lists: UnitedList[] = [];
  if (!actions.negated) { lists.push({ slot: 'Action', values: actions.values }); }
  if (resources && !resources.negated) { lists.push({ slot: 'Resource', values: resources.values }); }
  if (principals && !principals.negated && principals.values.every(({ type }) => type !== '*')) {
    lists.push({ slot: 'Principal', values: principals.values });
  }
  const slots = conditions.map(conditionSlot);
  conditions.forEach((condition, index) => {
    const isAlone = slots.indexOf(slots[index]) === slots.lastIndexOf(slots[index]);
    if (isAlone && holdsAlternatives(condition)) { lists.push({ slot: slots[index], values: condition.values }); }
  });
  return lists.filter(({ values }) => values.length > 1 || (values.length === 1 && isSurelyText(values[0])));
}

function holdsAlternatives({ operator: { family, negated, qualifier } }: Condition): boolean {
  return !negated && qualifier !== 'ForAllValues' && FAMILIES_OF_ALTERNATIVES.includes(family);
}

/** A reference that is the whole element may turn out to be a list, which can be no entry of a list. */
function isSurelyText({ text: { parts } }: PolicyValue): boolean {
  const [part] = parts;
  return parts.length !== 1 || typeof part === 'string' || (part.shape !== 'any' && part.shape !== 'opaque');
}

/** The statement with other values in one of its lists. */
export function withList(statement: Statement, slot: string, values: readonly PolicyValue[]): Statement {
  const { actions, resources, principals, conditions } = statement;
  switch (slot) {
    case 'Action': return canonicalStatement({ ...statement, actions: { ...actions, values } });
    case 'Resource': return canonicalStatement({ ...statement, resources: { ...resources!, values } });
    case 'Principal': return canonicalStatement({ ...statement, principals: { ...principals!, values: values as NonNullable<typeof principals>['values'] } });
    default: return canonicalStatement({
      ...statement,
      conditions: conditions.map(condition => conditionSlot(condition) === slot ? { ...condition, values } : condition),
    });
  }
}
