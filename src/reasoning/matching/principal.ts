/**
 * `Principal` and `NotPrincipal` against the principal of a request: not only whether it is named, but how.
 *
 * A role session is taken for one of any role of its account and name, whatever the role's path, since names are unique in an
 * account; a federated user for one of the user of its name, as the ARN is built from that. Wildcards are none, but for a plain `*`.
 * A Deny with `NotPrincipal` spares nobody who has a permissions boundary.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
import { parseArn } from '../../policy/arn';
import { possibleLiterals } from '../../policy/possible-literals';
import { PrincipalElement, PrincipalValue } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { Naming, SPARED_BY_NOT_PRINCIPAL } from '../layers';
import { parsePrincipal, Principal } from '../principal';
import { Match, NO, UNKNOWN, YES } from './match';
import { RequestFacts } from './request-facts';
import { TextMatcher, textMatcher } from './text-matcher';

/** Ways of naming, as bits. */
export type Namings = number;

const BITS: { readonly [naming in Naming]: Namings } = { itself: 1, role: 2, user: 4, account: 8, anyone: 16 };
export const ALL_NAMINGS: Namings = 31;

export function namingBits(namings: readonly Naming[]): Namings {
  return namings.reduce((bits, naming) => bits | BITS[naming], 0);
}

/** How a principal is named. */
export interface Named {
  readonly certainly: Namings;
  /** The certain ways included. */
  readonly possibly: Namings;
}

export const NOT_NAMED: Named = { certainly: 0, possibly: 0 };
export const MAYBE_NAMED: Named = { certainly: 0, possibly: ALL_NAMINGS };
const EVERYONE: Named = { certainly: BITS.anyone, possibly: BITS.anyone };
const MAYBE_EVERYONE: Named = { certainly: 0, possibly: BITS.anyone };

export function matchOf({ certainly, possibly }: Named): Match {
  return certainly !== 0 ? YES : possibly !== 0 ? UNKNOWN : NO;
}

type NamesPrincipal = (facts: RequestFacts) => Named;

export class PrincipalMatcher {
  private readonly values: readonly NamesPrincipal[];

  public constructor(private readonly element: PrincipalElement, private readonly effect: 'Allow' | 'Deny') {
    this.values = element.values.map(valueNaming);
  }

  public named(facts: RequestFacts): Named {
    const listed = this.listed(facts);
    if (!this.element.negated) { return listed; }
    if (this.effect === 'Deny' && facts.hasBoundary) { return EVERYONE; }
    const spared = this.effect === 'Allow' ? isAnyway : SPARED[facts.kind];
    return spared(listed.certainly) ? NOT_NAMED : spared(listed.possibly) ? MAYBE_EVERYONE : EVERYONE;
  }

  private listed(facts: RequestFacts): Named {
    if (this.values.length === 1) { return this.values[0](facts); }
    let certainly = 0;
    let possibly = 0;
    for (const value of this.values) {
      const named = value(facts);
      certainly |= named.certainly;
      possibly |= named.possibly;
    }
    return { certainly, possibly };
  }
}

type IsSpared = (listed: Namings) => boolean;

const isAnyway: IsSpared = listed => listed !== 0;

const SPARED = Object.fromEntries(Object.entries(SPARED_BY_NOT_PRINCIPAL).map(([kind, namings]) => {
  const needed = namingBits(namings);
  const isSpared: IsSpared = listed => (listed & BITS.anyone) !== 0 || (listed & needed) === needed;
  return [kind, isSpared];
}));

function valueNaming(value: PrincipalValue): NamesPrincipal {
  const literals = possibleLiterals(value.text);
  const names = literals ? oneOf(literals.map(literal => literalNaming(value.type, literal))) : uncertainNaming(value.type, value.text);
  return value.when.length === 0 ? names : facts => ({ certainly: 0, possibly: names(facts).possibly });
}

function oneOf(alternatives: readonly NamesPrincipal[]): NamesPrincipal {
  if (alternatives.length === 1) { return alternatives[0]; }
  return facts => alternatives.map(names => names(facts)).reduce((left, right) => (
    { certainly: left.certainly & right.certainly, possibly: left.possibly | right.possibly }
  ));
}

function literalNaming(type: PrincipalValue['type'], text: string): NamesPrincipal {
  if (type === '*' || (type === 'AWS' && text === '*')) { return () => EVERYONE; }
  if (type !== 'AWS') { return otherNaming(type, text); }
  if (/^\d{12}$/.test(text)) { return accountNaming(text); }
  const principal = parsePrincipal(text);
  return principal && principal.kind !== 'federated' ? identityNaming(principal) : () => NOT_NAMED;
}

const KINDS = { Service: 'service', Federated: 'federated', CanonicalUser: 'canonical' } as const;

function otherNaming(type: keyof typeof KINDS, text: string): NamesPrincipal {
  const kind = KINDS[type];
  return ({ principal }) => {
    if (principal.kind !== kind) { return NOT_NAMED; }
    return text === '*' ? EVERYONE : principal.id === text ? CERTAINLY.itself : NOT_NAMED;
  };
}

function onlyBy(bits: Namings): Named {
  return { certainly: bits, possibly: bits };
}

const CERTAINLY: { readonly [naming in Naming]: Named } = {
  itself: onlyBy(BITS.itself),
  role: onlyBy(BITS.role),
  user: onlyBy(BITS.user),
  account: onlyBy(BITS.account),
  anyone: EVERYONE,
};
const ROOT_ITSELF = onlyBy(BITS.account | BITS.itself);
const MAYBE_ITSELF: Named = { certainly: 0, possibly: BITS.itself };

function accountNaming(account: string): NamesPrincipal {
  return ({ principal }) => {
    if (principal.account !== account) { return NOT_NAMED; }
    return principal.kind === 'root' ? ROOT_ITSELF : CERTAINLY.account;
  };
}

/** An ARN names who has it, and the sessions of who has it. */
function identityNaming(named: Principal): NamesPrincipal {
  switch (named.kind) {
    case 'root': return accountNaming(named.account!);
    case 'user': return ({ principal }) => isSame(named, principal) ? CERTAINLY.itself : isOf(named, principal, 'federated-user') ? CERTAINLY.user : NOT_NAMED;
    case 'role': return ({ principal }) => isSame(named, principal) ? CERTAINLY.itself : isOf(named, principal, 'role-session') ? CERTAINLY.role : NOT_NAMED;
    case 'role-session': return ({ principal }) => isSame(named, principal) ? CERTAINLY.itself : isOf(named, principal, 'role') ? MAYBE_ITSELF : NOT_NAMED;
    default: return ({ principal }) => isSame(named, principal) ? CERTAINLY.itself : NOT_NAMED;
  }
}

function isSame(named: Principal, principal: Principal): boolean {
  return named.id === principal.id;
}

function isOf(named: Principal, principal: Principal, kind: Principal['kind']): boolean {
  return principal.kind === kind && named.account === principal.account && named.name === principal.name;
}

/** A text that is not known in full names whomever it could turn out to name. */
function uncertainNaming(type: PrincipalValue['type'], text: SymbolicText): NamesPrincipal {
  const matcher = textMatcher(text, { style: 'exact', variables: false });
  const role = type === 'AWS' ? roleWithPath(text) : undefined;
  return facts => {
    const { principal } = facts;
    const couldBe = (literal: string) => matcher.match(literal, facts) !== NO;
    let possibly = couldBe('*') ? BITS.anyone : 0;
    if (type === 'AWS' ? principal.account !== undefined : type !== '*' && principal.kind === KINDS[type]) {
      if (couldBe(principal.id)) { possibly |= BITS.itself; }
    }
    if (type === 'AWS' && principal.account !== undefined) {
      const iam = `arn:${principal.id.split(':', 2)[1]}:iam::${principal.account}`;
      if (couldBe(principal.account) || couldBe(`${iam}:root`)) { possibly |= BITS.account; }
      if (principal.kind === 'federated-user' && couldBe(`${iam}:user/${principal.name}`)) { possibly |= BITS.user; }
      if (principal.kind === 'role-session' && (couldBe(`${iam}:role/${principal.name}`) || role?.(facts))) { possibly |= BITS.role; }
    }
    return { certainly: 0, possibly };
  };
}

/** For an ARN of a role with a path, which a session's ARN leaves out. */
function roleWithPath(text: SymbolicText): ((facts: RequestFacts) => boolean) | undefined {
  const arn = parseArn(text);
  const names = arn?.resource.split('/');
  if (!arn || !names || names.length < 3 || names[0].literal !== 'role') { return undefined; }
  const [account, name]: TextMatcher[] = [arn.account, names[names.length - 1]].map(part => textMatcher(part, { style: 'exact', variables: false }));
  return facts => account.match(facts.principal.account!, facts) !== NO && name.match(facts.principal.name!, facts) !== NO;
}
