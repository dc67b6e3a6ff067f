/**
 * Random policy documents of each kind, as the plain JSON that a user would write.
 *
 * They are grammatical: the parser has nothing to report on them. Values may still be of no use to the operator that they stand
 * under, and patterns may match nothing. Given a request as `focus`, most statements match it or nearly do.
 */
import { ACCOUNTS, ACTION_NAMES, ALL_PRINCIPALS, RESOURCES } from './alphabet';
import { randomConditions } from './condition';
import { widenAction, widenArn } from './pattern';
import { Random } from './random';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { Layer } from '../../../src/reasoning/policies';
import { Principal } from '../../../src/reasoning/principal';
import { Request } from '../../../src/reasoning/request';

const ALLOWS_ALL: JsonObject = { Effect: 'Allow', Action: '*', Resource: '*' };

const needsPrincipal = (kind: Layer) => kind === 'resource' || kind === 'rcp' || kind === 'endpoint';

/** A policy of one to three statements, with principals where the kind has them. */
export function randomPolicy(random: Random, kind: Layer, focus?: Request): JsonObject {
  const statements = random.list(1, random.pick([1, 1, 2, 3]), () => randomStatement(random, kind, focus));
  if (isGuardrail(kind) && random.chance(0.6)) { statements.unshift(allowsAll(kind)); }
  const version = random.weighted({ current: 20, old: 1, missing: 1 });
  return {
    ...version === 'missing' ? {} : { Version: version === 'current' ? '2012-10-17' : '2008-10-17' },
    Statement: statements.length === 1 && random.chance(0.2) ? statements[0] : statements,
  };
}

/** The policy that allows everything, as a guardrail of that kind has it. */
export function fullAccess(kind: Layer): JsonObject {
  return { Version: '2012-10-17', Statement: [allowsAll(kind)] };
}

function isGuardrail(kind: Layer): boolean {
  return kind === 'scp' || kind === 'rcp' || kind === 'endpoint' || kind === 'boundary' || kind === 'session';
}

function allowsAll(kind: Layer): JsonObject {
  return needsPrincipal(kind) ? { ...ALLOWS_ALL, Principal: '*' } : ALLOWS_ALL;
}

export function randomStatement(random: Random, kind: Layer, focus?: Request): JsonObject {
  const isDeny = random.chance(isGuardrail(kind) ? 0.4 : 0.15);
  const aim = focus && random.chance(isDeny ? 0.5 : 0.85) ? focus : undefined;
  return {
    ...random.chance(0.2) ? { Sid: `S${random.integer(1, 99)}` } : {},
    Effect: isDeny ? 'Deny' : 'Allow',
    ...principalsOf(random, kind, isDeny, aim?.principal),
    ...randomActions(random, aim),
    ...randomResources(random, kind, aim),
    ...conditionsOf(random, aim ?? (random.chance(0.5) ? focus : undefined)),
  };
}

function conditionsOf(random: Random, focus: Request | undefined): JsonObject {
  const conditions = randomConditions(random, focus);
  return conditions ? { Condition: conditions } : {};
}

function randomActions(random: Random, aim: Request | undefined): JsonObject {
  if (random.chance(0.12)) {
    return { NotAction: oneOrMore(random, () => widenAction(random, otherThan(random, ACTION_NAMES, aim?.action))) };
  }
  return { Action: oneOrMore(random, index => widenAction(random, aim && index === 0 ? aim.action : random.pick(ACTION_NAMES))) };
}

function randomResources(random: Random, kind: Layer, aim: Request | undefined): JsonObject {
  if (kind === 'resource' && random.chance(0.15)) { return {}; }
  if (random.chance(0.12)) {
    return { NotResource: oneOrMore(random, () => widenArn(random, otherThan(random, RESOURCES, aim?.resource), aim?.context)) };
  }
  return { Resource: oneOrMore(random, index => widenArn(random, aim && index === 0 ? aim.resource : random.pick(RESOURCES), aim?.context)) };
}

function otherThan<T>(random: Random, choices: readonly T[], avoided: T | undefined): T {
  const first = random.pick(choices);
  return first === avoided ? random.pick(choices) : first;
}

function oneOrMore(random: Random, make: (index: number) => string): JsonValue {
  const values = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, (_, index) => make(index));
  return values.length === 1 && random.chance(0.6) ? values[0] : values;
}

/** A resource control policy names everyone; the others name principals, and once in a while forget to. */
function principalsOf(random: Random, kind: Layer, isDeny: boolean, aim: Principal | undefined): JsonObject {
  if (kind === 'rcp') { return { Principal: '*' }; }
  return needsPrincipal(kind) && !random.chance(0.02) ? randomPrincipals(random, isDeny, aim) : {};
}

function randomPrincipals(random: Random, isDeny: boolean, aim: Principal | undefined): JsonObject {
  const negated = random.chance(isDeny ? 0.25 : 0.02);
  return { [negated ? 'NotPrincipal' : 'Principal']: randomPrincipalElement(random, negated && random.chance(0.5) ? undefined : aim) };
}

function randomPrincipalElement(random: Random, aim: Principal | undefined): JsonValue {
  if (random.chance(0.2)) { return random.chance(0.5) ? '*' : { AWS: random.chance(0.5) ? '*' : ['*'] }; }
  const names = Array.from({ length: random.pick([1, 1, 2, 3]) }, (_, index) =>
    nameOf(random, aim && index === 0 && random.chance(0.9) ? aim : random.pick(ALL_PRINCIPALS)));
  const element: { [type: string]: string[] } = {};
  for (const { type, id } of names) { (element[type] ??= []).push(id); }
  return Object.fromEntries(Object.entries(element).map(([type, ids]) => [type, ids.length === 1 && random.chance(0.7) ? ids[0] : ids]));
}

/** One of the ways in which a policy can name a principal. */
function nameOf(random: Random, principal: Principal): { type: string; id: string } {
  const { kind, id, account, name } = principal;
  if (kind === 'service') { return { type: 'Service', id }; }
  if (kind === 'federated') { return { type: 'Federated', id }; }
  if (kind === 'canonical') { return { type: 'CanonicalUser', id }; }
  if (kind === 'anonymous') { return { type: 'AWS', id: '*' }; }
  if (random.chance(0.3)) {
    const owner = random.chance(0.9) ? account! : random.pick(ACCOUNTS);
    return { type: 'AWS', id: random.chance(0.5) ? owner : `arn:aws:iam::${owner}:root` };
  }
  if (kind === 'role-session' && random.chance(0.5)) { return { type: 'AWS', id: `arn:aws:iam::${account}:role/${name}` }; }
  if (kind === 'federated-user' && random.chance(0.5)) { return { type: 'AWS', id: `arn:aws:iam::${account}:user/${name}` }; }
  return { type: 'AWS', id };
}
