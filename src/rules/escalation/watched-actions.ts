/**
 * The actions that the rules of this family look for, in a policy: settled by look-ups, and most policies hold none.
 *
 * Errs towards holding: resources, conditions and Deny statements are not looked at. An action that is known only at deployment
 * counts as none of them.
 */
import { BOUNDARY_EDITS } from './boundary-edits';
import { PROVIDER_EDITS } from './provider-edits';
import { RESOURCE_POLICY_WRITERS } from './resource-policy-writers';
import { ADDED_ESCALATION_PATHS, ESCALATION_PATHS, EscalationPath } from '../../catalog/escalation-paths';
import { matchesName } from '../../catalog/name-pattern';
import { PolicyDocument } from '../../policy/document';
import { hasWildcard } from '../../policy/glob';
import { rememberFor } from '../../policy/remember';
import { PolicyElement, Statement } from '../../policy/statement';
import { ActionPattern, actionPatterns, servicesIn, wildcardsIn } from '../action-pattern';

/** Names in AWS's spelling. */
export type WatchedActions = ReadonlySet<string>;

/** The paths that all others contain, but for those with a wildcard, which say nothing that those of its actions do not say. */
const PATHS: readonly EscalationPath[] = [...ESCALATION_PATHS, ...ADDED_ESCALATION_PATHS]
  .filter(({ isMinimal, actions }) => isMinimal && !actions.some(hasWildcard));

/** Each of them is enough for some rule. */
const ENOUGH: WatchedActions = new Set([...BOUNDARY_EDITS, ...PROVIDER_EDITS, ...RESOURCE_POLICY_WRITERS.map(({ action }) => action)]);
const ALL: WatchedActions = new Set([
  ...PATHS.flatMap(({ actions }) => actions), ...ENOUGH, ...RESOURCE_POLICY_WRITERS.flatMap(({ gives }) => gives),
]);
/** Where there are none, it is always this set. */
export const NO_ACTIONS: WatchedActions = new Set();

/** By service in lower case, each with its name in lower case. */
const SPELLINGS = new Map<string, [name: string, action: string][]>();
for (const action of ALL) {
  const [service, name] = action.toLowerCase().split(':');
  SPELLINGS.set(service, [...SPELLINGS.get(service) ?? [], [name, action]]);
}
const BY_LOWER_NAME: ReadonlyMap<string, readonly string[]> = new Map([...ALL].map(action => [action.toLowerCase(), [action]]));
const NONE: readonly string[] = [];

const MEMO_LIMIT = 16_384;
const memo = new Map<string, readonly string[]>();

export function union(sets: readonly WatchedActions[]): WatchedActions {
  const parts = sets.filter(set => set !== NO_ACTIONS);
  return parts.length < 2 ? parts[0] ?? NO_ACTIONS : new Set(parts.flatMap(set => [...set]));
}

/** What the Allow statements of a document can hold. */
export const actionsOfDocument = rememberFor(({ statements }: PolicyDocument): WatchedActions => {
  const found = new Set<string>();
  for (const { effect, actions } of statements) {
    if (effect === 'Allow') { addActions(actions, found); }
  }
  return found.size === 0 ? NO_ACTIONS : found;
});

export const actionsOfElement = rememberFor((element: PolicyElement): WatchedActions => {
  const found = new Set<string>();
  addActions(element, found);
  return found.size === 0 ? NO_ACTIONS : found;
});

function addActions(element: PolicyElement, found: Set<string>): void {
  if (element.negated) {
    const named = new Set(actionPatterns(element).flatMap(actionsOfPattern));
    for (const action of ALL) {
      if (!named.has(action)) { found.add(action); }
    }
  } else if (namesWatchedService(element)) {
    for (const pattern of actionPatterns(element)) {
      const actions = actionsOfPattern(pattern);
      if (actions.length > 0) { actions.forEach(action => found.add(action)); }
    }
  }
}

/** A first look: most elements name actions of other services. */
function namesWatchedService(element: PolicyElement): boolean {
  for (const service of servicesIn(element)) {
    if (SPELLINGS.has(service)) { return true; }
  }
  return wildcardsIn(element).some(({ spansServices }) => spansServices);
}

/** Whether some of it is known only at deployment. */
export function isUndecided({ values }: PolicyElement): boolean {
  return values.some(({ text }) => text.literal === undefined);
}

/** The document with those statements, and actions in them, only that these rules ask for. */
export const watchedPart = rememberFor((document: PolicyDocument): PolicyDocument => {
  const statements: Statement[] = [];
  for (const statement of document.statements) {
    const actions = watchedValues(statement.actions);
    if (actions === statement.actions) {
      statements.push(statement);
    } else if (actions.values.length > 0) {
      statements.push({ ...statement, actions });
    }
  }
  return { ...document, statements };
});

function watchedValues(element: PolicyElement): PolicyElement {
  if (element.negated || isUndecided(element)) { return element; }
  const patterns = actionPatterns(element);
  const values = element.values.filter((_, place) => actionsOfPattern(patterns[place]).length > 0);
  return values.length === element.values.length ? element : { ...element, values };
}

function actionsOfPattern(pattern: ActionPattern): readonly string[] {
  const { text } = pattern;
  if (!pattern.spansServices && !SPELLINGS.has(pattern.service)) { return NONE; }
  if (!pattern.hasWildcard) { return BY_LOWER_NAME.get(text.toLowerCase()) ?? NONE; }
  let actions = memo.get(text);
  if (!actions) {
    actions = actionsOfWildcard(text.toLowerCase());
    if (memo.size >= MEMO_LIMIT) { memo.clear(); }
    memo.set(text, actions);
  }
  return actions;
}

function actionsOfWildcard(pattern: string): readonly string[] {
  const [service, name] = pattern.split(':');
  if (name === undefined) { return /^\*+$/.test(pattern) ? [...ALL] : NONE; }
  const services = hasWildcard(service) ? [...SPELLINGS.keys()].filter(own => matchesName(service, own)) : [service];
  return services.flatMap(own => SPELLINGS.get(own) ?? []).filter(([own]) => matchesName(name, own)).map(([, action]) => action);
}

const pathsBySet = new Map<string, readonly EscalationPath[]>();

/** The minimal paths of which all actions are there. */
export const pathsWithin = rememberFor((actions: WatchedActions): readonly EscalationPath[] => {
  if (actions.size === ALL.size) { return PATHS; }
  const key = [...actions].sort().join();
  let paths = pathsBySet.get(key);
  if (!paths) {
    paths = PATHS.filter(path => path.actions.every(action => actions.has(action)));
    if (pathsBySet.size >= MEMO_LIMIT) { pathsBySet.clear(); }
    pathsBySet.set(key, paths);
  }
  return paths;
});

/** Whether any rule of the family could have something to say. */
export const canEscalate = rememberFor((actions: WatchedActions): boolean =>
  actions !== NO_ACTIONS && ([...actions].some(action => ENOUGH.has(action)) || pathsWithin(actions).length > 0));
