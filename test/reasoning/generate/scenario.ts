/**
 * Policies of all layers that bear on one request.
 */
import { fullAccess, randomPolicy } from './policy';
import { Random } from './random';
import { PolicyDocument } from '../../../src/policy/document';
import { JsonObject } from '../../../src/policy/json';
import { parsePolicyDocument } from '../../../src/policy/parse';
import { Policies } from '../../../src/reasoning/policies';
import { Request } from '../../../src/reasoning/request';

/** `Policies` before they are parsed. */
export interface PolicyDocuments {
  readonly identity: readonly JsonObject[];
  readonly boundary?: JsonObject;
  readonly session?: JsonObject;
  readonly scp: readonly (readonly JsonObject[])[];
  readonly rcp: readonly (readonly JsonObject[])[];
  readonly resource?: JsonObject;
  readonly endpoint?: JsonObject;
}

const HAS_IDENTITY = ['user', 'role', 'role-session', 'federated-user'];
const HAS_SESSION = ['role', 'role-session', 'federated-user'];

/** The layers that a principal of the request's kind can have, each there or not, most of them favouring the request. */
export function randomPolicies(random: Random, focus: Request): PolicyDocuments {
  const { kind } = focus.principal;
  const one = (layer: 'boundary' | 'session' | 'resource' | 'endpoint', probability: number) =>
    random.chance(probability) ? randomPolicy(random, layer, focus) : undefined;
  const levels = (layer: 'scp' | 'rcp', probability: number) =>
    random.chance(probability) ? random.list(1, random.pick([1, 1, 2, 3]), () => level(random, layer, focus)) : [];
  const isIdentity = HAS_IDENTITY.includes(kind);
  return {
    identity: isIdentity ? random.list(0, random.pick([1, 2, 2]), () => randomPolicy(random, 'identity', focus)) : [],
    boundary: one('boundary', isIdentity ? 0.3 : 0),
    session: one('session', HAS_SESSION.includes(kind) ? 0.2 : 0),
    scp: levels('scp', 0.25),
    rcp: levels('rcp', 0.2),
    resource: one('resource', isIdentity ? 0.6 : 0.9),
    endpoint: one('endpoint', 0.08),
  };
}

function level(random: Random, layer: 'scp' | 'rcp', focus: Request): JsonObject[] {
  const documents = random.list(1, random.pick([1, 1, 2]), () => randomPolicy(random, layer, focus));
  return random.chance(layer === 'rcp' ? 0.9 : 0.7) ? [fullAccess(layer), ...documents] : documents;
}

const parsed = new WeakMap<JsonObject, PolicyDocument>();

/** The same document object is parsed once, so that what is remembered for it is found again. */
function parse(raw: JsonObject): PolicyDocument {
  let document = parsed.get(raw);
  if (!document) { parsed.set(raw, document = parsePolicyDocument(raw)); }
  return document;
}

export function parsePolicies({ identity, boundary, session, scp, rcp, resource, endpoint }: PolicyDocuments): Policies {
  return {
    identity: identity.map(parse),
    boundary: boundary && parse(boundary),
    session: session && parse(session),
    scp: scp.map(documents => documents.map(parse)),
    rcp: rcp.map(documents => documents.map(parse)),
    resource: resource && parse(resource),
    endpoint: endpoint && parse(endpoint),
  };
}

/** The policies that a request meets: principals without identity policies have none, and no service control policy either if anonymous. */
export function fitting(request: Request, documents: PolicyDocuments): PolicyDocuments {
  const { kind } = request.principal;
  const isIdentity = HAS_IDENTITY.includes(kind);
  return {
    ...documents,
    identity: isIdentity ? documents.identity : [],
    boundary: isIdentity ? documents.boundary : undefined,
    session: HAS_SESSION.includes(kind) ? documents.session : undefined,
    scp: kind === 'anonymous' ? [] : documents.scp,
  };
}

export function allDocuments({ identity, boundary, session, scp, rcp, resource, endpoint }: PolicyDocuments): JsonObject[] {
  return [...identity, boundary, session, ...scp.flat(), ...rcp.flat(), resource, endpoint].filter(document => document !== undefined);
}
