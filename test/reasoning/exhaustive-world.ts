/**
 * A world so small that all its requests can be tried: a handful of actions, resources, principals and values of each key, and random
 * policies about them. Whatever the symbolic engine claims of all requests must hold for these.
 */
import { Random } from './generate/random';
import { findConditionKey } from '../../src/catalog/actions';
import { bindUnknowns } from '../../src/policy/bind-unknowns';
import { PolicyDocument } from '../../src/policy/document';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { policyEffect } from '../../src/reasoning/policy-effect';
import { parsePrincipal, Principal } from '../../src/reasoning/principal';
import { ComparedKind } from '../../src/reasoning/questions';
import { Request, RequestContext } from '../../src/reasoning/request';

const HOME = '111122223333';
const AWAY = '555566667777';

export const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:GetBucketPolicy', 'sqs:SendMessage', 'beyond:Thing'];
export const RESOURCES = [
  'arn:aws:s3:::a', 'arn:aws:s3:::a/x', 'arn:aws:s3:::b/x', 'arn:aws:s3:::a:b', `arn:aws:sqs:us-east-1:${HOME}:a`, `arn:aws:sqs:us-east-1:${AWAY}:a:b`, '*',
];

const ROLE = `arn:aws:iam::${HOME}:role/app`;
const IDENTITIES = [ROLE, `arn:aws:iam::${HOME}:user/a`, `arn:aws:sts::${HOME}:assumed-role/app/one`].map(arn => parsePrincipal(arn)!);
const PRINCIPALS: readonly Principal[] = [
  ...IDENTITIES,
  ...[
    `arn:aws:iam::${HOME}:root`, `arn:aws:iam::${HOME}:role/example`, `arn:aws:sts::${HOME}:assumed-role/app/two`, `arn:aws:sts::${HOME}:federated-user/a`,
    `arn:aws:iam::${AWAY}:role/app`, `arn:aws:iam::${AWAY}:root`,
  ].map(arn => parsePrincipal(arn)!),
  ...['lambda.amazonaws.com', 'example.amazonaws.com'].map(id => parsePrincipal({ type: 'service', id })!),
  parsePrincipal({ type: 'federated', id: 'idp.example.com' })!,
  parsePrincipal({ type: 'canonical', id: '79a59df900b949e5' })!,
  parsePrincipal({ type: 'anonymous' })!,
];
const NAMED: readonly (readonly [type: string, id: string])[] = [
  ['AWS', ROLE], ['AWS', `arn:aws:iam::${HOME}:user/a`], ['AWS', `arn:aws:sts::${HOME}:assumed-role/app/one`], ['AWS', HOME], ['AWS', `arn:aws:iam::${HOME}:root`],
  ['AWS', AWAY], ['AWS', `arn:aws:iam::${AWAY}:role/app`], ['AWS', '*'], ['Service', 'lambda.amazonaws.com'], ['Service', 'example.amazonaws.com'],
  ['Federated', 'idp.example.com'], ['CanonicalUser', '79a59df900b949e5'], ['AWS', `arn:aws:iam::${HOME}:role/example`],
];

interface Key {
  readonly families: readonly string[];
  readonly values: readonly string[];
  readonly isMultivalued?: boolean;
  /** What policies compare it with, besides its values. */
  readonly compared?: readonly string[];
}

const TEXTS = ['a', 'b', 'ab', 'A'];
const ARNS = ['arn:aws:s3:::a', `arn:aws:sqs:us-east-1:${HOME}:a`, `arn:aws:sqs:us-east-1:${HOME}:a:b`, 'arn:aws:s3'];

export const KEYS: { readonly [key: string]: Key } = {
  'aws:ResourceTag/t': { families: ['string'], values: TEXTS, compared: ['a*', '*b', '?', '*', '', 'a?'] },
  'aws:PrincipalTag/t': { families: ['string'], values: ['a', 'b', 'a:b', '*'], compared: ['a*', '*'] },
  'aws:SourceArn': { families: ['arn', 'arn', 'string'], values: ARNS, compared: ['arn:aws:*:*:*:a', 'arn:aws:sqs:*:*:*', 'arn:aws:s3:::*', 'arn:*:a', '*', 'arn:aws:sqs:*:a'] },
  'aws:SecureTransport': { families: ['bool', 'bool', 'string'], values: ['true', 'false'], compared: ['True'] },
  's3:max-keys': { families: ['numeric'], values: ['1', '2', '2.5', '3'], compared: ['2.0', 'many'] },
  'aws:CurrentTime': { families: ['date'], values: ['2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', '2027-01-01T00:00:00Z'], compared: ['1767225600', '2026-12-31', 'soon'] },
  'aws:SourceIp': { families: ['ip'], values: ['10.0.0.1', '10.0.1.1', '2001:db8::1'], compared: ['10.0.0.0/24', '10.0.0.0/16', '0.0.0.0/0', '::/0', 'nowhere'] },
  'aws:TagKeys': { families: ['string'], values: TEXTS, isMultivalued: true, compared: ['a*', '*b', '?'] },
  'example:many': { families: ['string', 'string', 'numeric'], values: ['a', 'b', '1'], isMultivalued: true, compared: ['*', '2'] },
  'example:one': { families: ['string', 'bool', 'numeric'], values: ['true', 'a', '1', '2'], compared: ['false', '*'] },
};

const OPERATORS: { readonly [family: string]: readonly string[] } = {
  string: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  arn: ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals'],
  bool: ['Bool'],
  numeric: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
  date: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateGreaterThanEquals'],
  ip: ['IpAddress', 'NotIpAddress'],
};

const ACTION_PATTERNS = [...ACTIONS.slice(0, 2), ...ACTIONS, 's3:*', 's3:Get*', 's3:*Object', '*', 'S3:getobject', 'beyond:*', 'beyond:Other', '*:Get*', 's3*', 's3:Get?bject'];
const RESOURCE_PATTERNS = [
  ...RESOURCES, 'arn:aws:s3:::*', 'arn:aws:s3:::a*', 'arn:aws:s3:::*/x', 'arn:aws:s3:::?/x', 'arn:aws:*:a', 'arn:aws:sqs:*:*:a', 'arn:aws:*:*:*:*', 'arn:*', 'arn:aws:s3:::*:b', 'arn:aws:s3',
];

/** Values that are known only at deployment, by name, with some of the texts that they can turn out as. */
export const UNKNOWNS: { readonly [name: string]: { readonly shape: string; readonly values: readonly string[] } } = {
  Any: { shape: 'any', values: ['a', '*', 'arn:aws:s3:::a', '${aws:PrincipalTag/t}', 'a:b', ''] },
  Other: { shape: 'any', values: ['a', '*', '111122223333'] },
  Opaque: { shape: 'opaque', values: ['a', 'a:b', 'arn:aws:s3:::a', ROLE] },
  Name: { shape: 'name', values: ['a', 'b', 'app'] },
  Account: { shape: 'account', values: [HOME, AWAY] },
};
const CONDITIONS = ['IsProd', 'IsBig'];

export interface PolicyMaking {
  readonly kind: ComparedKind;
  /** The keys that conditions are about. */
  readonly keys: readonly string[];
  readonly variables: boolean;
  /** Whether values known only at deployment may stand in it. */
  readonly unknowns: boolean;
  /** Whether values of no use to their operator may stand in it, and operators of different families on one key. */
  readonly odd?: boolean;
}

/** A few keys to make policies about. */
export function randomKeys(random: Random): readonly string[] {
  return [...new Set(random.list(1, 2, () => random.pick(Object.keys(KEYS))))];
}

export function smallPolicy(random: Random, making: PolicyMaking): JsonObject {
  const statements = random.list(1, random.pick([1, 1, 2, 3]), () => smallStatement(random, making));
  return { ...random.chance(0.9) ? { Version: '2012-10-17' } : {}, Statement: statements };
}

export function smallStatement(random: Random, making: PolicyMaking): JsonObject {
  const isDeny = random.chance(0.25);
  const statement: JsonObject = {
    Effect: isDeny ? 'Deny' : 'Allow',
    ...making.kind === 'resource' ? principals(random, making, isDeny) : {},
    [random.chance(0.15) ? 'NotAction' : 'Action']: several(random, () => guarded(random, making, () => random.pick(ACTION_PATTERNS))),
    ...making.kind === 'resource' && random.chance(0.1) ? {} : {
      [random.chance(0.15) ? 'NotResource' : 'Resource']: several(random, () => guarded(random, making, () => withHoles(random, making, random.pick(RESOURCE_PATTERNS)))),
    },
    ...conditions(random, making),
  };
  return making.unknowns && random.chance(0.1) ? { if: [random.pick(CONDITIONS), statement, { ...statement, Effect: 'Allow' }] } : statement;
}

/** A policy that says nearly the same: most statements as they are, the others changed in one element. */
export function variantOf(random: Random, making: PolicyMaking, policy: JsonObject): JsonObject {
  const statements = (policy.Statement as readonly JsonObject[]).flatMap((statement): JsonObject[] => {
    const other = smallStatement(random, { ...making, unknowns: false });
    switch (random.weighted({ same: 5, element: 6, text: 6, dropped: 1, added: 1 })) {
      case 'element': return [withElementOf(random, statement, other)];
      case 'text': return [withOtherText(random, making, statement)];
      case 'dropped': return [];
      case 'added': return [statement, other];
      default: return [statement];
    }
  });
  return { ...policy, Statement: statements.length > 0 ? statements : policy.Statement };
}

const ELEMENTS = [['Effect'], ['Action', 'NotAction'], ['Resource', 'NotResource'], ['Principal', 'NotPrincipal'], ['Condition']];

function withElementOf(random: Random, statement: JsonObject, other: JsonObject): JsonObject {
  if ('if' in statement) { return statement; }
  const names = random.pick(ELEMENTS);
  const own = Object.entries(statement).filter(([name]) => !names.includes(name));
  return Object.fromEntries([...own, ...Object.entries(other).filter(([name]) => names.includes(name))]);
}

/** Turns one text somewhere in the statement into another, an unknown into one of its values, or an operator into its sibling. */
function withOtherText(random: Random, making: PolicyMaking, statement: JsonObject): JsonObject {
  const text = JSON.stringify(statement);
  const [swap, other] = random.pick([
    [/StringLike/, 'StringEquals'], [/StringEquals(?!I)/, 'StringLike'], [/StringEquals(?!I)/, 'StringEqualsIgnoreCase'], [/IfExists/, ''], [/StringNotLike/, 'StringNotEquals'],
    [/ForAllValues/, 'ForAnyValue'], [/ArnLike/, 'StringLike'], [/\{"unknown":"(Any|Other)","shape":"any"\}/, '"a"'], [/\{"unknown":"\w+","shape":"(name|opaque)"\}/, '"a"'],
    [/\{"unknown":"Account","shape":"account"\}/, `"${HOME}"`], [/"(arn:aws:s3:::)a/, '"$1*'], [/:::a\b/, ':::b'], [/\*"/, 'a"'], [/"Resource"/, '"NotResource"'], [/"Action"/, '"NotAction"'],
    [/"Principal"/, '"NotPrincipal"'], [/"a\*?"/, '"A"'], [/\{aws:PrincipalTag\/t\}/, "{aws:PrincipalTag/t, 'a'}"],
  ] as const);
  const changed = JSON.parse(text.replace(swap, other)) as JsonObject;
  return making.unknowns && random.chance(0.3) ? withHoleIn(random, making, changed) : changed;
}

function withHoleIn(random: Random, making: PolicyMaking, statement: JsonObject): JsonObject {
  const name = ['Resource', 'NotResource', 'Action'].find(element => typeof statement[element] === 'string');
  if (name === undefined) { return statement; }
  const value = statement[name] as string;
  const changed = name === 'Action' ? { if: [random.pick(CONDITIONS), value, random.pick(ACTION_PATTERNS)] } : withHoles(random, making, value);
  return { ...statement, [name]: random.chance(0.5) ? [value, changed] : changed };
}

function several(random: Random, make: () => JsonValue): JsonValue {
  const values = random.list(1, random.pick([1, 1, 2, 3]), make);
  return values.length === 1 ? values[0] : values;
}

/** A value, or one of two by a condition of the template. */
function guarded(random: Random, { unknowns }: PolicyMaking, make: () => JsonValue): JsonValue {
  return unknowns && random.chance(0.06) ? { if: [random.pick(CONDITIONS), make(), make()] } : make();
}

/** The text, as a rule; else with a variable or an unknown in the place of a part of it. */
function withHoles(random: Random, making: PolicyMaking, text: string): JsonValue {
  if (making.variables && random.chance(0.25)) {
    return text.replace(/[ab]\b/, () => random.pick(['${aws:PrincipalTag/t}', "${aws:PrincipalTag/t, 'a'}", '${aws:PrincipalTag/t}*', '${*}']));
  }
  if (!making.unknowns || random.chance(0.6)) { return text; }
  const name = random.pick(Object.keys(UNKNOWNS));
  const unknown = { unknown: name, shape: UNKNOWNS[name].shape };
  if (random.chance(0.15)) { return unknown; }
  const from = random.pick([text.lastIndexOf(':') + 1, text.length, random.integer(0, text.length)]);
  return { join: [text.slice(0, from), unknown, text.slice(random.integer(from, text.length))] };
}

function principals(random: Random, making: PolicyMaking, isDeny: boolean): JsonObject {
  const element = random.chance(isDeny ? 0.3 : 0.05) ? 'NotPrincipal' : 'Principal';
  if (random.chance(0.2)) { return { [element]: '*' }; }
  const named: { [type: string]: JsonValue[] } = {};
  for (const [type, id] of random.list(1, 3, () => random.pick(NAMED))) {
    (named[type] ??= []).push(guarded(random, making, () => withHoles(random, { ...making, variables: false }, id)));
  }
  return { [element]: named };
}

function conditions(random: Random, making: PolicyMaking): JsonObject {
  const block: { [operator: string]: { [key: string]: JsonValue } } = {};
  for (const key of making.keys) {
    for (let count = random.pick([0, 1, 1, 2]); count > 0; count--) {
      const [operator, values] = condition(random, making, key);
      block[operator] = { ...block[operator], [random.chance(0.05) ? key.toUpperCase() : key]: values };
    }
  }
  return Object.keys(block).length > 0 ? { Condition: block } : {};
}

function condition(random: Random, making: PolicyMaking, key: string): readonly [operator: string, values: JsonValue] {
  const { families, values, compared = [], isMultivalued } = KEYS[key];
  if (random.chance(0.15)) { return ['Null', random.pick(['true', 'false'])]; }
  const family = making.odd ? random.pick(families) : families[0];
  const qualifier = random.chance(isMultivalued ? 0.95 : 0.06) ? random.pick(['ForAllValues:', 'ForAnyValue:']) : '';
  const operator = random.pick(OPERATORS[family]);
  const usable = making.odd ? [...values, ...compared] : [...values, ...compared].filter(value => isOfUse(family, value));
  return [`${qualifier}${operator}${random.chance(0.2) ? 'IfExists' : ''}`, several(random, () => guarded(random, making, () => withHoles(random, making, random.pick(usable))))];
}

function isOfUse(family: string, value: string): boolean {
  return family === 'string' || family === 'arn' || !['many', 'soon', 'nowhere'].includes(value);
}

/** All requests of the world, as far as the keys that are mentioned make a difference. */
export function* requestsAbout(documents: readonly PolicyDocument[], kind: ComparedKind): Generator<Request> {
  const contexts = [...contextsAbout(documents)];
  for (const principal of kind === 'resource' ? PRINCIPALS : IDENTITIES.slice(0, 1)) {
    for (const action of ACTIONS) {
      for (const resource of RESOURCES) {
        for (const context of contexts) { yield { principal, action, resource, context }; }
      }
    }
  }
}

function contextsAbout(documents: readonly PolicyDocument[]): readonly RequestContext[] {
  const text = JSON.stringify(documents).toLowerCase();
  const terms = documents.flatMap(({ statements }) => statements.flatMap(({ conditions: own }) => own));
  let contexts: RequestContext[] = [{}];
  for (const [key, { values, isMultivalued }] of Object.entries(KEYS)) {
    if (!text.includes(key.toLowerCase())) { continue; }
    // A key that no catalog has is one with many values where it is asked for as such.
    const isKnown = findConditionKey(key) !== undefined;
    const isQualified = terms.some(({ key: own, operator }) => own.toLowerCase() === key && operator.qualifier !== undefined);
    const hasMany = isMultivalued && (isKnown || isQualified);
    const given = hasMany ? setsOf(values) : values;
    contexts = contexts.flatMap(context => [context, ...given.map(value => ({ ...context, [key]: value }))]);
  }
  return contexts;
}

function setsOf(values: readonly string[]): readonly (readonly string[])[] {
  return values.reduce<string[][]>((sets, value) => [...sets, ...sets.map(set => [...set, value])], [[]]).slice(1);
}

/** The ways in which the conditions that documents stand under can fall. */
export function waysOfConditions(documents: readonly PolicyDocument[]): readonly ReadonlyMap<string, boolean>[] {
  const text = JSON.stringify(documents);
  const names = CONDITIONS.filter(name => text.includes(`"condition":"${name}"`));
  return names.reduce<ReadonlyMap<string, boolean>[]>((ways, name) => (
    ways.flatMap(way => [true, false].map(holds => new Map([...way, [name, holds]])))
  ), [new Map()]);
}

/** The ways, or some of them, in which the unknowns and conditions of documents can turn out; each makes documents without any. */
export function deploymentsOf(documents: readonly PolicyDocument[], random: Random, most: number): readonly (readonly PolicyDocument[])[] {
  const text = JSON.stringify(documents);
  const names = Object.keys(UNKNOWNS).filter(name => text.includes(`"name":"${name}"`));
  const values = names.reduce<ReadonlyMap<string, string>[]>((ways, name) => (
    ways.flatMap(way => UNKNOWNS[name].values.map(value => new Map([...way, [name, value]])))
  ), [new Map()]);
  const ways = values.flatMap(texts => waysOfConditions(documents).map(falls => ({ texts, falls })));
  const chosen = ways.length <= most ? ways : Array.from({ length: most }, () => random.pick(ways));
  return chosen.map(({ texts, falls }) => documents.map(document => bindUnknowns(document, texts, falls)));
}

/** A request that the candidate allows and the reference does not. */
export function newAccess(reference: PolicyDocument, candidate: PolicyDocument, kind: ComparedKind): Request | undefined {
  for (const request of requestsAbout([reference, candidate], kind)) {
    if (policyEffect(candidate, request, kind) === 'allow' && policyEffect(reference, request, kind) !== 'allow') { return request; }
  }
  return undefined;
}
