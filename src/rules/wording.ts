/**
 * How rules write lists of names: in a finding's cause, where they must stay the same however the policy is ordered, and in
 * messages, where a person reads them.
 */
import { hash } from 'crypto';
import { PolicyElement } from '../policy/statement';

/** A cause with more names than this is cut; what is cut is told apart by a checksum. */
const MAX_CAUSE_NAMES = 6;

/** The names as a cause: sorted, each once, cut after a few. */
export function causeOf(names: Iterable<string>): string {
  return causeOfSorted(sortedOnce(names));
}

/** The same of names that are sorted, and of which none is there twice. */
export function causeOfSorted(sorted: readonly string[]): string {
  if (sorted.length <= MAX_CAUSE_NAMES) { return sorted.join(','); }
  const rest = sorted.slice(MAX_CAUSE_NAMES);
  return `${sorted.slice(0, MAX_CAUSE_NAMES).join(',')},+${rest.length}-${checksum(rest.join(','))}`;
}

/** The names in their order, each once. */
export function sortedOnce(names: Iterable<string>): readonly string[] {
  const sorted = [...names].sort();
  for (let index = 1; index < sorted.length; index++) {
    if (sorted[index] === sorted[index - 1]) { return [...new Set(sorted)]; }
  }
  return sorted;
}

function checksum(text: string): string {
  return hash('sha256', text).slice(0, 8);
}

/** What an element with `NotAction` or `NotResource` is about begins so. */
export const ALL_BUT = 'all but ';

/** What an element is about, for the finding to list: its values, or the one text `all but a, b`. */
export function textsOf({ negated, values }: PolicyElement): readonly string[] {
  const texts = values.map(({ text }) => text.toString());
  return negated ? [ALL_BUT + sortedOnce(texts).join(', ')] : texts;
}

/** The names as a person reads them: `` `a`, `b` and 3 more ``. */
export function listOf(names: Iterable<string>, most = 4, conjunction = 'and'): string {
  return listOfDistinct([...new Set(names)], most, conjunction);
}

/** The same of names of which none is there twice. */
export function listOfDistinct(names: readonly string[], most = 4, conjunction = 'and'): string {
  const shown = names.length > most ? names.slice(0, most) : names;
  const quoted = shown.map(name => `\`${shortened(name)}\``);
  if (names.length > most) { return `${quoted.join(', ')} ${conjunction} ${names.length - most} more`; }
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${conjunction} ${quoted[quoted.length - 1]}`;
}

/** A value that may be of any length, cut for a message. */
export function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
