/**
 * Sets of actions: bits over the catalog, and names that the catalog does not have.
 *
 * The world of actions is the catalog, what policies write out in full, and one invented name for each wildcard pattern, for an
 * action that AWS has yet to add. A pattern of no known service is thus never taken for empty. An action that is in no catalog and
 * that only two wildcard patterns together describe (`new:A*` and `new:*B`) is beyond this world.
 */
import { actionNames, servicePrefixes } from '../../catalog/actions';
import { matchesName } from '../../catalog/name-pattern';
import { rememberFor } from '../../policy/remember';
import { PolicyElement, PolicyValue } from '../../policy/statement';

/** Invented names are made for this many patterns of a list; those beyond are matched against the catalog only, unless it has nothing for them. */
const MAX_INVENTED = 16;
const INVENTED = 'uncatalogued';

/** Consecutive numbers for the actions of a service, in the order in which services are first asked for. */
interface ActionBlock {
  readonly first: number;
  readonly names: readonly string[];
  readonly lower: readonly string[];
  /** The lower-case names, a line each. */
  readonly joined: string;
}

const NO_ACTIONS: ActionBlock = { first: 0, names: [], lower: [], joined: '' };
const blocks = new Map<string, ActionBlock>();
const starts: { readonly first: number; readonly service: string }[] = [];
let total = 0;
let services: readonly string[] | undefined;
let whole: ActionBlock | undefined;

function blockOf(service: string): ActionBlock {
  let block = blocks.get(service);
  if (!block) {
    const names = actionNames(service);
    if (names.length === 0) { return NO_ACTIONS; }
    const lower = names.map(name => name.toLowerCase());
    block = { first: total, names, lower, joined: lower.join('\n') };
    blocks.set(service, block);
    starts.push({ first: total, service });
    total += names.length;
  }
  return block;
}

/** `s3:GetObject`, in the spelling of AWS. */
function nameOf(id: number): string {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle].first <= id) { low = middle; } else { high = middle - 1; }
  }
  const { service, first } = starts[low];
  return `${service}:${blocks.get(service)!.names[id - first]}`;
}

/** Bits from `lo` (a count of words) on; what lies outside is zero. */
export interface Bits {
  readonly lo: number;
  readonly words: Uint32Array;
}

/** All actions of the catalog. */
function wholeCatalog(): ActionBlock {
  if (!whole) {
    services ??= servicePrefixes();
    services.forEach(service => blockOf(service));
    const all = [...blocks.values()];
    const lower = all.flatMap(block => block.lower);
    whole = { first: 0, names: all.flatMap(block => block.names), lower, joined: lower.join('\n') };
  }
  return whole;
}

function catalogBits(): Bits {
  wholeCatalog();
  const words = new Uint32Array((total + 31) >>> 5).fill(0xFFFF_FFFF);
  if ((total & 31) !== 0) { words[words.length - 1] = (1 << (total & 31)) - 1; }
  return { lo: 0, words };
}

const NO_BITS: Bits = { lo: 0, words: new Uint32Array(0) };

/** The actions of an `Action` or `NotAction` element. */
export interface ElementActions {
  readonly negated: boolean;
  /** Those that the patterns match, negated or not. */
  readonly bits: Bits;
  /** Names beyond the catalog that the patterns match, negated or not. */
  readonly names: readonly string[];
  readonly patterns: readonly string[];
  /** A value that is not known until deployment; what it names is in none of the sets. */
  readonly undecided?: string;
}

/** The element at its largest, where values of it stand under conditions of the template. */
export function mostActions(element: PolicyElement): ElementActions {
  return element.negated ? unguardedActions(element) : allActions(element);
}

/** The element at its smallest. */
export function leastActions(element: PolicyElement): ElementActions {
  return element.negated ? allActions(element) : unguardedActions(element);
}

const allActions = rememberFor((element: PolicyElement) => readElement(element, element.values));

const unguardedActions = rememberFor((element: PolicyElement) => {
  const unguarded = element.values.filter(({ when }) => when.length === 0);
  return unguarded.length === element.values.length ? allActions(element) : readElement(element, unguarded);
});

function readElement({ negated }: PolicyElement, values: readonly PolicyValue[]): ElementActions {
  const undecided = values.find(({ text }) => text.literal === undefined)?.text.toString();
  const texts = values.flatMap(({ text }) => text.literal ?? []);
  const matches = texts.map(text => patternActions(text));
  const names: string[] = [];
  for (const { name, bits } of matches) {
    if (name !== undefined && (bits === NO_BITS || names.length < MAX_INVENTED)) { names.push(name); }
  }
  return {
    negated,
    bits: union(matches.map(match => match.bits)),
    names,
    patterns: texts.map(plainForm).filter(isComplete),
    undecided,
  };
}

interface PatternActions {
  readonly bits: Bits;
  /** A name beyond the catalog that the pattern matches. */
  readonly name?: string;
}

const MAX_KNOWN = 10_000;
const knownPatterns = new Map<string, PatternActions>();

function patternActions(text: string): PatternActions {
  let known = knownPatterns.get(text);
  if (!known) {
    if (knownPatterns.size >= MAX_KNOWN) { knownPatterns.clear(); }
    known = readPattern(text);
    knownPatterns.set(text, known);
  }
  return known;
}

function plainForm(text: string): string {
  return text.toLowerCase().replace(/\*{2,}/g, '*');
}

/** A pattern without a service matches nothing. */
function isComplete(pattern: string): boolean {
  return pattern === '*' || pattern.includes(':');
}

function readPattern(text: string): PatternActions {
  const pattern = plainForm(text);
  if (!isComplete(pattern)) { return { bits: NO_BITS }; }
  const colon = pattern.indexOf(':');
  const [prefix, name] = colon < 0 ? ['*', '*'] : [pattern.slice(0, colon), pattern.slice(colon + 1)];
  const bits = matchingBits(prefix === '*' ? [wholeCatalog()] : servicesNamed(prefix).map(service => blockOf(service)), name);
  const isPlain = !/[*?]/.test(pattern);
  return { bits, name: !isPlain ? invented(text) : bits === NO_BITS ? text : undefined };
}

function servicesNamed(prefix: string): readonly string[] {
  if (!/[*?]/.test(prefix)) { return [prefix]; }
  services ??= servicePrefixes();
  return services.filter(service => matchesName(prefix, service));
}

function matchingBits(actionBlocks: readonly ActionBlock[], name: string): Bits {
  const lo = actionBlocks.reduce((least, { first }) => Math.min(least, first), Infinity) >>> 5;
  const end = actionBlocks.reduce((most, { first, lower }) => Math.max(most, first + lower.length), 0);
  const words = new Uint32Array(Math.max(0, ((end + 31) >>> 5) - lo));
  const piece = longestPiece(name);
  for (const block of actionBlocks) {
    for (const place of placesOf(name, piece, block)) {
      const id = block.first + place;
      words[(id >>> 5) - lo] |= 1 << (id & 31);
    }
  }
  return trimmed({ lo, words });
}

/** The places of the names that the pattern matches. Only those that hold the piece are looked at. */
function placesOf(pattern: string, piece: string, { lower, joined }: ActionBlock): number[] {
  const places: number[] = [];
  let place = 0;
  let start = 0;
  for (let at = joined.indexOf(piece); at >= 0 && place < lower.length; at = joined.indexOf(piece, start)) {
    while (start + lower[place].length < at) { start += lower[place++].length + 1; }
    if (pattern === '*' || matchesName(pattern, lower[place])) { places.push(place); }
    start += lower[place++].length + 1;
  }
  return places;
}

/** Without zeros at the ends. */
function trimmed({ lo, words }: Bits): Bits {
  let [from, to] = [0, words.length];
  while (from < to && words[from] === 0) { from++; }
  while (to > from && words[to - 1] === 0) { to--; }
  return from === to ? NO_BITS : { lo: lo + from, words: words.slice(from, to) };
}

const BEYOND_ALL = `${INVENTED}:${INVENTED}`;

/** The longest text that every match must hold: most names are ruled out by it. */
function longestPiece(pattern: string): string {
  return pattern.split(/[*?]/).reduce((longest, piece) => piece.length > longest.length ? piece : longest, '');
}

function invented(pattern: string): string {
  return pattern.includes(':') ? pattern.replace(/\*+/g, INVENTED).replace(/\?/g, 'x') : BEYOND_ALL;
}

function union(sets: readonly Bits[]): Bits {
  const parts = sets.filter(bits => bits !== NO_BITS);
  if (parts.length <= 1) { return parts[0] ?? NO_BITS; }
  const lo = parts.reduce((least, bits) => Math.min(least, bits.lo), Infinity);
  const end = parts.reduce((most, bits) => Math.max(most, bits.lo + bits.words.length), 0);
  const words = new Uint32Array(end - lo);
  for (const part of parts) { part.words.forEach((word, index) => { words[part.lo - lo + index] |= word; }); }
  return { lo, words };
}

function hasName({ negated, patterns }: ElementActions, name: string): boolean {
  const lower = name.toLowerCase();
  return patterns.some(pattern => matchesName(pattern, lower)) !== negated;
}

export class ActionSet {
  /** The actions that are in all of the elements, told apart by what others exclude. */
  public static inAll(elements: readonly ElementActions[], others: readonly ElementActions[] = []): ActionSet {
    const named = elements.flatMap(element => element.negated ? [BEYOND_ALL] : element.names);
    const names = [...new Set([...named, ...others.flatMap(element => element.negated ? element.names : [])])];
    const [narrowest] = elements.filter(element => !element.negated).sort((left, right) => left.bits.words.length - right.bits.words.length);
    let set = new ActionSet(narrowest?.bits ?? catalogBits(), names);
    for (const element of elements) { set = set.within(element); }
    return set;
  }

  private constructor(private readonly bits: Bits, private readonly names: readonly string[]) {}

  public get isEmpty(): boolean {
    return this.names.length === 0 && this.bits.words.every(word => word === 0);
  }

  /** Whether an action of the set is in the element. */
  public meets(element: ElementActions): boolean {
    return someBit(this.bits, element.bits, !element.negated) || this.names.some(name => hasName(element, name));
  }

  public within(element: ElementActions): ActionSet {
    const names = this.names.filter(name => hasName(element, name));
    return new ActionSet(cut(this.bits, element.bits, !element.negated), names);
  }

  public outside(element: ElementActions): ActionSet {
    return new ActionSet(cut(this.bits, element.bits, element.negated), this.names.filter(name => !hasName(element, name)));
  }

  /** Those that are known first, then the invented ones. */
  public* list(): Generator<string> {
    const { lo, words } = this.bits;
    for (let index = 0; index < words.length; index++) {
      for (let word = words[index]; word !== 0; word &= word - 1) { yield nameOf(((lo + index) << 5) + 31 - Math.clz32(word & -word)); }
    }
    yield* this.names;
  }
}

/** Whether some bit of the first is in the second, or out of it. */
function someBit(left: Bits, right: Bits, isIn: boolean): boolean {
  for (let index = 0; index < left.words.length; index++) {
    const other = right.words[left.lo + index - right.lo] ?? 0;
    if ((left.words[index] & (isIn ? other : ~other)) !== 0) { return true; }
  }
  return false;
}

function cut(left: Bits, right: Bits, keepsCommon: boolean): Bits {
  const words = left.words.map((word, index) => {
    const other = right.words[left.lo + index - right.lo] ?? 0;
    return word & (keepsCommon ? other : ~other);
  });
  return trimmed({ lo: left.lo, words });
}
