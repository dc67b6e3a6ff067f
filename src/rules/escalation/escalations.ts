/**
 * All ways in which principals of an app come by more permissions than they were given, worked out once for an inventory.
 *
 * First what each can do by itself, or to whatever there is in the account; then, from those that are strong by that, backwards to whoever
 * can get at one of them, until nobody is added. Pairs are found by the resources that policies name, of each kind one is enough for
 * a principal, and there is a budget, so the work grows with the app and not with its square.
 *
 * Strong is who administers the account, who can make itself its administrator, and who may use nearly every service. A role that
 * merely may do other things than its passer is not: every orchestrator passes such roles.
 *
 * Errs towards silence: a path counts where a request shows it. By design, and no path: to deploy with a role that only
 * CloudFormation can assume, and that the policy names in full.
 */
import { Access, Grant } from './access';
import { copyGains, likenessOf } from './alike';
import { withTags } from './demands';
import { Gains, Strength } from './gains';
import { Holder, holderOf, holdersOf, policiesOf, principalOf } from './holder';
import { abilityBy, ownPattern } from './means';
import { allowNearlyEverything, denyNearlyEverything, isCapped } from './nearly-everything';
import { canStart, passedTo, passesRole, PASS_ROLE, receiversOf, startedService } from './passing';
import { ANY_ACCOUNT, standIns } from './stand-ins';
import { TargetIndex } from './target-index';
import { trustedPrincipals, trusts, trustsOnly } from './trust';
import { pathsWithin } from './watched-actions';
import { workloadAction, WorkloadType } from './workloads';
import { EscalationPath } from '../../catalog/escalation-paths';
import { isEverything } from '../../policy/everything';
import { Identity, PolicyInventory, resourceKey, ResourceSite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { allResources } from '../all-resources';
import { AppGraph, graphOf } from '../app-graph';
import { manyServices } from '../hygiene/aws-managed-admin-policy';

export const ASSUME_ROLE = 'sts:AssumeRole';

export const escalationsOf = rememberFor((inventory: PolicyInventory): Escalations => new Escalations(inventory));

export class Escalations {
  public readonly graph: AppGraph;
  private readonly gains = new Map<string, Gains>();
  private readonly alike = new Map<string, Gains>();
  private readonly strengths = new Map<string, Strength>();
  /** How many pairs may still be looked at. */
  private budget = 0;

  public constructor(inventory: PolicyInventory) {
    this.graph = graphOf(inventory);
    for (const holder of holdersOf(inventory)) { this.gains.set(holder.key, this.gainsOf(holder)); }
    for (const gain of this.all) { this.judgeAlone(gain); }
    this.spread(inventory);
  }

  /** Of everyone who could gain anything. */
  public get all(): readonly Gains[] {
    return [...this.gains.values()];
  }

  /** Without those of whom another rule has said already that they are as good as administrators. */
  public get judged(): readonly Gains[] {
    return this.all.filter(({ holder }) => !holder.isReported);
  }

  public strengthOf(identity: Identity): Strength | undefined {
    return this.strengths.size === 0 ? undefined : this.strengths.get(resourceKey(identity.origin));
  }

  private gainsOf(holder: Holder): Gains {
    const policies = policiesOf(holder, this.graph);
    const role = new Access(principalOf(holder, this.graph, 'role'), policies);
    return new Gains(holder, role, holder.identity ? role : new Access(principalOf(holder, this.graph, 'user'), policies));
  }

  /** What needs no other identity of the app. */
  private judgeAlone(gains: Gains): void {
    const { holder } = gains;
    const likeness = likenessOf(holder);
    const alike = likeness === undefined ? undefined : this.alike.get(likeness);
    if (alike) { copyGains(alike, gains); } else { this.findAlone(gains); }
    if (likeness !== undefined) { this.alike.set(likeness, gains); }
    const why = whyStrong(gains);
    if (why !== undefined) { this.strengthen(holder, { why }); }
  }

  private findAlone(gains: Gains): void {
    const { holder, role } = gains;
    for (const path of pathsWithin(holder.actions)) {
      if (path.actions.length === 1) {
        const ability = abilityBy(path.actions[0], holder, gains, this.graph);
        if (ability) { gains.abilities.push(ability); }
      }
    }
    gains.abilities.sort((left, right) => Number(right.isOwn) - Number(left.isOwn));
    if (gains.abilities.length > 0) { return; }
    gains.assumesAny = role.find(ASSUME_ROLE, standIns(ASSUME_ROLE, holder.environment));
    for (const path of pathsWithin(holder.actions)) {
      if (passesRole(path)) { this.judgePassing(path, gains); } else { this.judgeTakeover(path, gains); }
    }
  }

  private judgePassing(path: EscalationPath, gains: Gains): void {
    const pass = gains.role.find(PASS_ROLE, standIns(PASS_ROLE, gains.holder.environment), passedTo(receiversOf(path)));
    const started = pass && canStart(path, gains.role);
    if (started) { gains.passings.push({ path, service: startedService(path), grants: [pass!, ...started] }); }
  }

  private judgeTakeover(path: EscalationPath, { holder, role, takeovers }: Gains): void {
    if (path.category === 'self-escalation' || path.category === 'principal-access') { return; }
    const grants: Grant[] = [];
    for (const action of path.actions) {
      for (const pattern of standIns(action, holder.environment)) {
        const grant = role.find(action, [pattern]);
        if (!grant) { return; }
        grants.push(grant);
      }
    }
    takeovers.push({ path, grants });
  }

  private strengthen({ key }: Holder, strength: Strength): boolean {
    if (this.strengths.has(key)) { return false; }
    this.strengths.set(key, strength);
    return true;
  }

  /** From the strong to whoever can get at them. */
  private spread({ identities }: PolicyInventory): void {
    const queue = identities.filter(identity => this.strengthOf(identity));
    if (queue.length === 0) { return; }
    const weak = this.all.filter(({ holder }) => !this.strengths.has(holder.key));
    const index = new TargetIndex(weak, identities, this.graph);
    this.budget = PAIRS_EACH * (weak.length + queue.length);
    for (let next = queue.shift(); next; next = queue.shift()) {
      for (const gains of this.reaching(next, index)) {
        if (this.strengthen(gains.holder, { why: '', via: next }) && gains.holder.identity) { queue.push(gains.holder.identity); }
      }
    }
  }

  /** Whoever is found to get at the identity. */
  private reaching(strong: Identity, index: TargetIndex): readonly Gains[] {
    const arn = this.graph.bind(strong.arn);
    const found = new Set<Gains>();
    for (const gains of this.near(arn, strong, index)) {
      if (resourceKey(strong.origin) === gains.holder.key) { continue; }
      const isFound = [this.become(strong, arn, gains), this.pass(strong, arn, gains)].some(Boolean);
      if (isFound) { found.add(gains); }
    }
    for (const { resource, path } of strong.type === 'role' ? this.graph.usesOf(strong) : []) {
      const workload = resource.arn && this.graph.bind(resource.arn);
      for (const gains of workload === undefined ? [] : index.near(workload)) {
        if (this.takeOver(resource, workload!, path, strong, gains)) { found.add(gains); }
      }
    }
    return [...found];
  }

  /** Those whose policies name the identity, and those that its trust policy names. */
  private near(arn: string, strong: Identity, index: TargetIndex): ReadonlySet<Gains> {
    const near = new Set(index.near(arn));
    for (const principal of strong.trust ? trustedPrincipals(this.graph.document(strong.trust)) : []) {
      const identity = index.identity(principal);
      const gains = identity && this.gainsOfTrusted(identity);
      if (gains) { near.add(gains); }
    }
    return near;
  }

  private gainsOfTrusted(identity: Identity): Gains | undefined {
    const key = resourceKey(identity.origin);
    let gains = this.gains.get(key);
    if (!gains) {
      const holder = holderOf(identity);
      if (!holder) { return undefined; }
      gains = this.gainsOf(holder);
      this.gains.set(key, gains);
    }
    return gains.holder.isReported ? undefined : gains;
  }

  private become(strong: Identity, arn: string, gains: Gains): boolean {
    if (gains.becomings.length > 0 || --this.budget < 0) { return false; }
    const { role, holder } = gains;
    const target = [ownPattern(arn, holder.environment.account ?? ANY_ACCOUNT)];
    const ways = BECOMING[strong.type];
    for (const { action, does } of ways) {
      const trust = action === ASSUME_ROLE ? strong.trust && this.graph.document(strong.trust) : undefined;
      if (action === ASSUME_ROLE && !trust) { continue; }
      const grant = role.find(action, trust ? [arn] : target, role.asksForTags(action) ? withTags(strong) : {}, trust);
      if (grant) {
        gains.becomings.push({ identity: strong, grant, does });
        return true;
      }
    }
    return false;
  }

  private pass(strong: Identity, arn: string, gains: Gains): boolean {
    if (strong.type !== 'role' || gains.passings.length > 0 || --this.budget < 0) { return false; }
    const { holder, role } = gains;
    for (const path of pathsWithin(holder.actions)) {
      if (!passesRole(path) || !trusts(strong, receiversOf(path))) { continue; }
      const pass = role.find(PASS_ROLE, [ownPattern(arn, holder.environment.account ?? ANY_ACCOUNT)], passedTo(receiversOf(path)));
      if (!pass || isDeployment(path, strong, arn, role)) { continue; }
      const started = canStart(path, role);
      if (started) { gains.passings.push({ path, service: startedService(path), grants: [pass, ...started], role: strong }); }
    }
    return gains.passings.length > 0;
  }

  private takeOver(workload: ResourceSite, arn: string, reference: string, role: Identity, gains: Gains): boolean {
    if (gains.takeovers.some(takeover => takeover.workload) || --this.budget < 0) { return false; }
    for (const path of pathsWithin(gains.holder.actions)) {
      const entry = workloadAction(path.actions);
      if (!entry || !entry.types.some(type => isOfType(workload, reference, type))) { continue; }
      const grants = [
        ...path.actions.map(action => gains.role.find(action, isOnSame(action, entry.action) ? [arn] : allResources(action))),
        ...entry.beside.map(pattern => gains.role.find(entry.action, [pattern])),
      ];
      if (grants.every((grant): grant is Grant => grant !== undefined)) {
        gains.takeovers.push({ path, grants, workload, role });
        return true;
      }
    }
    return false;
  }
}

/** So many pairs, for each principal that takes part, are looked at in all. */
const PAIRS_EACH = 50;

/** How one becomes an identity of each type. */
const BECOMING: { readonly [type in Identity['type']]: readonly { readonly action: string; readonly does: string }[] } = {
  role: [
    { action: ASSUME_ROLE, does: 'assume' },
    { action: 'iam:UpdateAssumeRolePolicy', does: 'rewrite who may assume' },
  ],
  user: [
    { action: 'iam:CreateAccessKey', does: 'make an access key of' },
    { action: 'iam:CreateLoginProfile', does: 'set a password for' },
    { action: 'iam:UpdateLoginProfile', does: 'change the password of' },
  ],
  group: [{ action: 'iam:AddUserToGroup', does: 'put a user into' }],
};

function isOfType({ origin }: ResourceSite, reference: string, { resourceType, role }: WorkloadType): boolean {
  return origin.resourceType === resourceType && role.test(reference);
}

/** Actions of a path on the workload itself, as against those on what else it takes. */
function isOnSame(action: string, entry: string): boolean {
  return action === entry || WITH_WORKLOAD.has(action);
}

const WITH_WORKLOAD = new Set([
  'bedrock-agentcore:ConnectBrowserAutomationStream', 'bedrock-agentcore:InvokeCodeInterpreter', 'ec2:ModifyLaunchTemplate', 'ec2:StartInstances',
  'ec2:StopInstances', 'sagemaker:StartNotebookInstance', 'sagemaker:StopNotebookInstance', 'states:StartExecution',
]);

/** To let CloudFormation work with the one role that was made for that. */
function isDeployment({ actions }: EscalationPath, role: Identity, arn: string, access: Access): boolean {
  return actions.some(action => action.startsWith('cloudformation:')) && trustsOnly(role, 'cloudformation.amazonaws.com')
    && access.patternsOf(PASS_ROLE)?.includes(arn) === true;
}

/** By what it can do alone. */
function whyStrong({ abilities, assumesAny, passings, holder }: Gains): string | undefined {
  if (abilities.length > 0) { return holder.isReported ? whyReported(holder) : 'can make itself administrator of the account'; }
  if (assumesAny) { return 'may assume any role of the account'; }
  if (passings.length > 0) { return 'can start workloads with any role of the account'; }
  return isPowerful(holder) ? 'may use nearly every service' : undefined;
}

function whyReported({ sources }: Holder): string {
  const isAdministrator = sources.some(({ document }) => document.statements.some(({ effect, actions, resources }) => (
    effect === 'Allow' && isEverything(actions) && isEverything(resources)
  )));
  return isAdministrator ? 'administers the account' : 'is as good as administrator of the account';
}

/** Whether its policies let it use nearly every service, and neither a Deny nor its boundary takes that back. */
function isPowerful({ sources, identity, isReported }: Holder): boolean {
  const statements = sources.flatMap(({ document }) => document.statements);
  const isGiven = allowNearlyEverything(statements) || (isReported && sources.some(({ document }) => manyServices(document).length > 0));
  return isGiven && !denyNearlyEverything(statements) && !(identity && isCapped(identity));
}
