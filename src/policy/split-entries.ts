/**
 * The ways in which an object or a list can turn out, given the ways of each of its entries. Ways whose guards contradict each
 * other are left out. Linear in the number of entries: what differs is noted first, and written down once.
 */
import { bothHold, Guard } from './guard';
import { JsonObject, JsonValue } from './json';
import { Branch } from './value-reader';

/** More ways than this are reported, not followed. */
export const MAX_WAYS = 16;

/** A way to turn out, as what differs from the whole, the last change first. */
interface Way {
  readonly when: readonly Guard[];
  readonly change?: { readonly key: string; readonly raw: JsonValue; readonly before: Way['change'] };
}

/** All ways of `raw` under `when`; `undefined` when there are too many. An entry that is left out leaves its list or object. */
export function splitEntries(
  raw: JsonObject | readonly JsonValue[], when: readonly Guard[], split: (entry: JsonValue, key: string) => readonly Branch[],
): readonly Branch[] | undefined {
  let ways: readonly Way[] = [{ when }];
  for (const key of Object.keys(raw)) {
    const entry = (raw as JsonObject)[key];
    const branches = split(entry, key);
    if (branches.length === 1 && branches[0].raw === entry) { continue; }
    ways = ways.flatMap(way => changed(way, key, branches));
    if (ways.length > MAX_WAYS) { return undefined; }
  }
  return ways.map(way => ({ raw: written(raw, way), when: way.when }));
}

function changed(way: Way, key: string, branches: readonly Branch[]): Way[] {
  return branches.flatMap(branch => {
    const when = bothHold(way.when, branch.when);
    return when ? [{ when, change: { key, raw: branch.raw, before: way.change } }] : [];
  });
}

function written(raw: JsonObject | readonly JsonValue[], way: Way): JsonValue {
  if (!way.change) { return raw as JsonValue; }
  const changes = new Map<string, JsonValue>();
  for (let change: Way['change'] = way.change; change; change = change.before) { changes.set(change.key, change.raw); }
  const entries = Object.entries(raw).map(([key, entry]) => [key, changes.has(key) ? changes.get(key) : entry] as const);
  const left = entries.filter(([, entry]) => entry !== undefined);
  return Array.isArray(raw) ? left.map(([, entry]) => entry) : Object.fromEntries(left);
}
