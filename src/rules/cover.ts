/**
 * Entries of a list that another entry plainly covers, and statements that another statement does. Found by comparing what is
 * written, so a yes is certain and a no is none: what takes reasoning (conditions, several statements together) is left aside.
 *
 * An unknown is covered only by the same unknown. Lists and policies that are longer than AWS accepts are not looked at.
 */
import { literalPrefix } from '../catalog/name-pattern';
import { globCovers, hasWildcard } from '../policy/glob';
import { Guard } from '../policy/guard';
import { rememberFor } from '../policy/remember';
import { Condition, PolicyElement, PolicyValue, PrincipalElement, PrincipalValue, Statement } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';

/** An entry that can be left out, and the one that says the same. */
export interface NeedlessEntry {
  readonly index: number;
  readonly entry: string;
  readonly coveredBy: string;
}

/** More pairs than the longest policy has are not compared. */
const MAX_PAIRS = 20_000;
const MAX_STATEMENTS = 200;
const NOTHING: readonly NeedlessEntry[] = [];

type Covers = (broad: Entry, narrow: Entry) => boolean;

interface Entry {
  readonly text: string;
  /** Equal for texts that certainly come to the same. */
  readonly key: string;
  readonly isLiteral: boolean;
  readonly hasWildcard: boolean;
  /** The key up to its first wildcard: whatever the entry covers begins so. */
  readonly prefix: string;
  readonly when: readonly Guard[];
}

/** An ARN, of which wildcards stay within their fields. */
interface ArnFields {
  readonly fields: readonly string[];
  /** The last field up to its first wildcard, which tells most ARNs apart. */
  readonly lastPrefix: string;
}

/** The entries of an element. */
class Entries {
  private keySet: ReadonlySet<string> | undefined;

  public constructor(public readonly all: readonly Entry[], public readonly wide: readonly Entry[]) {}

  public has(key: string): boolean {
    return this.all.length === 1 ? this.all[0].key === key : this.keys.has(key);
  }

  /** Whether two have one key. */
  public get haveRepeats(): boolean {
    return this.keys.size < this.all.length;
  }

  private get keys(): ReadonlySet<string> {
    this.keySet ??= new Set(this.all.map(({ key }) => key));
    return this.keySet;
  }
}

export function needlessActions(element: PolicyElement): readonly NeedlessEntry[] {
  return element.values.length < 2 ? NOTHING : needlessAmongActions(element);
}

export function needlessResources(element: PolicyElement): readonly NeedlessEntry[] {
  return element.values.length < 2 ? NOTHING : needlessAmongResources(element);
}

const needlessAmongActions = rememberFor((element: PolicyElement) => needlessEntries(actionEntries(element), actionCovers));

const needlessAmongResources = rememberFor((element: PolicyElement) => needlessEntries(resourceEntries(element), resourceCovers));

function needlessEntries(element: Entries, covers: Covers): readonly NeedlessEntry[] {
  const { all: entries, wide } = element;
  if ((wide.length === 0 && !element.haveRepeats) || wide.length * entries.length > MAX_PAIRS) { return NOTHING; }
  const first = new Map<string, Entry>();
  const needless: NeedlessEntry[] = [];
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index];
    const same = first.get(entry.key);
    if (same === undefined) { first.set(entry.key, entry); }
    const cover = same !== undefined && isThereWith(same, entry) ? same : coverOf(entry, index, entries, wide, covers);
    if (cover) { needless.push({ index, entry: entry.text, coveredBy: cover.text }); }
  }
  return needless.length === 0 ? NOTHING : needless;
}

/** Of two that cover each other, the later is the needless one. */
function coverOf(entry: Entry, index: number, entries: readonly Entry[], wide: readonly Entry[], covers: Covers): Entry | undefined {
  for (const other of wide) {
    if (entry.key.startsWith(other.prefix) && other.key !== entry.key && isThereWith(other, entry)
      && covers(other, entry) && !(covers(entry, other) && entries.indexOf(other) > index)) { return other; }
  }
  return undefined;
}

/** The path of a statement that can be left out, and that of the one that says the same. */
export interface NeedlessStatement {
  readonly statement: Statement;
  readonly coveredBy: Statement;
}

/** Statements that one other statement of the policy covers; all that are listed can be left out together. */
export function needlessStatements(statements: readonly Statement[]): readonly NeedlessStatement[] {
  if (statements.length < 2 || statements.length > MAX_STATEMENTS) { return []; }
  const needless: NeedlessStatement[] = [];
  const naming = statementsNaming(statements.map(firstAction), statements);
  const gone = new Set<Statement>();
  for (let index = statements.length - 1; index >= 0; index--) {
    const statement = statements[index];
    for (const other of naming.get(firstAction(statement))!) {
      if (!mayCover(other, statement) || gone.has(other) || !statementCovers(other, statement)) { continue; }
      gone.add(statement);
      needless.push({ statement, coveredBy: other });
      break;
    }
  }
  return needless.reverse();
}

/** Of a list without actions, which only another one covers. */
const NO_ACTION = '';

function firstAction({ actions }: Statement): string {
  const { all } = actionEntries(actions);
  return all.length === 0 ? NO_ACTION : all[0].key;
}

/** For each of the keys the statements that have it among their actions, or a wildcard that may cover it, in their order. */
function statementsNaming(keys: readonly string[], statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const naming = new Map(keys.map((key): [string, Statement[]] => [key, []]));
  for (const statement of statements) {
    const { all, wide } = actionEntries(statement.actions);
    if (all.length === 0) { addOnce(statement, naming.get(NO_ACTION)); }
    for (const { key } of all) { addOnce(statement, naming.get(key)); }
    for (const { prefix } of wide) {
      for (const [key, found] of naming) {
        if (key.startsWith(prefix)) { addOnce(statement, found); }
      }
    }
  }
  return naming;
}

function addOnce(statement: Statement, found: Statement[] | undefined): void {
  if (found && found[found.length - 1] !== statement) { found.push(statement); }
}

/** A cheap look, which many pairs do not stand. */
function mayCover(broad: Statement, narrow: Statement): boolean {
  return broad.effect === narrow.effect && broad.path !== narrow.path && (broad.conditions.length === 0 || narrow.conditions.length > 0);
}

function statementCovers(broad: Statement, narrow: Statement): boolean {
  return actionsCover(broad.actions, narrow.actions)
    && resourcesCover(broad.resources, narrow.resources)
    && broad.conditions.every(condition => narrow.conditions.some(other => conditionKey(other) === conditionKey(condition)))
    && (broad.principals === narrow.principals || (broad.principals !== undefined && narrow.principals !== undefined
      && principalsKey(broad.principals) === principalsKey(narrow.principals)))
    && isThereWith(broad, narrow);
}

export function actionsCover(broad: PolicyElement, narrow: PolicyElement): boolean {
  return elementCovers(broad, narrow, actionEntries, actionCovers);
}

export function resourcesCover(broad: PolicyElement | undefined, narrow: PolicyElement | undefined): boolean {
  return broad && narrow ? elementCovers(broad, narrow, resourceEntries, resourceCovers) : broad === narrow;
}

/** Whether each principal that the narrow one names is named by the other as well, or everybody is. */
export function principalsCover(broad: PrincipalElement | undefined, narrow: PrincipalElement | undefined): boolean {
  if (!broad || broad.negated || !narrow || narrow.negated) { return false; }
  const named = new Set(broad.values.filter(({ when }) => when.length === 0).map(principalKey));
  return named.has('*') || narrow.values.every(value => named.has(principalKey(value)));
}

/** `{"AWS": "*"}` is everybody, as the bare `*` is. */
function principalKey({ type, text }: PrincipalValue): string {
  return type === '*' || type === 'AWS' && text.literal === '*' ? '*' : `${type} ${symbolicKey(text)}`;
}

function elementCovers(
  broad: PolicyElement, narrow: PolicyElement, entriesOf: (element: PolicyElement) => Entries, covers: Covers,
): boolean {
  if (broad === narrow) { return true; }
  const outer = entriesOf(broad);
  const inner = entriesOf(narrow).all;
  if (broad.negated || narrow.negated) {
    return broad.negated === narrow.negated && keysOf(outer.all) === keysOf(inner);
  }
  if (inner.length === 0 || inner.length * outer.all.length > MAX_PAIRS) { return false; }
  for (const entry of inner) {
    if (!entryCovers(outer, entry, covers)) { return false; }
  }
  return true;
}

/** Nothing but an equal entry and one with a wildcard covers another. */
function entryCovers(outer: Entries, entry: Entry, covers: Covers): boolean {
  const { all, wide } = outer;
  if (outer.has(entry.key) && all.some(other => other.key === entry.key && isThereWith(other, entry))) { return true; }
  for (const other of wide) {
    if (entry.key.startsWith(other.prefix) && isThereWith(other, entry) && covers(other, entry)) { return true; }
  }
  return false;
}

function keysOf(entries: readonly Entry[]): string {
  return JSON.stringify(entries.map(({ key, when }) => [key, when]).sort());
}

/** Whether a part is there whenever another one is. */
function isThereWith({ when }: { readonly when: readonly Guard[] }, other: { readonly when: readonly Guard[] }): boolean {
  return when.length === 0 || when.every(guard => other.when.some(({ condition, holds }) => condition === guard.condition && holds === guard.holds));
}

function actionCovers(broad: Entry, narrow: Entry): boolean {
  if (broad.key === '*') { return true; }
  return broad.hasWildcard && broad.isLiteral && narrow.isLiteral && globCovers(broad.key, narrow.key);
}

/** Wildcards stay within their part of an ARN, but for one at the end of its last part. */
function resourceCovers(broad: Entry, narrow: Entry): boolean {
  if (!broad.hasWildcard) { return false; }
  if (/^\*+$/.test(broad.key)) { return true; }
  if (!broad.isLiteral) { return !hasEscape(narrow.key) && coversByPrefix(broad.key, narrow.key); }
  const wide = arnFields(broad);
  const thin = arnFields(narrow);
  return wide !== undefined && thin !== undefined && thin.fields[LAST].startsWith(wide.lastPrefix)
    && wide.fields.every((field, index) => globCovers(field, thin.fields[index]));
}

/** `<Orders.Arn>/*` and `<Orders.Arn>/incoming/*`. */
function coversByPrefix(broad: string, narrow: string): boolean {
  const prefix = broad.slice(0, -1);
  return broad.endsWith('*') && !hasEscape(prefix) && !hasWildcard(prefix) && narrow.startsWith(prefix);
}

const LAST = 5;

const arnFields = rememberFor(({ key, isLiteral }: Entry): ArnFields | undefined => {
  if (!isLiteral || hasEscape(key)) { return undefined; }
  const fields = key.split(':');
  if (fields.length <= LAST) { return undefined; }
  const last = fields.slice(LAST).join(':');
  return { fields: [...fields.slice(0, LAST), last], lastPrefix: literalPrefix(last) };
});

/** `${*}` is a star like any other letter, and `${aws:username}` has a colon that parts nothing. */
function hasEscape(text: string): boolean {
  return text.includes('${');
}

const actionEntries = rememberFor((element: PolicyElement): Entries => readEntries(element, knownActions, text => text.toLowerCase()));

const resourceEntries = rememberFor((element: PolicyElement): Entries => readEntries(element, knownResources, text => text));

/** More than the AWS managed policies have. */
const MEMO_LIMIT = 32_768;
/** Entries that are known and stand under no guard, by their text, which says all of them: the policies of an app repeat their entries. */
const knownActions = new Map<string, Entry>();
const knownResources = new Map<string, Entry>();

function readEntries({ values }: PolicyElement, known: Map<string, Entry>, keyOf: (literal: string) => string): Entries {
  const all: Entry[] = [];
  const wide: Entry[] = [];
  for (const value of values) {
    const { text: { literal }, when } = value;
    let entry = literal === undefined || when.length > 0 ? undefined : known.get(literal);
    if (!entry) {
      entry = entryOf(value, keyOf);
      if (literal !== undefined && when.length === 0) {
        if (known.size >= MEMO_LIMIT) { known.clear(); }
        known.set(literal, entry);
      }
    }
    all.push(entry);
    if (entry.hasWildcard) { wide.push(entry); }
  }
  return new Entries(all, wide);
}

function entryOf({ text, when }: PolicyValue, keyOf: (literal: string) => string): Entry {
  const { literal } = text;
  const key = literal === undefined ? symbolicKey(text) : keyOf(literal);
  const isWide = text.parts.some(part => typeof part === 'string' && hasWildcard(part));
  return { text: text.toString(), key, isLiteral: literal !== undefined, hasWildcard: isWide, prefix: isWide ? literalPrefix(key) : key, when };
}

const UNKNOWN = '\u0001';

function symbolicKey({ parts }: SymbolicText): string {
  return parts.map(part => typeof part === 'string' ? part : `${UNKNOWN}${JSON.stringify([part.name, part.source, part.resource])}${UNKNOWN}`).join('');
}

const conditionKey = rememberFor(({ operatorText, key, values }: Condition): string =>
  JSON.stringify([operatorText.toLowerCase(), key.toLowerCase(), values.map(({ text, when }) => [symbolicKey(text), when]).sort()]));

const principalsKey = rememberFor(({ negated, values }: PrincipalElement): string =>
  JSON.stringify([negated, values.map(({ type, text, when }) => JSON.stringify([type, symbolicKey(text), when])).sort()]));
