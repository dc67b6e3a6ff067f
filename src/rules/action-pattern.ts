/**
 * The entries of an `Action` element, and the catalog's actions that each names.
 *
 * An entry that is not known before deployment is left out here; `undecidable-value` reports it.
 */
import { Action, findAction, matchActions } from '../catalog/actions';
import { hasWildcard } from '../policy/glob';
import { possibleLiterals } from '../policy/possible-literals';
import { rememberFor } from '../policy/remember';
import { PolicyElement } from '../policy/statement';

export interface ActionPattern {
  /** As written. */
  readonly text: string;
  /** In AWS's spelling where it names one action, else as written. */
  readonly name: string;
  /** What stands before the colon, in lower case; empty when there is no colon. */
  readonly service: string;
  /** Whether it is a plain `*`. */
  readonly isEverything: boolean;
  /** Whether it names actions of more than one service, as `*` and `s*:Get*` do; these are not listed. */
  readonly spansServices: boolean;
  readonly hasWildcard: boolean;
  readonly actions: readonly Action[];
  /** The actions that do more than list and read. */
  readonly changing: readonly Action[];
}

/** More than the AWS managed policies have. */
const MEMO_LIMIT = 32_768;
const memo = new Map<string, ActionPattern>();
const NONE: readonly Action[] = [];
const NO_PATTERNS: readonly ActionPattern[] = [];

/** The patterns of an element, those in `NotAction` included. */
export const actionPatterns = rememberFor(({ values }: PolicyElement): readonly ActionPattern[] => {
  const patterns: ActionPattern[] = [];
  for (const { text } of values) {
    for (const literal of possibleLiterals(text) ?? []) { patterns.push(readActionPattern(literal)); }
  }
  return patterns;
});

/** What rules on some patterns ask first: most elements hold none of them, and need not be looked through. */
interface Contents {
  /** In lower case; the patterns that name actions of more than one service are of none. */
  readonly services: ReadonlySet<string>;
  readonly spansServices: boolean;
  readonly wildcards: readonly ActionPattern[];
}

const contentsOf = rememberFor((element: PolicyElement): Contents => {
  const services = new Set<string>();
  const wildcards: ActionPattern[] = [];
  let spansServices = false;
  for (const pattern of actionPatterns(element)) {
    if (pattern.spansServices) { spansServices = true; } else { services.add(pattern.service); }
    if (pattern.hasWildcard) { wildcards.push(pattern); }
  }
  return { services, spansServices, wildcards: wildcards.length === 0 ? NO_PATTERNS : wildcards };
});

/** Whether some pattern names actions of the service, or of more than one. */
export function mayNameService(element: PolicyElement, service: string): boolean {
  const { services, spansServices } = contentsOf(element);
  return spansServices || services.has(service);
}

/** The services of the patterns that name actions of one only. */
export function servicesIn(element: PolicyElement): ReadonlySet<string> {
  return contentsOf(element).services;
}

/** The patterns of an element that have wildcards. */
export function wildcardsIn(element: PolicyElement): readonly ActionPattern[] {
  return contentsOf(element).wildcards;
}

export function actionName(action: Action): string {
  return `${action.service}:${action.name}`;
}

function readActionPattern(text: string): ActionPattern {
  let pattern = memo.get(text);
  if (!pattern) {
    pattern = expandActionPattern(text);
    if (memo.size >= MEMO_LIMIT) { memo.clear(); }
    memo.set(text, pattern);
  }
  return pattern;
}

function expandActionPattern(text: string): ActionPattern {
  return hasWildcard(text) ? readWildcard(text) : readName(text);
}

/** Most entries: one action, or one that the catalog does not know. */
function readName(text: string): ActionPattern {
  const colon = Math.max(0, text.indexOf(':'));
  const service = text.slice(0, colon).toLowerCase();
  const action = service === '' ? undefined : findAction(service, text.slice(colon + 1));
  const actions = action ? [action] : NONE;
  return {
    text,
    name: action ? actionName(action) : text,
    service,
    isEverything: false,
    spansServices: false,
    hasWildcard: false,
    actions,
    changing: action && isChanging(action) ? actions : NONE,
  };
}

function readWildcard(text: string): ActionPattern {
  const isEverything = /^\*+(:\*+)?$/.test(text);
  const service = text.slice(0, Math.max(0, text.indexOf(':'))).toLowerCase();
  const spansServices = isEverything || hasWildcard(service);
  const actions = spansServices || service === '' ? [] : matchActions(text);
  return {
    text,
    name: text,
    service,
    isEverything,
    spansServices,
    hasWildcard: true,
    actions,
    changing: actions.filter(isChanging),
  };
}

function isChanging({ accessLevels }: Action): boolean {
  return accessLevels.some(level => level !== 'List' && level !== 'Read');
}
