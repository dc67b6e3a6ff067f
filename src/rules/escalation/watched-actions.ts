/**
 * The actions that the rules of this family look for, as bits: whether a policy can hold any of them is settled by look-ups, and
 * most policies hold none.
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
import { possibleLiterals } from '../../policy/possible-literals';
import { rememberFor } from '../../policy/remember';
import { PolicyElement } from '../../policy/statement';

/** A set of watched actions. */
export type Mask = readonly number[];

/** The paths that all others contain. */
export const PATHS: readonly EscalationPath[] = [...ESCALATION_PATHS, ...ADDED_ESCALATION_PATHS].filter(({ isMinimal }) => isMinimal);

/** The paths whose list is a wildcard say nothing that those of its actions do not say. */
const NAMED_PATHS = PATHS.filter(({ actions }) => !actions.some(hasWildcard));

/** Each of them is enough for some rule. */
const ENOUGH: readonly string[] = [...BOUNDARY_EDITS, ...PROVIDER_EDITS, ...RESOURCE_POLICY_WRITERS.map(({ action }) => action)];
const WATCHED: readonly string[] = [...new Set([
  ...NAMED_PATHS.flatMap(({ actions }) => actions), ...ENOUGH, ...RESOURCE_POLICY_WRITERS.flatMap(({ gives }) => gives),
])];
const PLACES: ReadonlyMap<string, number> = new Map(WATCHED.map((action, place) => [action.toLowerCase(), place]));
const WORDS = (WATCHED.length + 31) >>> 5;
export const NO_ACTIONS: Mask = new Array<number>(WORDS).fill(0);
const ALL: Mask = maskOf(WATCHED);

const MEMO_LIMIT = 4096;
const memo = new Map<string, Mask>();

export function maskOf(actions: readonly string[]): Mask {
  const mask = new Array<number>(WORDS).fill(0);
  for (const action of actions) {
    const place = PLACES.get(action.toLowerCase())!;
    mask[place >>> 5] |= 1 << (place & 31);
  }
  return mask;
}

function isEmpty(mask: Mask): boolean {
  return mask.every(word => word === 0);
}

export function hasAll(mask: Mask, wanted: Mask): boolean {
  return wanted.every((word, index) => (word & ~mask[index]) === 0);
}

export function hasSome(mask: Mask, wanted: Mask): boolean {
  return wanted.some((word, index) => (word & mask[index]) !== 0);
}

/** Whether a watched action is in the set. */
export function holds(mask: Mask, action: string): boolean {
  const place = PLACES.get(action.toLowerCase())!;
  return (mask[place >>> 5] & (1 << (place & 31))) !== 0;
}

export function union(masks: readonly Mask[]): Mask {
  return masks.reduce((left, right) => right === NO_ACTIONS ? left : left === NO_ACTIONS ? right : left.map((word, index) => word | right[index]), NO_ACTIONS);
}

/** What the Allow statements of a document can hold; `NO_ACTIONS` itself where that is nothing. */
export const maskOfDocument = rememberFor(({ statements }: PolicyDocument): Mask =>
  union(statements.map(({ effect, actions }) => effect === 'Allow' ? maskOfElement(actions) : NO_ACTIONS)));

export const maskOfElement = rememberFor(({ negated, values }: PolicyElement): Mask => {
  const mask = union(values.map(({ text }) => union((possibleLiterals(text) ?? []).map(maskOfPattern))));
  return negated ? ALL.map((word, index) => word & ~mask[index]) : mask;
});

function maskOfPattern(text: string): Mask {
  let mask = memo.get(text);
  if (!mask) {
    mask = readPattern(text.toLowerCase());
    if (memo.size >= MEMO_LIMIT) { memo.clear(); }
    memo.set(text, mask);
  }
  return mask;
}

function readPattern(pattern: string): Mask {
  if (!hasWildcard(pattern)) { return PLACES.has(pattern) ? maskOf([pattern]) : NO_ACTIONS; }
  const [service, name] = pattern.split(':');
  if (name === undefined) { return /^\*+$/.test(pattern) ? ALL : NO_ACTIONS; }
  const found = WATCHED.filter(action => {
    const [ownService, ownName] = action.toLowerCase().split(':');
    return matchesName(service, ownService) && matchesName(name, ownName);
  });
  return found.length === 0 ? NO_ACTIONS : maskOf(found);
}

const enough = maskOf(ENOUGH);

/** Whether any rule of the family could have something to say. */
export function canEscalate(mask: Mask): boolean {
  return hasSome(mask, enough) || (!isEmpty(mask) && pathsWithin(mask).length > 0);
}

const pathMasks = NAMED_PATHS.map(path => ({ path, mask: maskOf(path.actions) }));
const pathsByMask = new Map<string, readonly EscalationPath[]>();

/** The minimal paths of which all actions are there. */
export function pathsWithin(mask: Mask): readonly EscalationPath[] {
  const key = mask.join();
  let paths = pathsByMask.get(key);
  if (!paths) {
    paths = pathMasks.filter(({ mask: needed }) => hasAll(mask, needed)).map(({ path }) => path);
    if (pathsByMask.size >= MEMO_LIMIT) { pathsByMask.clear(); }
    pathsByMask.set(key, paths);
  }
  return paths;
}
