/**
 * Which condition keys AWS sends with which actions, as the catalog has it.
 *
 * Errs towards support: a key that the catalog ties to no action of its service counts as sent with all of them, and a statement
 * with too many conditions and actions is not judged.
 */
import { Action, findResourceType, matchActions } from '../../catalog/actions';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';

/** Beyond this many pairs of a condition and an action nobody wrote the statement. */
const MAX_PAIRS = 200_000;

export function isComparable({ conditions, actions }: Statement): boolean {
  return conditions.length * actions.values.length <= MAX_PAIRS;
}

/** The keys of an action and of the resources it works on, in lower case, in the catalog's form. */
export const keysOfAction = rememberFor((action: Action): ReadonlySet<string> => {
  const keys = [...action.conditionKeys];
  for (const { name, conditionKeys } of action.resourceTypes) {
    keys.push(...conditionKeys, ...findResourceType(action.service, name)?.conditionKeys ?? []);
  }
  return new Set(keys.map(key => key.toLowerCase()));
});

const keysOfServices = new Map<string, ReadonlyMap<string, readonly Action[]>>();

/** The actions of a service that send a key, which is given in the catalog's form and in lower case. */
export function actionsWithKey(service: string, key: string): readonly Action[] {
  let actions = keysOfServices.get(service);
  if (!actions) {
    actions = indexKeys(service);
    keysOfServices.set(service, actions);
  }
  return actions.get(key) ?? [];
}

function indexKeys(service: string): ReadonlyMap<string, readonly Action[]> {
  const actions = new Map<string, Action[]>();
  for (const action of matchActions(`${service}:*`)) {
    for (const key of keysOfAction(action)) {
      const others = actions.get(key);
      if (others) { others.push(action); } else { actions.set(key, [action]); }
    }
  }
  return actions;
}
