/**
 * What the Deny statements of a document take back for certain: those without conditions, that stand there whichever way the
 * conditions of the template fall, and that cover every resource of the Allow.
 *
 * Errs to finding less denied than there is: a condition, an unknown value or a document longer than AWS accepts.
 */
import { Action } from '../../catalog/actions';
import { matchesName } from '../../catalog/name-pattern';
import { PolicyDocument } from '../../policy/document';
import { globCovers, hasWildcard, toGlob } from '../../policy/glob';
import { rememberFor } from '../../policy/remember';
import { PolicyElement, Statement } from '../../policy/statement';
import { mayNameService } from '../action-pattern';

/** More statements than this, more of them Deny, or longer text, no policy that AWS accepts needs. */
const MAX_STATEMENTS = 400;
const MAX_DENIES = 50;
const MAX_LENGTH = 2048;
const NONE: readonly Statement[] = [];

/** Whether the document denies the action wherever the statement allows it. */
export function isDenied(document: PolicyDocument, action: Action, allow: Statement): boolean {
  const denies = outrightDenies(document);
  if (denies.length === 0) { return false; }
  for (const deny of coveringDenies(denies, allow)) {
    if (holdsAction(deny.actions, action)) { return true; }
  }
  return false;
}

/** Those of them that cover every resource of the Allow; worked out once for a pair, as many actions of one statement are asked for. */
function coveringDenies(denies: readonly Statement[], allow: Statement): readonly Statement[] {
  const known = coveringByDenies(allow);
  let covering = known.get(denies);
  if (!covering) {
    covering = denies.filter(({ resources }) => covers(resources, allow.resources));
    known.set(denies, covering);
  }
  return covering;
}

/** Documents may share a statement. */
const coveringByDenies = rememberFor((_: Statement) => new Map<readonly Statement[], readonly Statement[]>());

export function hasOutrightDenies(document: PolicyDocument): boolean {
  return outrightDenies(document).length > 0;
}

/** The Deny statements that are there whichever way the conditions of the template fall. */
export const certainDenies = rememberFor(({ statements }: PolicyDocument): readonly Statement[] => {
  if (statements.length > MAX_STATEMENTS) { return NONE; }
  const denies = statements.filter(({ effect, when }) => effect === 'Deny' && when.length === 0);
  return denies.length === 0 || denies.length > MAX_DENIES ? NONE : denies;
});

/** Those of them without conditions. */
export const outrightDenies = rememberFor((document: PolicyDocument): readonly Statement[] => {
  const denies = certainDenies(document);
  return denies.length === 0 ? NONE : denies.filter(({ conditions }) => conditions.length === 0);
});

/** Whether the element certainly holds the action. */
export function holdsAction(element: PolicyElement, action: Action): boolean {
  if (!element.negated && !mayNameService(element, action.service)) { return false; }
  const { names, wildcards, hasUnknown } = namedBy(element);
  if (element.negated && hasUnknown) { return false; }
  const name = lowerName(action);
  const isNamed = names.has(name) || wildcards.some(pattern => matchesName(pattern, name));
  return isNamed !== element.negated;
}

const lowerName = rememberFor(({ service, name }: Action): string => `${service}:${name}`.toLowerCase());

/** What the values of an element name, in lower case. */
interface NamedActions {
  readonly names: ReadonlySet<string>;
  readonly wildcards: readonly string[];
  /** Whether there are more values, of which it is not known what they name, or which are too long. */
  readonly hasUnknown: boolean;
}

/** In an element that is not negated, a value counts only if it is there whichever way the conditions of the template fall. */
const namedBy = rememberFor(({ negated, values }: PolicyElement): NamedActions => {
  const names = new Set<string>();
  const wildcards: string[] = [];
  let hasUnknown = false;
  for (const { text: { literal }, when } of values) {
    if (literal === undefined || literal.length > MAX_LENGTH) {
      hasUnknown = true;
    } else if (negated || when.length === 0) {
      const name = literal.toLowerCase();
      if (hasWildcard(name)) { wildcards.push(name); } else { names.add(name); }
    }
  }
  return { names, wildcards, hasUnknown };
});

function covers(broader: PolicyElement | undefined, narrower: PolicyElement | undefined): boolean {
  if (!broader || broader.negated) { return broader === undefined; }
  const globs = broader.values.filter(({ when }) => when.length === 0).map(({ text }) => toGlob(text)).filter(glob => glob.length <= MAX_LENGTH);
  if (globs.includes('*')) { return true; }
  return narrower !== undefined && !narrower.negated && narrower.values.length <= MAX_DENIES
    && narrower.values.every(({ text }) => {
      const glob = toGlob(text);
      return glob.length <= MAX_LENGTH && globs.some(pattern => globCovers(pattern, glob));
    });
}
