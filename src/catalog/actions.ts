/**
 * What AWS knows about actions: services, actions, access levels, resource types and condition keys.
 *
 * Answers come from `data/actions.txt`, decoded one service at a time on first use and kept. Names and service prefixes are
 * matched without regard to case, as IAM does, and are answered in AWS's own spelling. What the catalog does not know is
 * answered `undefined` or with an empty list; the data may be older than AWS, so absence is a hint and not a proof.
 */
import { readDataFile } from './data-file';
import { literalPrefix, matchesName } from './name-pattern';

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

export type ConditionKeyType = 'String' | 'ArrayOfString' | 'ARN' | 'ArrayOfARN' | 'Bool' | 'ArrayOfBool' | 'Numeric' | 'Date' | 'IPAddress';

export interface Action {
  /** The service prefix, such as `s3`. */
  readonly service: string;
  /** The name in AWS's spelling, such as `GetObject`. */
  readonly name: string;
  /** One level, or two where AWS files the action under two (`Tagging` and `Write`). */
  readonly accessLevels: readonly AccessLevel[];
  /** The resource types the action can be limited to; empty when it accepts only `*`. */
  readonly resourceTypes: readonly ActionResourceType[];
  /** Condition keys of the action itself; a resource type may add its own. */
  readonly conditionKeys: readonly string[];
}

export interface ActionResourceType {
  readonly name: string;
  /** Whether a request always names a resource of this type. */
  readonly required: boolean;
  /** Condition keys that apply when the action meets this resource type. */
  readonly conditionKeys: readonly string[];
}

export interface ResourceType {
  readonly service: string;
  readonly name: string;
  /** ARN forms with `${Variables}`; the first is the usual one. */
  readonly arnTemplates: readonly string[];
  readonly conditionKeys: readonly string[];
}

export interface ConditionKey {
  /** The key in AWS's spelling; a part that varies stands as `${TagKey}` or `<key>`. */
  readonly key: string;
  readonly type: ConditionKeyType;
}

/** Letters of the data file; the generator writes with the same tables. */
export const ACCESS_LEVEL_CODES: Readonly<Record<string, readonly AccessLevel[]>> = {
  L: ['List'],
  R: ['Read'],
  W: ['Write'],
  T: ['Tagging', 'Write'],
  P: ['Permissions management', 'Write'],
};
export const KEY_TYPE_CODES: Readonly<Record<string, ConditionKeyType>> = {
  s: 'String',
  S: 'ArrayOfString',
  a: 'ARN',
  A: 'ArrayOfARN',
  b: 'Bool',
  B: 'ArrayOfBool',
  n: 'Numeric',
  d: 'Date',
  i: 'IPAddress',
};
export const TAG_KEY_CODES: Readonly<Record<string, ConditionKey>> = {
  '&': { key: 'aws:RequestTag/${TagKey}', type: 'String' },
  '%': { key: 'aws:ResourceTag/${TagKey}', type: 'String' },
  '#': { key: 'aws:TagKeys', type: 'ArrayOfString' },
};

const DATA_FILE = 'actions.txt';
const MEMO_LIMIT = 32_768;
const MEMO_PATTERN_LENGTH = 200;
const NONE: readonly never[] = [];

export function hasService(prefix: string): boolean {
  return index().has(prefix.toLowerCase());
}

/** All service prefixes, sorted. */
export function servicePrefixes(): readonly string[] {
  return [...index().keys()];
}

/** The display name of a service, such as `Amazon S3`. */
export function serviceTitle(prefix: string): string | undefined {
  return service(prefix)?.title;
}

/** All action names of a service in AWS's spelling, sorted without regard to case. */
export function actionNames(prefix: string): readonly string[] {
  return service(prefix)?.sortedNames() ?? NONE;
}

export function findAction(prefix: string, name: string): Action | undefined {
  return service(prefix)?.action(name.toLowerCase());
}

export function resourceTypes(prefix: string): readonly ResourceType[] {
  return service(prefix)?.resourceTypes() ?? NONE;
}

export function findResourceType(prefix: string, name: string): ResourceType | undefined {
  return service(prefix)?.resourceType(name.toLowerCase());
}

/**
 * All actions that a pattern such as `s3:Get*`, `s3:?etObject` or `*` names, sorted by service and name.
 *
 * The pattern is compared with the whole text `service:Name`.
 */
export function matchActions(pattern: string): readonly Action[] {
  let found = matched.get(pattern);
  if (!found) {
    found = expand(pattern.toLowerCase().replace(/\*{2,}/g, '*'));
    if (matched.size >= MEMO_LIMIT) {
      matched.clear();
    }
    if (pattern.length <= MEMO_PATTERN_LENGTH) {
      matched.set(pattern, found);
    }
  }
  return found;
}

/**
 * The condition key that a policy names: global (`aws:`), of a service, or of a federation provider known to STS.
 *
 * `s3:ExistingObjectTag/stage` finds `s3:ExistingObjectTag/<key>`.
 */
export function findConditionKey(key: string): ConditionKey | undefined {
  const wanted = key.toLowerCase();
  const prefix = wanted.slice(0, wanted.indexOf(':') + 1);
  if (!prefix) {
    return undefined;
  }
  const own = service(prefix.slice(0, -1));
  return (own && findIn(own.conditionKeys(), wanted))
    ?? findIn(globalKeys(), wanted)
    ?? foreignKeyServices(prefix.slice(0, -1))
      .map((name) => findIn(service(name)!.conditionKeys(), wanted))
      .find((found) => found !== undefined);
}

/**
 * All condition keys whose names begin with a prefix: the global ones for `aws`, else those of the service of that name and those
 * that other services define under it, such as `saml`.
 */
export function conditionKeysOf(prefix: string): readonly ConditionKey[] {
  const name = prefix.toLowerCase();
  const start = `${name}:`;
  return [...service(name)?.conditionKeys() ?? NONE, ...globalKeys(), ...foreignKeyServices(name).flatMap((other) => service(other)!.conditionKeys())]
    .filter(({ key }) => key.toLowerCase().startsWith(start));
}

const matched = new Map<string, readonly Action[]>();
const services = new Map<string, Service>();
let blocks: Map<string, [start: number, end: number]> | undefined;
let globals: readonly ConditionKey[] | undefined;
let foreign: readonly { readonly prefix: string; readonly services: readonly string[] }[] | undefined;

function index(): Map<string, [start: number, end: number]> {
  if (!blocks) {
    const { text } = readDataFile(DATA_FILE);
    blocks = new Map();
    for (let start = text.indexOf('\n='); start >= 0;) {
      const next = text.indexOf('\n=', start + 1);
      blocks.set(text.slice(start + 2, text.indexOf(' ', start)), [start + 2, next < 0 ? text.length : next]);
      start = next;
    }
  }
  return blocks;
}

function service(prefix: string): Service | undefined {
  const known = services.get(prefix);
  if (known) {
    return known;
  }
  const name = prefix.toLowerCase();
  let found = services.get(name);
  if (!found) {
    const block = index().get(name);
    if (!block) {
      return undefined;
    }
    found = new Service(name, readDataFile(DATA_FILE).text.slice(...block));
    services.set(name, found);
  }
  return found;
}

/** The lines between the stamp and the first service that start with `mark`. */
function headLines(mark: string): string[] {
  const { text } = readDataFile(DATA_FILE);
  return text.slice(0, text.indexOf('\n=')).split('\n').filter((line) => line.startsWith(mark)).map((line) => line.slice(1));
}

function globalKeys(): readonly ConditionKey[] {
  globals ??= headLines('*').map((line) => ({ key: line.slice(1), type: KEY_TYPE_CODES[line[0]] }));
  return globals;
}

/** Services that define keys whose prefix is not their own name: `saml:aud` belongs to `sts`. */
function foreignKeyServices(prefix: string): readonly string[] {
  foreign ??= headLines('@').map((line) => {
    const [foreignPrefix, ...names] = line.split(' ');
    return { prefix: foreignPrefix.toLowerCase(), services: names };
  });
  return foreign.filter((entry) => matchesTemplate(entry.prefix, prefix)).flatMap((entry) => entry.services);
}

/** Keys by their names in lower case, and those of which a part varies with the pattern of their names. */
interface KeyIndex {
  readonly named: ReadonlyMap<string, ConditionKey>;
  readonly varying: readonly (readonly [pattern: string, key: ConditionKey])[];
}

const keyIndexes = new WeakMap<readonly ConditionKey[], KeyIndex>();

function findIn(keys: readonly ConditionKey[], wanted: string): ConditionKey | undefined {
  let known = keyIndexes.get(keys);
  if (!known) {
    known = indexOf(keys);
    keyIndexes.set(keys, known);
  }
  return known.named.get(wanted) ?? known.varying.find(([pattern]) => matchesName(pattern, wanted))?.[1];
}

function indexOf(keys: readonly ConditionKey[]): KeyIndex {
  const named = new Map<string, ConditionKey>();
  const varying: [string, ConditionKey][] = [];
  for (const key of keys) {
    const name = key.key.toLowerCase();
    if (!named.has(name)) { named.set(name, key); }
    const pattern = patternOf(name);
    if (pattern !== name) { varying.push([pattern, key]); }
  }
  return { named, varying };
}

/** Whether a text fits a template in which each `${Variable}`, `<variable>` and final `tag-key` stands for one or more characters. */
function matchesTemplate(template: string, text: string): boolean {
  const pattern = patternOf(template);
  return pattern === template ? template === text : matchesName(pattern, text);
}

function patternOf(template: string): string {
  return template.replace(/\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/g, '?*');
}

function expand(pattern: string): readonly Action[] {
  const colon = pattern.indexOf(':');
  if (colon < 0) {
    return pattern === '*'
      ? servicePrefixes().flatMap((prefix) => service(prefix)!.matching('*'))
      : servicePrefixes().flatMap((prefix) => service(prefix)!.matching(pattern, `${prefix}:`));
  }
  const prefixPattern = pattern.slice(0, colon);
  const namePattern = pattern.slice(colon + 1);
  return literalPrefix(prefixPattern) === prefixPattern
    ? service(prefixPattern)?.matching(namePattern) ?? NONE
    : servicePrefixes().filter((prefix) => matchesName(prefixPattern, prefix)).flatMap((prefix) => service(prefix)!.matching(namePattern));
}

/** One service record, decoded step by step as it is asked; see README.md for the format of its lines. */
class Service {
  public readonly title: string;
  /** The places of actions in the three lists below, by lower-case name. */
  private readonly places = new Map<string, number>();
  private readonly names: string[] = [];
  /** The line that holds each. */
  private readonly lines: string[] = [];
  private readonly actions: Action[] = [];
  private readonly signatures = new Map<string, Omit<Action, 'service' | 'name'>>();
  private readonly typeLists = new Map<string, readonly ActionResourceType[]>();
  private readonly sets = new Map<string, readonly string[]>();
  private readonly typeLines: string[] = [];
  private keyLine = '';
  private setLine = '';
  private setTexts?: readonly string[];
  private typeNames?: readonly string[];
  private sorted?: { readonly lower: readonly string[]; readonly names: readonly string[] };
  private keys?: readonly ConditionKey[];
  private types?: readonly ResourceType[];
  private typesByName?: ReadonlyMap<string, ResourceType>;

  constructor(private readonly prefix: string, block: string) {
    const [head, ...lines] = block.split('\n');
    this.title = head.slice(prefix.length + 1);
    for (const line of lines) {
      switch (line[0]) {
        case 'a': this.addNames(line); break;
        case 'r': this.typeLines.push(line); break;
        case 'c': this.setLine = line; break;
        case 'k': this.keyLine = line; break;
      }
    }
  }

  public sortedNames(): readonly string[] {
    return this.sortedIndex().names;
  }

  public action(lowerName: string): Action | undefined {
    const place = this.places.get(lowerName);
    if (place === undefined) {
      return undefined;
    }
    let found: Action | undefined = this.actions[place];
    if (!found) {
      const { accessLevels, resourceTypes: accepted, conditionKeys } = this.signature(this.lines[place]);
      found = { service: this.prefix, name: this.names[place], accessLevels, resourceTypes: accepted, conditionKeys };
      this.actions[place] = found;
    }
    return found;
  }

  /** Actions whose name, with `lead` before it, fits the pattern. */
  public matching(pattern: string, lead = ''): readonly Action[] {
    const prefix = literalPrefix(pattern);
    if (!lead && prefix === pattern) {
      const action = this.action(pattern);
      return action ? [action] : NONE;
    }
    const { lower } = this.sortedIndex();
    const from = lead ? 0 : lowerBound(lower, prefix);
    const to = lead ? lower.length : lowerBound(lower, `${prefix}\uffff`);
    const all = !lead && pattern.length === prefix.length + 1 && pattern.endsWith('*');
    const found: Action[] = [];
    for (let i = from; i < to; i++) {
      if (all || matchesName(pattern, lead + lower[i])) {
        found.push(this.action(lower[i])!);
      }
    }
    return found;
  }

  public conditionKeys(): readonly ConditionKey[] {
    this.keys ??= fields(this.keyLine).map((token) => TAG_KEY_CODES[token]
      ?? { key: token[1] === ':' ? this.prefix + token.slice(1) : token.slice(1), type: KEY_TYPE_CODES[token[0]] });
    return this.keys;
  }

  public resourceTypes(): readonly ResourceType[] {
    this.types ??= this.typeLines.map((line) => {
      const [name, arns, set] = line.slice(1).split('|');
      return { service: this.prefix, name, arnTemplates: arns.split(', ').map((arn) => this.arn(arn)), conditionKeys: this.keySet(set) };
    });
    return this.types;
  }

  public resourceType(lowerName: string): ResourceType | undefined {
    this.typesByName ??= new Map([...this.resourceTypes()].reverse().map((type) => [type.name.toLowerCase(), type]));
    return this.typesByName.get(lowerName);
  }

  private addNames(line: string): void {
    for (const name of line.slice(line.lastIndexOf('|') + 1).split(' ')) {
      this.places.set(name.toLowerCase(), this.names.length);
      this.names.push(name);
      this.lines.push(line);
    }
  }

  private sortedIndex() {
    if (!this.sorted) {
      const lower = [...this.places.keys()].sort();
      this.sorted = { lower, names: lower.map((name) => this.names[this.places.get(name)!]) };
    }
    return this.sorted;
  }

  private signature(line: string) {
    let found = this.signatures.get(line);
    if (!found) {
      const [resources, set] = line.slice(2).split('|', 2);
      found = { accessLevels: ACCESS_LEVEL_CODES[line[1]], resourceTypes: this.actionResourceTypes(resources), conditionKeys: this.keySet(set) };
      this.signatures.set(line, found);
    }
    return found;
  }

  /** Lines that differ in their level or keys share a list. */
  private actionResourceTypes(text: string): readonly ActionResourceType[] {
    if (text === '') {
      return NONE;
    }
    let found = this.typeLists.get(text);
    if (!found) {
      found = this.readActionResourceTypes(text);
      this.typeLists.set(text, found);
    }
    return found;
  }

  private readActionResourceTypes(text: string): readonly ActionResourceType[] {
    this.typeNames ??= this.typeLines.map((line) => line.slice(1, line.indexOf('|')));
    const found: ActionResourceType[] = [];
    const groups = text.split(';');
    for (const group of groups) {
      const [numbers, rest = ''] = group.split(':');
      const required = rest.startsWith('!');
      const conditionKeys = this.keySet(required ? rest.slice(1) : rest);
      for (const number of numbers.split(',')) {
        found.push({ name: this.typeNames[parseInt(number, 36)], required, conditionKeys });
      }
    }
    return groups.length > 1 ? found.sort((a, b) => a.name < b.name ? -1 : 1) : found;
  }

  /** A key set is written as its number in the line `c`; that line lists numbers and ranges into the line `k`. */
  private keySet(number: string): readonly string[] {
    if (number === '') {
      return NONE;
    }
    let found = this.sets.get(number);
    if (!found) {
      const keys = this.conditionKeys();
      this.setTexts ??= fields(this.setLine);
      found = this.setTexts[parseInt(number, 36)].split(',').flatMap((range) => {
        const [from, to = from] = range.split('-').map((n) => parseInt(n, 36));
        return keys.slice(from, to + 1).map(({ key }) => key);
      });
      this.sets.set(number, found);
    }
    return found;
  }

  private arn(packed: string): string {
    const text = packed.replace(/\{/g, '${');
    switch (packed[0]) {
      case '@': return `arn:\${Partition}:${this.prefix}:\${Region}:\${Account}:${text.slice(1)}`;
      case '~': return `arn:\${Partition}:${text.slice(1)}`;
      default: return text;
    }
  }
}

/** The space-separated fields of a line behind its mark; none when the service has no such line. */
function fields(line: string): readonly string[] {
  return line ? line.slice(1).split(' ') : NONE;
}

function lowerBound(sorted: readonly string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
