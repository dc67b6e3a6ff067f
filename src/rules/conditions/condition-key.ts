/**
 * What is known of a condition key, by its name without regard to case.
 */
import { ConditionKey, findConditionKey } from '../../catalog/actions';
import { FURTHER_LIST_KEYS, KeyFact } from '../../catalog/global-condition-keys';
import { isUnknownKey } from '../../policy/json-text';
import { rememberFor } from '../../policy/remember';
import { Condition, Statement } from '../../policy/statement';

export interface KeyFacts {
  /** In AWS's spelling as far as the catalog knows it; what varies, such as a tag, as written. */
  readonly name: string;
  readonly lower: string;
  /** What stands before the first colon; empty without a colon. */
  readonly prefix: string;
  /** `undefined` for a key that the catalog does not know, such as a claim of an OpenID Connect issuer. */
  readonly known?: ConditionKey;
  readonly isMultivalued: boolean;
  /** Whether a part of the name is known only at deployment. */
  readonly isUndecided: boolean;
}

const FURTHER_LISTS = new Set(FURTHER_LIST_KEYS.map(({ key }) => key.toLowerCase()));
const MEMO_LIMIT = 1024;
const MAX_MEMO_LENGTH = 200;
const memo = new Map<string, KeyFacts>();

export function keyFacts(key: string): KeyFacts {
  let facts = memo.get(key);
  if (!facts) {
    facts = readKey(key);
    if (memo.size >= MEMO_LIMIT) { memo.clear(); }
    if (key.length <= MAX_MEMO_LENGTH) { memo.set(key, facts); }
  }
  return facts;
}

function readKey(key: string): KeyFacts {
  const lower = key.toLowerCase();
  const known = findConditionKey(key);
  return {
    name: known ? spelling(known.key, key) : key,
    lower,
    prefix: lower.slice(0, Math.max(0, lower.indexOf(':'))),
    known,
    isMultivalued: known?.type.startsWith('ArrayOf') === true || FURTHER_LISTS.has(lower),
    isUndecided: isUnknownKey(key),
  };
}

/** The key as findings know it, however its letters are written: IAM reads them alike. */
export function keyName(key: string): string {
  return keyFacts(key).name;
}

function spelling(known: string, key: string): string {
  const varying = known.search(/\$\{|<|(?<=\/)tag-key$/);
  return varying < 0 ? known : known.slice(0, varying) + key.slice(varying);
}

/** The keys of a table, for looking them up. A key that ends in `/` stands for all that begin so. */
export class KeyTable<Row extends KeyFact> {
  private readonly rows: ReadonlyMap<string, Row>;
  private readonly prefixes: readonly string[];

  public constructor(rows: readonly Row[]) {
    this.rows = new Map(rows.map(row => [row.key.toLowerCase(), row]));
    this.prefixes = [...this.rows.keys()].filter(key => key.endsWith('/'));
  }

  /** The row of a key in lower case. */
  public find(key: string): Row | undefined {
    return this.rows.get(key) ?? (this.prefixes.length > 0 ? this.rows.get(this.prefixes.find(prefix => key.startsWith(prefix)) ?? '') : undefined);
  }

  public has(key: string): boolean {
    return this.find(key) !== undefined;
  }
}

/** Whether another condition of the statement lets it match only requests with the key. */
export function isPresenceTested({ key }: Condition, statement: Statement): boolean {
  return testedKeys(statement).has(keyFacts(key).lower);
}

/** The keys that `Null` conditions ask for. */
const testedKeys = rememberFor(({ conditions }: Statement): ReadonlySet<string> => new Set(conditions
  .filter(({ operator, values }) => operator.name === 'Null' && !operator.qualifier && values.length > 0
    && values.every(({ text }) => text.literal?.toLowerCase() === 'false'))
  .map(({ key }) => keyFacts(key).lower)));
