/**
 * The principals of a question, in points that its statements do not tell apart.
 *
 * A value of a statement to match that is not known until deployment is a point of its own: whoever it turns out to name. A statement
 * to avoid holds that point only where it names whomever the value can name. So what holds for the points holds for every value.
 */
import { bindText } from '../../policy/bind-unknowns';
import { PrincipalElement, PrincipalValue } from '../../policy/statement';
import { Match, NO, YES } from '../matching/match';
import { matchOf, PrincipalMatcher } from '../matching/principal';
import { RequestFacts } from '../matching/request-facts';
import { Principal } from '../principal';
import { AtomSet, atomSet } from './atom-set';
import { Clause } from './clause';
import { pointsNamedBy, principalPoints } from './principal-points';

export interface PrincipalSpace {
  /** For each point, principals of it that a request can be made up with. */
  readonly points: readonly (readonly Principal[])[];
  /** The points in each statement to avoid. */
  readonly covers: readonly AtomSet[];
  /** Values that are not known and on which a statement to avoid depends. */
  readonly unsure: readonly string[];
}

export interface PrincipalQuestion {
  readonly within: readonly Clause[];
  readonly outside: readonly Clause[];
  /** The principals to choose from, where they are given. */
  readonly among?: readonly Principal[];
  /** What the unknowns of the template are taken to be in requests that are shown, by name. */
  readonly unknowns: ReadonlyMap<string, string>;
}

export function principalSpace({ within, outside, among, unknowns }: PrincipalQuestion): PrincipalSpace {
  return among ? spaceAmong(among, within.map(sideOf), outside.map(sideOf), unknowns) : spaceOfAll(within.map(sideOf), outside.map(sideOf), unknowns);
}

/** A statement as far as it is about principals. */
interface Side {
  readonly element: PrincipalElement | undefined;
  readonly effect: 'Allow' | 'Deny';
}

function sideOf({ statement: { principals, effect } }: Clause): Side {
  return { element: principals, effect };
}

function matching({ element, effect }: Side): (point: Principal) => Match {
  const matcher = element && new PrincipalMatcher(element, effect);
  return point => matcher ? matchOf(matcher.named(new RequestFacts({ principal: point, action: '', resource: '', context: {} }))) : NO;
}

/** Principals that are given are none that a generated value stands for. */
function spaceAmong(
  among: readonly Principal[],
  within: readonly Side[],
  outside: readonly Side[],
  unknowns: ReadonlyMap<string, string>,
): PrincipalSpace {
  const matchers = (sides: readonly Side[]) => sides.map(({ element, effect }) => matching({ effect, element: element && bound(element, unknowns) }));
  const inside = matchers(within);
  const points = among.filter(point => inside.every(match => match(point) !== NO));
  const covers = matchers(outside).map(match => atomSet(points.length, index => match(points[index]) === YES));
  return { points: points.map(point => [point]), covers, unsure: outside.flatMap(({ element }) => element?.negated ? unknownTexts(element) : []) };
}

function bound(element: PrincipalElement, unknowns: ReadonlyMap<string, string>): PrincipalElement {
  const values = element.values.map(value => value.text.canHoldAnything ? value : { ...value, text: bindText(value.text, unknowns) });
  return { ...element, values };
}

function spaceOfAll(within: readonly Side[], outside: readonly Side[], unknowns: ReadonlyMap<string, string>): PrincipalSpace {
  if (within.some(({ element }) => !element)) { return { points: [], covers: [], unsure: [] }; }
  const base = within.find(({ element }) => element && !element.negated && element.values.some(isUnknown))?.element;
  const letters = [...new Map(base?.values.filter(isUnknown).map(value => [identityOf(value), value])).values()];
  const inside = within.map(({ element, effect }) => {
    const known = element === base && base ? { ...base, values: base.values.filter(value => !isUnknown(value)) } : element;
    const match = matching({ effect, element: known });
    // What stands in the way of a certain match with values that are all known never goes away.
    const isOpen = element?.values.some(value => isUnknown(value) || value.when.length > 0);
    return (point: Principal) => match(point) === YES || (isOpen && match(point) !== NO);
  });
  const elements = [...within, ...outside].flatMap(({ element }) => element ?? []);
  const known = principalPoints(elements).filter(point => inside.every(isInside => isInside(point)));
  const covers = outside.map(side => {
    const match = matching(side);
    return atomSet(known.length + letters.length, index => (
      index < known.length ? match(known[index]) === YES : side.element !== undefined && namesAllOf(side.element, letters[index - known.length])
    ));
  });
  const shown = letters.map(letter => {
    const { literal } = bindText(letter.text, unknowns);
    return literal === undefined ? [] : pointsNamedBy(letter, literal);
  });
  const unsure = letters.filter(letter => outside.some(({ element }) => element && couldName(element, letter) && !namesAllOf(element, letter)));
  const texts = outside.flatMap(({ element }) => element?.negated ? unknownTexts(element) : []);
  return { points: [...known.map(point => [point]), ...shown], covers, unsure: [...texts, ...unsure.map(({ text }) => text.toString())] };
}

function isUnknown({ text }: PrincipalValue): boolean {
  return text.literal === undefined;
}

function unknownTexts({ values }: PrincipalElement): readonly string[] {
  return values.filter(isUnknown).map(({ text }) => text.toString());
}

function identityOf({ type, text }: PrincipalValue): string {
  return JSON.stringify([type, text.parts]);
}

function couldName(element: PrincipalElement, letter: PrincipalValue): boolean {
  return element.negated || element.values.some(({ type }) => type === letter.type);
}

/** Whether an element names all whom a value that is not known can name. */
function namesAllOf(element: PrincipalElement, letter: PrincipalValue): boolean {
  return !element.negated && element.values.some(value => value.when.length === 0
    && (namesAllOfType(value, letter) || identityOf(value) === identityOf(letter) || isAccountOf(value, letter)));
}

function namesAllOfType({ type, text }: PrincipalValue, letter: PrincipalValue): boolean {
  return text.literal === '*' && (type === '*' || type === 'AWS' || type === letter.type);
}

const PRINCIPAL_IN_ACCOUNT = /^arn:[a-z-]+:(?:iam|sts)::(\d{12}):(?:user|role|assumed-role|federated-user)\//;

function isAccountOf({ type, text }: PrincipalValue, letter: PrincipalValue): boolean {
  const account = PRINCIPAL_IN_ACCOUNT.exec(letter.text.literalPrefix)?.[1];
  return account !== undefined && type === 'AWS' && letter.type === 'AWS'
    && (text.literal === account || new RegExp(`^arn:[a-z-]+:iam::${account}:root$`).test(text.literal ?? ''));
}
