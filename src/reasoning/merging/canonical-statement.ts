/**
 * A statement with its lists in one order and each entry once. Orders by code unit, so that every machine orders alike.
 */
import { actionIdentity, conditionSlot, principalIdentity, valueIdentity } from './parts';
import { PolicyValue, Statement } from '../../policy/statement';

export function canonicalStatement(statement: Statement): Statement {
  const { actions, resources, principals } = statement;
  const conditions = statement.conditions.map(condition => ({ ...condition, values: canonicalValues(condition.values, valueIdentity) }));
  return {
    ...statement,
    actions: { ...actions, values: canonicalValues(actions.values, actionIdentity) },
    ...resources && { resources: { ...resources, values: canonicalValues(resources.values, valueIdentity) } },
    ...principals && { principals: { ...principals, values: canonicalValues(principals.values, principalIdentity, ({ type }) => type) } },
    conditions: once(
      sortedBy(conditions, ({ operatorText, key }) => [operatorText, key]),
      condition => JSON.stringify([conditionSlot(condition), condition.values.map(valueIdentity).sort()]),
    ),
  };
}

export function canonicalValues<Value extends PolicyValue>(
  values: readonly Value[],
  identityOf: (value: Value) => string,
  group: (value: Value) => string = () => '',
): readonly Value[] {
  return once(sortedBy(values, value => [group(value), value.text.toString(), JSON.stringify([value.raw, value.when])]), identityOf);
}

function once<Item>(items: readonly Item[], identityOf: (item: Item) => string): readonly Item[] {
  const known = new Set<string>();
  return items.filter(item => {
    const identity = identityOf(item);
    return !known.has(identity) && known.add(identity);
  });
}

function sortedBy<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): readonly Item[] {
  const keyed = items.map(item => ({ item, keys: keysOf(item) }));
  keyed.sort((left, right) => compare(left.keys, right.keys));
  return keyed.map(({ item }) => item);
}

function compare(left: readonly string[], right: readonly string[]): number {
  const place = left.findIndex((key, index) => key !== right[index]);
  return place < 0 ? 0 : left[place] < right[place] ? -1 : 1;
}
