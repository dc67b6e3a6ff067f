/**
 * What the rules on unknown names share: how many they report of one policy, and when they look for the name that was meant.
 */
import { matchesName } from '../../catalog/name-pattern';
import { nearestName } from '../../diagnostics/nearest-name';
import { Violation } from '../rule';

/** A policy with more unknown names than this is no policy with typing errors; the rest is one finding. */
export const MAX_REPORTED = 25;
/** No name of AWS is longer. */
const MAX_NAME_LENGTH = 100;

export function furtherUnknown(what: string, path: string): Violation {
  return {
    cause: 'others',
    path,
    message: `the policy names more than ${MAX_REPORTED} ${what}`,
    fix: 'mend those that are reported, then look again',
  };
}

/** Whether the user says of an action, or of one that a pattern names, that it exists. */
export function isSaidToExist(pattern: string, additionalActions: readonly string[]): boolean {
  return additionalActions.length > 0 && additionalActions.some(action => matchesName(pattern.toLowerCase(), action.toLowerCase()));
}

/** The known name that a mistyped one most likely stands for. */
export function meantName(name: string, candidates: Iterable<string>): string | undefined {
  return name.length <= MAX_NAME_LENGTH ? nearestName(name, candidates) : undefined;
}
