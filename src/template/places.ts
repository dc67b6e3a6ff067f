/**
 * What stands at a path of a resource's properties, such as `Policies[].PolicyDocument`: `[]` stands for each entry of a list. A list
 * or property under a condition is followed into each of its outcomes.
 */
import { TemplateReader } from './template-reader';
import { bothHold, NO_GUARDS } from '../policy/guard';
import { isObject, JsonObject } from '../policy/json';
import { Branch } from '../policy/value-reader';

/** What stands there, under the conditions on the way. */
export interface Placed extends Branch {
  readonly path: string;
}

/** A function on the way there, which may yield anything, is taken for what stands at the path. */
export function placesAt(properties: JsonObject, path: string, reader: TemplateReader): Placed[] {
  const end = path.search(/[.[]/);
  if (properties[end < 0 ? path : path.slice(0, end)] === undefined) { return []; }
  if (end < 0) { return [{ path: `Properties/${path}`, raw: properties[path], when: NO_GUARDS }]; }
  const undecided: Placed[] = [];
  let places: Placed[] = [{ path: 'Properties', raw: properties, when: NO_GUARDS }];
  for (const segment of path.split('.')) {
    const isList = segment.endsWith('[]');
    const key = isList ? segment.slice(0, -2) : segment;
    places = known(places, reader, undecided).flatMap(place => property(place, key));
    if (isList) { places = known(places, reader, undecided).flatMap(entries); }
  }
  return [...undecided, ...places];
}

/** The outcomes of the places that are values; those that are functions go to `undecided`. */
function known(places: readonly Placed[], reader: TemplateReader, undecided: Placed[]): Placed[] {
  const all = places.flatMap(place => outcomes(place, reader));
  undecided.push(...all.filter(({ raw }) => reader.isIntrinsic(raw)));
  return all.filter(({ raw }) => !reader.isIntrinsic(raw));
}

/** The place in each of the ways that conditions make it turn out. */
export function outcomes({ path, raw, when }: Placed, reader: TemplateReader): Placed[] {
  return reader.branches(raw).flatMap(branch => {
    const guards = bothHold(when, branch.when);
    return guards && branch.raw !== undefined ? [{ path, raw: branch.raw, when: guards }] : [];
  });
}

function property({ path, raw, when }: Placed, key: string): Placed[] {
  return isObject(raw) && raw[key] !== undefined ? [{ path: `${path}/${key}`, raw: raw[key], when }] : [];
}

/** Those of a list; nothing else has any. */
export function entries({ path, raw, when }: Placed): Placed[] {
  return Array.isArray(raw) ? raw.map((entry, index) => ({ path: `${path}/${index}`, raw: entry, when })) : [];
}
