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

/** Whether a key, in the catalog's form and in lower case, is sent with an action, by itself or for a resource that it works on. */
export function sendsKey({ service, conditionKeys, resourceTypes }: Action, key: string): boolean {
  return inLowerCase(conditionKeys).has(key) || resourceTypes.some(type => (
    inLowerCase(type.conditionKeys).has(key) || inLowerCase(findResourceType(service, type.name)?.conditionKeys ?? NONE).has(key)
  ));
}

/** The catalog shares lists of keys between the actions and types of a service. */
const inLowerCase = rememberFor((keys: readonly string[]): ReadonlySet<string> => new Set(keys.map(key => key.toLowerCase())));

const NONE: readonly string[] = [];
const sending = new Map<string, readonly Action[]>();

/** The actions of a service that send a key of the catalog, which is given in lower case. */
export function actionsWithKey(service: string, key: string): readonly Action[] {
  const question = `${service} ${key}`;
  let actions = sending.get(question);
  if (!actions) {
    actions = matchActions(`${service}:*`).filter(action => sendsKey(action, key));
    sending.set(question, actions);
  }
  return actions;
}
