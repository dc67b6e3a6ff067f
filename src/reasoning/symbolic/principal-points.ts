/**
 * The principals that policies tell apart: those they name, and a stranger of each kind.
 *
 * Exact, since a policy names principals one by one or all of them. Two principals that the points leave out are treated alike by
 * every policy of the question.
 */
import { PrincipalElement } from '../../policy/statement';
import { parsePrincipal, Principal } from '../principal';

const STRANGE_ACCOUNTS = ['444455556666', '777788889999', '222233334444'];

export function principalPoints(elements: readonly PrincipalElement[]): readonly Principal[] {
  const named = namedIn(elements);
  const points = [
    ...named,
    ...[...accountsOf(named)].map(account => role(account)),
    ...strangersTo(elements),
    other('service', 'example.amazonaws.com'),
    other('federated', 'idp.example.com'),
  ];
  const ids = new Map(points.map(point => [`${point.kind} ${point.id}`, point]));
  return [...ids.values()];
}

/** Someone of an account that the elements do not name, and someone who has not signed in at all. */
export function strangersTo(elements: readonly PrincipalElement[]): readonly Principal[] {
  const accounts = accountsOf(namedIn(elements));
  return [role(STRANGE_ACCOUNTS.find(account => !accounts.has(account)) ?? '999999999999'), other('anonymous', '*')];
}

function namedIn(elements: readonly PrincipalElement[]): readonly Principal[] {
  return elements.flatMap(({ values }) => values.flatMap(({ type, text }) => text.literal === undefined ? [] : namedPoints(type, text.literal)));
}

function accountsOf(principals: readonly Principal[]): ReadonlySet<string> {
  return new Set(principals.flatMap(({ account }) => account ?? []));
}

function namedPoints(type: string, text: string): Principal[] {
  if (text === '*') { return []; }
  switch (type) {
    case 'Service': return [other('service', text)];
    case 'Federated': return [other('federated', text)];
    case 'CanonicalUser': return [other('canonical', text)];
    default: return awsPoints(text);
  }
}

/** Another session of a role that is named by a session of its own is not that session. */
function awsPoints(text: string): Principal[] {
  const account = /^\d{12}$/.test(text) ? text : /^arn:[^:]+:iam::(\d{12}):root$/.exec(text)?.[1];
  if (account !== undefined) { return [role(account)]; }
  const principal = parsePrincipal(text);
  if (principal?.kind !== 'role-session') { return principal ? [principal] : []; }
  const otherSession = parsePrincipal(`${text.slice(0, text.lastIndexOf('/'))}/example`);
  return otherSession ? [principal, otherSession] : [principal];
}

function role(account: string): Principal {
  return parsePrincipal(`arn:aws:iam::${account}:role/example`)!;
}

function other(type: 'service' | 'federated' | 'canonical' | 'anonymous', id: string): Principal {
  return parsePrincipal({ type, id })!;
}
