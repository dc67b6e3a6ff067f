/**
 * The principals that policies tell apart: those they name, others that stand in the same way to those, and a stranger of each kind.
 *
 * Exact, since a policy names principals one by one, by account or all of them. Two principals that the points leave out are treated
 * alike by every policy of the question.
 */
import { PrincipalElement, PrincipalValue } from '../../policy/statement';
import { parsePrincipal, Principal } from '../principal';

export function principalPoints(elements: readonly PrincipalElement[]): readonly Principal[] {
  const texts = elements.flatMap(({ values }) => values.flatMap(({ text }) => text.literal ?? []));
  const fresh = freshName(texts);
  const values = elements.flatMap(element => element.values);
  const named = values.flatMap(({ type, text }) => text.literal === undefined ? [] : namedPoints(type, text.literal, fresh));
  const points = [
    ...named,
    ...[...accountsOf(named)].map(account => root(account)),
    ...strangersTo(elements),
    ...other('service', `${fresh}.amazonaws.com`),
    ...other('federated', `idp.${fresh}.com`),
    ...other('canonical', fresh),
  ];
  const ids = new Map(points.map(point => [`${point.kind} ${point.id}`, point]));
  return [...ids.values()];
}

const STRANGE_ACCOUNTS = ['444455556666', '777788889999', '222233334444'];

/** Someone of an account that the elements do not name, and someone who has not signed in at all. */
export function strangersTo(elements: readonly PrincipalElement[]): readonly Principal[] {
  const texts = elements.flatMap(({ values }) => values.flatMap(({ text }) => text.literal ?? []));
  const isNamed = (account: string) => texts.some(text => text.includes(account));
  let stranger = STRANGE_ACCOUNTS.find(account => !isNamed(account)) ?? '100000000000';
  while (isNamed(stranger)) { stranger = String(Number(stranger) + 1); }
  return [role(stranger, 'example'), ...other('anonymous', '*')];
}

/** Principals that a value names, and some that it almost names. */
export function pointsNamedBy({ type }: PrincipalValue, text: string): readonly Principal[] {
  return namedPoints(type, text, freshName([text]));
}

/** A name that is in none of the texts. */
function freshName(texts: readonly string[]): string {
  let name = 'example';
  for (let count = 2; texts.some(text => text.includes(name)); count++) { name = `example-${count}`; }
  return name;
}

function accountsOf(principals: readonly Principal[]): ReadonlySet<string> {
  return new Set(principals.flatMap(({ account }) => account ?? []));
}

function namedPoints(type: PrincipalValue['type'], text: string, fresh: string): readonly Principal[] {
  if (text === '*') { return []; }
  switch (type) {
    case 'Service': return other('service', text);
    case 'Federated': return other('federated', text);
    case 'CanonicalUser': return other('canonical', text);
    default: return awsPoints(text, fresh);
  }
}

/** With someone of the same account, and whoever acts for the one named. */
function awsPoints(text: string, fresh: string): readonly Principal[] {
  const account = /^\d{12}$/.test(text) ? text : undefined;
  const principal = account === undefined ? parsePrincipal(text) : root(account);
  if (!principal) { return []; }
  const own = principal.account === undefined ? [] : [role(principal.account, fresh)];
  const partition = text.split(':', 2)[1];
  const related = (...forms: readonly string[]) => forms.flatMap(form => parsePrincipal(`arn:${partition}:${form}`) ?? []);
  const session = `sts::${principal.account}:assumed-role/${principal.name}/${fresh}`;
  switch (principal.kind) {
    case 'root': return [...own, principal];
    case 'user': return [principal, ...own, ...related(`sts::${principal.account}:federated-user/${principal.name}`)];
    case 'role': return [principal, ...own, ...related(session)];
    case 'role-session': return [principal, ...own, ...related(session, `iam::${principal.account}:role/${principal.name}`)];
    default: return [principal, ...own];
  }
}

function root(account: string): Principal {
  return parsePrincipal(`arn:aws:iam::${account}:root`)!;
}

function role(account: string, name: string): Principal {
  return parsePrincipal(`arn:aws:iam::${account}:role/${name}`)!;
}

/** None for an id that names nobody. */
function other(type: 'service' | 'federated' | 'canonical' | 'anonymous', id: string): readonly Principal[] {
  const principal = parsePrincipal({ type, id });
  return principal ? [principal] : [];
}
