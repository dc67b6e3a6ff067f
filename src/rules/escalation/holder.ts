/**
 * Those whose permissions are judged: the identities of the app, and whoever gets a policy that the app attaches to no identity of
 * its own, taken to have no other permissions.
 *
 * An identity with a boundary of which the document is not known is left out, since what it may do is not known.
 */
import { actionsOfDocument, canEscalate, NO_ACTIONS, union, WatchedActions } from './watched-actions';
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { Environment, Identity, IdentityType, PolicyInventory, PolicySite, resourceKey, ResourceOrigin } from '../../policy/policy-site';
import { Policies } from '../../reasoning/policies';
import { parsePrincipal, Principal } from '../../reasoning/principal';
import { AppGraph } from '../app-graph';
import { attachedAwsPolicies } from '../aws-policies';
import { boundaryDocument } from '../boundaries/boundary-documents';
import { administration } from '../hygiene/aws-managed-admin-policy';

export interface Holder {
  readonly key: string;
  readonly origin: ResourceOrigin;
  readonly propertyPath: string;
  readonly environment: Environment;
  /** As messages call it: `the role`, `whoever gets the policy`. */
  readonly name: string;
  /** `undefined` for whoever gets a policy. */
  readonly identity?: Identity;
  readonly type?: IdentityType;
  /** Those that its policies may allow. */
  readonly actions: WatchedActions;
  /** Whether a rule on wide policies says already that it administers the account, or nearly so, and no boundary holds it back. */
  readonly isReported: boolean;
  /** The documents as the template has them, with what messages call them. */
  readonly sources: readonly PolicySource[];
}

export interface PolicySource {
  readonly name: string;
  readonly document: PolicyDocument;
  /** Whether AWS wrote it, so that nobody else can change it. */
  readonly isOfAws?: boolean;
}

/** The name of whoever gets a policy, in the requests that show a path. */
const STAND_IN = 'holder-of-the-policy';
const STAND_IN_ACCOUNT = '111122223333';
const IDENTITY_KINDS = new Set(['identity', 'permission-set']);

const NO_SOURCES: readonly PolicySource[] = [];

/** Those that have anything to do with an escalation. */
export function holdersOf(inventory: PolicyInventory): readonly Holder[] {
  const holders: Holder[] = [];
  for (const identity of inventory.identities) {
    const holder = mayEscalate(identity) ? holderOf(identity) : undefined;
    if (holder && canEscalate(holder.actions)) { holders.push(holder); }
  }
  const loose = inventory.sites.filter(site => IDENTITY_KINDS.has(site.kind) && canEscalate(actionsOfDocument(site.document)));
  if (loose.length > 0) { holders.push(...looseHolders(loose, inventory)); }
  return holders;
}

/** A first look, at what most identities have not enough of: some of it may come from the groups of a user. */
function mayEscalate(identity: Identity): boolean {
  const held: WatchedActions[] = [];
  addActions(identity.inlinePolicies, held);
  addActions(identity.managedPolicies, held);
  addActions(awsManaged(identity), held);
  return held.length > 0 && (identity.type === 'user' || canEscalate(union(held)));
}

function addActions(sources: readonly Pick<PolicySource, 'document'>[], held: WatchedActions[]): void {
  for (const { document } of sources) {
    const actions = actionsOfDocument(document);
    if (actions !== NO_ACTIONS) { held.push(actions); }
  }
}

/** `undefined` where it is not known what an identity may do. */
export function holderOf(identity: Identity): Holder | undefined {
  if (identity.permissionsBoundary && !boundaryDocument(identity)) { return undefined; }
  const { type, origin, environment, inlinePolicies, managedPolicies } = identity;
  const sources = [...[...inlinePolicies, ...managedPolicies].map(sourceOf), ...awsManaged(identity)];
  const actions = union(sources.map(({ document }) => actionsOfDocument(document)));
  const groups = [...identity.groups].flatMap(({ inlinePolicies: inline, managedPolicies: managed }) => [...inline, ...managed].map(sourceOf));
  return {
    key: resourceKey(origin),
    origin,
    propertyPath: 'Properties',
    environment,
    name: `the ${type}`,
    identity,
    type,
    // What a group gives is said of the group.
    actions: actions === NO_ACTIONS ? actions : union([actions, ...groups.map(({ document }) => actionsOfDocument(document))]),
    isReported: isReported(identity, sources),
    sources: [...sources, ...groups],
  };
}

function looseHolders(sites: readonly PolicySite[], { identities }: PolicyInventory): readonly Holder[] {
  const attached = new Set(identities.flatMap(({ inlinePolicies, managedPolicies }) => [...inlinePolicies, ...managedPolicies]));
  return sites.filter(site => !attached.has(site)).map(site => ({
    key: `${resourceKey(site.origin)}#${site.propertyPath}`,
    origin: site.origin,
    propertyPath: site.propertyPath,
    environment: site.environment,
    name: 'whoever gets the policy',
    actions: actionsOfDocument(site.document),
    isReported: site.document.statements.some(isAdminStatement),
    sources: [sourceOf(site)],
  }));
}

function sourceOf({ origin: { logicalId }, document }: PolicySite): PolicySource {
  return { name: logicalId, document };
}

/**
 * What the control plane of EKS works with stands outside of the path of such policies. Read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
 */
const CONTROL_PLANE_POLICIES = new Set([
  'AmazonEKSBlockStoragePolicy', 'AmazonEKSClusterPolicy', 'AmazonEKSComputePolicy', 'AmazonEKSLoadBalancingPolicy', 'AmazonEKSNetworkingPolicy',
]);

function isForService(name: string): boolean {
  return name.startsWith('service-role/') || CONTROL_PLANE_POLICIES.has(name);
}

/**
 * What AWS wrote for one of its services to work with (`service-role/…`) is as wide as the service needs, and nobody but the service
 * can act with it: on a role it is not judged.
 */
function awsManaged(identity: Identity): readonly PolicySource[] {
  if (identity.managedPolicyArns.length === 0) { return NO_SOURCES; }
  return attachedAwsPolicies(identity).flatMap(({ name, document }) => (
    document && !(identity.type === 'role' && isForService(name)) ? [{ name, document, isOfAws: true }] : []
  ));
}

function isReported(identity: Identity, sources: readonly PolicySource[]): boolean {
  return !isHeldBack(identity) && (
    sources.some(({ document }) => document.statements.some(isAdminStatement)) || awsManaged(identity).some(({ document }) => administration(document) !== '')
  );
}

/** Whether it has a boundary that does not let everything through: what it can do then is for requests to show. */
function isHeldBack(identity: Identity): boolean {
  const boundary = boundaryDocument(identity);
  return boundary !== undefined && !(boundary.statements.some(isAdminStatement) && boundary.statements.every(({ effect }) => effect === 'Allow'));
}

/** As `admin-statement` reports it. */
function isAdminStatement({ effect, actions, resources }: PolicyDocument['statements'][number]): boolean {
  return effect === 'Allow' && isEverything(actions) && isEverything(resources);
}

/** All policies that have a say, in a deployment of the app. */
export function policiesOf({ identity, sources }: Holder, graph: AppGraph): Policies {
  const boundary = identity && boundaryDocument(identity);
  return {
    identity: sources.map(({ document }) => graph.document({ document })),
    ...boundary && { boundary: graph.document({ document: boundary }) },
    scp: [],
    rcp: [],
  };
}

/** Who asks. A member stands for a group; a role or a user for whoever gets a policy. */
export function principalOf({ identity }: Holder, graph: AppGraph, otherwise: 'role' | 'user'): Principal {
  const own = identity && graph.principal(identity);
  const type = identity === undefined ? otherwise : identity.type === 'role' ? 'role' : 'user';
  return own ?? parsePrincipal(`arn:aws:iam::${STAND_IN_ACCOUNT}:${type}/${STAND_IN}`)!;
}
