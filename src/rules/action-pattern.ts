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
  /** Whether AWS cannot read it as an action, whatever services there are. */
  readonly isMalformed: boolean;
  readonly actions: readonly Action[];
  /** The actions that do more than list and read. */
  readonly changing: readonly Action[];
}

const ACTION = /^(?:\*+|[A-Za-z0-9*?-]+:[A-Za-z0-9*?-]+)$/;
/** More than the AWS managed policies have. */
const MEMO_LIMIT = 32_768;
const memo = new Map<string, ActionPattern>();
const NONE: readonly Action[] = [];
const NO_PATTERNS: readonly ActionPattern[] = [];

/** The patterns of an element, and what rules on some of them ask first: most elements hold none, and need not be looked through. */
interface Contents {
  readonly patterns: readonly ActionPattern[];
  /** In lower case, each once; the patterns that name actions of more than one service are of none. */
  readonly services: readonly string[];
  readonly spansServices: boolean;
  readonly wildcards: readonly ActionPattern[];
  readonly unlisted: readonly ActionPattern[];
}

const contentsOf = rememberFor(({ values }: PolicyElement): Contents => {
  const patterns: ActionPattern[] = [];
  for (const { text } of values) {
    if (text.literal !== undefined) {
      patterns.push(readActionPattern(text.literal));
    } else {
      for (const literal of possibleLiterals(text) ?? []) { patterns.push(readActionPattern(literal)); }
    }
  }
  const services = new Set<string>();
  let wildcards: ActionPattern[] | undefined;
  let unlisted: ActionPattern[] | undefined;
  let spansServices = false;
  let last: string | undefined;
  for (const pattern of patterns) {
    if (pattern.spansServices) {
      spansServices = true;
    } else if (pattern.service !== last) {
      last = pattern.service;
      services.add(last);
    }
    if (pattern.hasWildcard) { (wildcards ??= []).push(pattern); }
    if (pattern.actions.length === 0 || pattern.isMalformed) { (unlisted ??= []).push(pattern); }
  }
  return { patterns, services: [...services], spansServices, wildcards: wildcards ?? NO_PATTERNS, unlisted: unlisted ?? NO_PATTERNS };
});

/** The patterns of an element, those in `NotAction` included. */
export function actionPatterns(element: PolicyElement): readonly ActionPattern[] {
  return contentsOf(element).patterns;
}

/** Whether some pattern names actions of the service, or of more than one. */
export function mayNameService(element: PolicyElement, service: string): boolean {
  const { services, spansServices } = contentsOf(element);
  return spansServices || services.includes(service);
}

/** The services of the patterns that name actions of one only. */
export function servicesIn(element: PolicyElement): readonly string[] {
  return contentsOf(element).services;
}

/** The patterns of an element that have wildcards. */
export function wildcardsIn(element: PolicyElement): readonly ActionPattern[] {
  return contentsOf(element).wildcards;
}

/** The patterns of an element that stand for no action of the catalog, or are none that AWS could read. */
export function unlistedIn(element: PolicyElement): readonly ActionPattern[] {
  return contentsOf(element).unlisted;
}

export function actionName(action: Action): string {
  return `${action.service}:${action.name}`;
}

/** Whether AWS can read it as an action. */
export function isWellFormed(text: string): boolean {
  return ACTION.test(text);
}

function readActionPattern(text: string): ActionPattern {
  let pattern = memo.get(text);
  if (!pattern) {
    pattern = hasWildcard(text) ? readWildcard(text) : readName(text);
    if (memo.size >= MEMO_LIMIT) { memo.clear(); }
    memo.set(text, pattern);
  }
  return pattern;
}

/** Most entries: one action, or one that the catalog does not know. */
function readName(text: string): ActionPattern {
  const colon = Math.max(0, text.indexOf(':'));
  const prefix = text.slice(0, colon);
  const own = text.slice(colon + 1);
  const action = prefix === '' ? undefined : findAction(prefix, own);
  // What is spelt as AWS does is well-formed.
  const isSpeltRight = action !== undefined && action.name === own && action.service === prefix;
  const actions = action ? [action] : NONE;
  return {
    text,
    name: action && !isSpeltRight ? actionName(action) : text,
    service: action ? action.service : prefix.toLowerCase(),
    isEverything: false,
    spansServices: false,
    hasWildcard: false,
    isMalformed: !isSpeltRight && isMalformed(text),
    actions,
    changing: action && isChanging(action) ? actions : NONE,
  };
}

function readWildcard(text: string): ActionPattern {
  const isEverything = text[0] === '*' && /^\*+(:\*+)?$/.test(text);
  const service = text.slice(0, Math.max(0, text.indexOf(':'))).toLowerCase();
  const spansServices = isEverything || hasWildcard(service);
  const actions = spansServices || service === '' ? NONE : matchActions(text);
  return {
    text,
    name: text,
    service,
    isEverything,
    spansServices,
    hasWildcard: true,
    isMalformed: isMalformed(text),
    actions,
    changing: actions.filter(isChanging),
  };
}

/** What holds a policy variable is the affair of the rules on policy variables. */
function isMalformed(text: string): boolean {
  return !isWellFormed(text) && !text.includes('${');
}

function isChanging({ accessLevels }: Action): boolean {
  for (const level of accessLevels) {
    if (level !== 'List' && level !== 'Read') { return true; }
  }
  return false;
}
