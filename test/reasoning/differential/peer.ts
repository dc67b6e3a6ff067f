/**
 * The same question put to the independent simulator `@cloud-copilot/iam-simulate`.
 *
 * Most are put to its unchecked call, which is fast but knows neither session nor endpoint policies; those go to its checked call.
 * Policies are handed over as if validated: what a validator thinks of them is not compared here.
 */
import { anonymousPrincipal, runSimulation, runUnsafeSimulation, Simulation } from '@cloud-copilot/iam-simulate';
import { Scene } from './scene';
import { JsonObject } from '../../../src/policy/json';
import { Principal } from '../../../src/reasoning/principal';
import { Request, RequestContext } from '../../../src/reasoning/request';
import { contextKey } from '../generate/alphabet';
import { fullAccess } from '../generate/policy';

export type PeerDecision = 'allowed' | 'implicitly-denied' | 'explicitly-denied';

export interface PeerAnswer {
  readonly decision: PeerDecision;
  /** The scene as the peer took it. */
  readonly scene: Scene;
}

const DECISIONS = { Allowed: 'allowed', ImplicitlyDenied: 'implicitly-denied', ExplicitlyDenied: 'explicitly-denied' } as const;

/** The peer's decision; `undefined` where it refuses the request, such as an ARN that is no resource of the action. */
export async function askPeer(scene: Scene): Promise<PeerAnswer | undefined> {
  const { session, endpoint } = scene.documents;
  if (isPatternOfNoArn(scene.request.resource)) { return undefined; }
  if (!session && !endpoint) { return { decision: DECISIONS[runUnsafeSimulation(simulationOf(scene), {})], scene }; }
  const { request } = scene;
  const single: Scene = { ...scene, request: { ...request, context: singleValues(request.context) } };
  const answer = await runSimulation(simulationOf(single), {});
  if (answer.resultType !== 'single') { return undefined; }
  return { decision: DECISIONS[answer.overallResult], scene: withFullAccess(without(single, answer.result.ignoredContextKeys ?? [])) };
}

/** A `*` in the request's ARN makes it a pattern to the peer, which falls over one that is no whole ARN. */
function isPatternOfNoArn(resource: string): boolean {
  return resource !== '*' && resource.includes('*') && resource.split(':').length < 6;
}

/** The checked call keeps one value of a key that has one by definition. */
function singleValues(context: RequestContext): RequestContext {
  return Object.fromEntries(Object.entries(context).flatMap(([name, value]) =>
    typeof value === 'string' || contextKey(name)?.multivalued ? [[name, value]] : value.slice(0, 1).map(first => [name, first])));
}

/** The checked call leaves out keys that the action does not supply. */
function without(scene: Scene, ignored: readonly string[]): Scene {
  const context = Object.fromEntries(Object.entries(scene.request.context).filter(([name]) => !ignored.includes(name)));
  return { ...scene, request: { ...scene.request, context } };
}

/** The checked call adds to each level of resource control policies the one that is always attached. */
function withFullAccess(scene: Scene): Scene {
  const rcp = scene.documents.rcp.map(level => [fullAccess('rcp'), ...level]);
  return { ...scene, documents: { ...scene.documents, rcp } };
}

function simulationOf({ request, documents }: Scene): Simulation {
  const { principal, action, resource, context } = request;
  return {
    request: {
      principal: principal.kind === 'anonymous' ? anonymousPrincipal : principal.id,
      action,
      resource: { resource, accountId: resourceAccount(request) },
      contextVariables: withDerivedKeys(request, context),
    },
    identityPolicies: named(documents.identity),
    permissionBoundaryPolicies: documents.boundary && named([documents.boundary]),
    sessionPolicy: documents.session && asValidated(documents.session),
    serviceControlPolicies: documents.scp.map((level, index) => ({ orgIdentifier: `level ${index}`, policies: named(level) })),
    resourceControlPolicies: documents.rcp.map((level, index) => ({ orgIdentifier: `level ${index}`, policies: named(level) })),
    resourcePolicy: documents.resource && asValidated(documents.resource),
    vpcEndpointPolicies: documents.endpoint && named([documents.endpoint]),
  };
}

function named(policies: readonly JsonObject[]) {
  return policies.map((policy, index) => ({ name: `policy ${index}`, policy: asValidated(policy) }));
}

/** The shape in which the peer takes a policy that was validated before. */
function asValidated(policyDocument: JsonObject) {
  return { __validated: true, policyDocument, metadata: { name: 'policy' }, errors: [] };
}

function resourceAccount({ resourceAccount: given, resource, principal }: Request): string {
  const fifth = resource.split(':')[4] ?? '';
  return given ?? (/^\d{12}$/.test(fifth) ? fifth : principal.account ?? '');
}

/**
 * The peer takes a context as it is; these keys AWS fills in from principal and resource.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function withDerivedKeys(request: Request, context: RequestContext): Record<string, string | string[]> {
  const given = new Set(Object.keys(context).map(name => name.toLowerCase()));
  const derived = Object.entries(derivedKeys(request)).filter(([name, value]) => value && !given.has(name.toLowerCase()));
  return Object.fromEntries([...derived, ...Object.entries(context)]) as Record<string, string | string[]>;
}

export function derivedKeys(request: Request): { [name: string]: string | undefined } {
  const { principal } = request;
  const { kind, id, account, name } = principal;
  return {
    'aws:PrincipalArn': principalArn(principal),
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': PRINCIPAL_TYPES[kind],
    'aws:username': kind === 'user' ? name : undefined,
    'aws:PrincipalIsAWSService': kind === 'anonymous' || kind === 'federated' ? undefined : String(kind === 'service'),
    'aws:PrincipalServiceName': kind === 'service' ? id : undefined,
    'aws:ResourceAccount': resourceAccount(request),
  };
}

const PRINCIPAL_TYPES: { readonly [kind in Principal['kind']]?: string } = {
  'root': 'Account',
  'user': 'User',
  'role': 'AssumedRole',
  'role-session': 'AssumedRole',
  'federated-user': 'FederatedUser',
  'anonymous': 'Anonymous',
};

function principalArn({ kind, id, account, name }: Principal): string | undefined {
  switch (kind) {
    case 'root':
    case 'user':
    case 'role':
    case 'federated-user':
      return id;
    case 'role-session':
      return `arn:aws:iam::${account}:role/${name}`;
    default:
      return undefined;
  }
}
