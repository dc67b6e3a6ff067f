/**
 * The shortest list of actions that may be said to be what was granted: exact where that fits, else with patterns.
 *
 * Promises: every granted action and pattern is covered. A pattern that stands for several adds only actions of the access level that it
 * replaces, and none of the kinds that a ceiling is for: those of escalation paths, those of the list of sensitive ones, those that manage
 * permissions, and those that the boundary denies.
 */
import { covers } from './boundary-document';
import { Action, findAction, matchActions } from '../catalog/actions';
import { ADDED_ESCALATION_PATHS, ESCALATION_PATHS } from '../catalog/escalation-paths';
import { sensitiveTopics } from '../catalog/sensitive-actions';

/** A list of actions, and how long it is in a policy. */
export interface ActionCeiling {
  readonly actions: readonly string[];
  readonly size: number;
}

/** Quotes and a comma. */
const AROUND = 3;
/** With them two patterns of IAM, all of whose actions of consequence manage permissions. */
const ESCALATING: ReadonlySet<string> = new Set([...ESCALATION_PATHS, ...ADDED_ESCALATION_PATHS].flatMap(({ actions }) => actions));

/**
 * @param granted actions and patterns of one service each
 * @param room how many characters the list may have; when no list fits, the shortest one is the answer
 * @param denied patterns that the boundary denies
 */
export function ceilingOf(granted: readonly string[], room: number, denied: readonly string[]): ActionCeiling {
  const services = [...group(granted.map(inAwsSpelling)).values()].map(entries => new ServiceCeiling(entries, denied));
  const total = () => services.reduce((sum, { size }) => sum + size, 0);
  while (total() > room) {
    const [best] = services.flatMap(service => service.best ? [{ service, step: service.best }] : [])
      .sort((left, right) => compare(left.step, right.step));
    if (!best) { break; }
    best.service.take(best.step);
  }
  return { actions: services.flatMap(({ entries }) => entries), size: total() };
}

/** The characters that each service takes, the largest first. */
export function sizesByService(actions: readonly string[]): [service: string, size: number][] {
  const sizes = [...group(actions)].map(([service, entries]): [string, number] => [service, sizeOf(entries)]);
  return sizes.sort(([left, most], [right, more]) => more - most || (left < right ? -1 : 1));
}

/** A pattern in place of several entries. */
interface Step {
  readonly pattern: string;
  /** The place of the first entry that it replaces, and of the first behind them. */
  readonly from: number;
  readonly to: number;
  readonly saved: number;
  readonly added: number;
}

interface Candidate {
  readonly prefix: string;
  /** How many actions of the catalog it has that were not granted. */
  readonly added: number;
}

interface Entry {
  readonly text: string;
  /** In lower case. */
  readonly key: string;
}

/** Least widening for the characters saved goes first; the order of names decides what is alike, so that the answer is always the same. */
function compare(left: Step, right: Step): number {
  return left.added * right.saved - right.added * left.saved || right.saved - left.saved || (left.pattern < right.pattern ? -1 : 1);
}

/**
 * The part of the list that is of one service. Its entries are sorted, so that those of a prefix stand together, and their sizes are summed
 * up, so that a step costs little however many there are: there are services with 800 actions.
 */
class ServiceCeiling {
  private sorted: readonly Entry[];
  /** How long all entries before each are. */
  private sums: readonly number[];
  private readonly candidates: readonly Candidate[];
  private step?: Step;
  private isCurrent = false;

  constructor(granted: readonly string[], denied: readonly string[]) {
    const patterns = granted.filter(isPattern);
    const isCovered = (entry: string) => patterns.some(other => other !== entry && covers(other, entry));
    this.sorted = inOrder(granted.filter(entry => !isCovered(entry)).map(entryOf));
    this.sums = sumsOf(this.sorted);
    const exact = this.sorted.filter(({ text }) => !isPattern(text));
    const known = new GrantedNames(exact, patterns, denied);
    const shared = [...new Set(exact.flatMap(({ text }) => prefixes(text)))].filter(prefix => this.stepTo({ prefix, added: 0 }));
    this.candidates = shared.flatMap(prefix => {
      const matched = matchActions(`${prefix}*`);
      const isHarmless = new Set(matched.map(({ accessLevels }) => accessLevels.join())).size === 1 && matched.every(action => known.mayAdd(action));
      return isHarmless ? [{ prefix, added: matched.filter(action => !known.isGranted(action)).length }] : [];
    });
  }

  public get entries(): readonly string[] {
    return this.sorted.map(({ text }) => text);
  }

  public get size(): number {
    return this.sums[this.sums.length - 1];
  }

  /** The next pattern to write, worked out when it is asked for. */
  public get best(): Step | undefined {
    if (!this.isCurrent) {
      this.step = this.candidates.reduce<Step | undefined>((best, candidate) => {
        const step = this.stepTo(candidate);
        return step && (!best || compare(step, best) < 0) ? step : best;
      }, undefined);
      this.isCurrent = true;
    }
    return this.step;
  }

  public take({ pattern, from, to }: Step): void {
    this.sorted = [...this.sorted.slice(0, from), entryOf(pattern), ...this.sorted.slice(to)];
    this.sums = sumsOf(this.sorted);
    this.isCurrent = false;
  }

  private stepTo({ prefix, added }: Candidate): Step | undefined {
    const key = prefix.toLowerCase();
    const from = this.firstFrom(key);
    const to = this.firstFrom(`${key}\uffff`);
    const saved = this.sums[to] - this.sums[from] - key.length - 1 - AROUND;
    return to - from > 1 && saved > 0 ? { pattern: `${prefix}*`, from, to, saved, added } : undefined;
  }

  private firstFrom(key: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.sorted[middle].key < key) { low = middle + 1; } else { high = middle; }
    }
    return low;
  }
}

/** Which actions of a service were granted, and which others a pattern may add. */
class GrantedNames {
  private readonly exact: ReadonlySet<string>;

  constructor(exact: readonly Entry[], private readonly patterns: readonly string[], private readonly denied: readonly string[]) {
    this.exact = new Set(exact.map(({ key }) => key));
  }

  public isGranted(action: Action): boolean {
    const name = nameOf(action);
    return this.exact.has(name.toLowerCase()) || this.patterns.some(pattern => covers(pattern, name));
  }

  public mayAdd(action: Action): boolean {
    const name = nameOf(action);
    return this.isGranted(action) || !action.accessLevels.includes('Permissions management') && sensitiveTopics(name) === undefined
      && !ESCALATING.has(name) && !this.denied.some(pattern => covers(pattern, name));
  }
}

function entryOf(text: string): Entry {
  return { text, key: text.toLowerCase() };
}

function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((left, right) => left.key < right.key ? -1 : 1);
}

function sumsOf(entries: readonly Entry[]): number[] {
  const sums = [0];
  for (const { text } of entries) { sums.push(sums[sums.length - 1] + text.length + AROUND); }
  return sums;
}

/** `s3:Get` and `s3:GetObject` of `s3:GetObjectTagging`: by whole words. */
function prefixes(action: string): string[] {
  const start = action.indexOf(':') + 1;
  const ends = [...action.slice(start).matchAll(/(?<=[a-z0-9])(?=[A-Z])|$/g)].map(({ index }) => start + index);
  return ends.map(end => action.slice(0, end));
}

function group(actions: readonly string[]): Map<string, string[]> {
  const services = new Map<string, string[]>();
  for (const action of [...new Set(actions)].sort()) {
    const service = action.slice(0, action.indexOf(':')).toLowerCase();
    services.set(service, [...services.get(service) ?? [], action]);
  }
  return services;
}

/** Two spellings of one action are one. */
function inAwsSpelling(text: string): string {
  const [service, name] = text.split(':');
  const action = isPattern(text) ? undefined : findAction(service, name);
  return action ? nameOf(action) : text;
}

function nameOf({ service, name }: Action): string {
  return `${service}:${name}`;
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

function sizeOf(entries: readonly string[]): number {
  return entries.reduce((sum, entry) => sum + entry.length + AROUND, 0);
}
