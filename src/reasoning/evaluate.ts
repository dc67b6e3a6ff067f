/**
 * Decides one request. Exact, where policies and request are known; what is not known makes the decision `unknown` only where it
 * could turn a denial into an access or the other way round. Whether a request that is denied anyway is denied explicitly as
 * well is told where it is certain.
 *
 * Policies are compiled the first time and remembered as long as they live.
 */
import { Cause, LayerOutcome } from './layer-outcome';
import { appliesTo, hasLevels, levelsOf } from './layer-policies';
import { ALWAYS_ALLOWED, GUARDRAILS, NEEDED_WITHOUT_POLICY, Relation, ROUTES } from './layers';
import { atMost, Match, NO, UNKNOWN, YES } from './matching/match';
import { namingBits, Namings } from './matching/principal';
import { RequestFacts } from './matching/request-facts';
import { Layer, Policies } from './policies';
import { PrincipalKind } from './principal';
import { allowReason, denyReason, lackReason, unknownReason } from './reasons';
import { Request } from './request';

export type Decision = 'allowed' | 'implicitly-denied' | 'explicitly-denied' | 'unknown';

/** Where a statement stands. */
export interface StatementPlace {
  readonly layer: Layer;
  /** Of an SCP or RCP: its level, the root first. */
  readonly level?: number;
  /** Place in the layer's (level's) list. */
  readonly policy: number;
  /** Place in `Statement`. */
  readonly index: number;
}

export interface Evaluation {
  readonly decision: Decision;
  /** What decided. Left out where no policy had a say. */
  readonly layer?: Layer;
  readonly level?: number;
  readonly statement?: StatementPlace;
  /** For people: why, in one line. */
  readonly reason: string;
}

export function evaluate(request: Request, policies: Policies): Evaluation {
  const facts = new RequestFacts(request, policies.boundary !== undefined);
  if (ALWAYS_ALLOWED.has(facts.action) && facts.kind !== 'anonymous') { return { decision: 'allowed', reason: `${request.action} needs no permission` }; }
  return new Judgement(facts, policies).decide();
}

/** Layers of the principal and the resource, in the order in which an explicit deny is told. */
const OWN_LAYERS: readonly Layer[] = ['resource', 'identity', 'boundary', 'session'];

class Judgement {
  /** By layer; of layers without levels. */
  private readonly outcomes: { [layer in Layer]?: LayerOutcome } = {};
  /** The guardrail level that allows least, the first of them. */
  private guardrail?: LayerOutcome;
  private possibleDeny?: LayerOutcome;

  public constructor(private readonly facts: RequestFacts, private readonly policies: Policies) {}

  public decide(): Evaluation {
    for (const guardrail of GUARDRAILS) {
      const levels = levelsOf(guardrail.layer, this.policies);
      if (levels.length === 0 || !appliesTo(guardrail, this.facts)) { continue; }
      for (let level = 0; level < levels.length; level++) {
        const outcome = this.look(guardrail.layer, level);
        if (outcome.deny === YES) { return this.denied(outcome); }
        if (!this.guardrail || outcome.allow < this.guardrail.allow) { this.guardrail = outcome; }
      }
    }
    for (const layer of OWN_LAYERS) {
      if (levelsOf(layer, this.policies).length === 0) { continue; }
      const outcome = this.look(layer, 0);
      if (outcome.deny === YES) { return this.denied(outcome); }
      this.outcomes[layer] = outcome;
    }
    return this.weigh();
  }

  private look(layer: Layer, level: number): LayerOutcome {
    const outcome = new LayerOutcome(layer, hasLevels(layer) ? level : undefined);
    const documents = levelsOf(layer, this.policies)[level];
    for (let policy = 0; policy < documents.length && outcome.deny !== YES; policy++) {
      outcome.add(policy, documents[policy], this.facts);
    }
    if (outcome.deny === UNKNOWN) { this.possibleDeny ??= outcome; }
    return outcome;
  }

  private weigh(): Evaluation {
    if (this.guardrail?.allow === NO) { return this.lacking(this.guardrail.layer, this.guardrail.level); }
    const routes = routesOf(this.facts.relation, this.facts.kind);
    let best: OpenRoute | undefined;
    for (const route of routes) {
      const open = this.walk(route);
      if (!best || open.match > best.match || (open.match === NO && open.distance < best.distance)) { best = open; }
      if (best.match === YES) { break; }
    }
    if (!best || best.match === NO) { return this.lacking(best?.lacking[0] ?? 'resource'); }
    const unsure = this.possibleDeny ?? (this.guardrail?.allow === UNKNOWN ? this.guardrail : undefined);
    if (unsure) { return this.undecided(unsure, unsure === this.possibleDeny ? unsure.deniedBy! : unsure.allowedBy!); }
    return best.match === YES ? this.allowed(best) : this.undecidedRoute(best);
  }

  private walk(route: PreparedRoute): OpenRoute {
    const named = route.namings === undefined ? undefined : this.outcomes.resource?.naming(route.namings);
    let match: Match = route.namings === undefined ? YES : named?.match ?? NO;
    const lacking: Layer[] = match === NO ? ['resource'] : [];
    for (const layer of route.needs) {
      const allow = this.outcomes[layer]?.allow ?? (NEEDED_WITHOUT_POLICY[layer]?.includes(this.facts.kind) ? NO : YES);
      if (allow === NO) { lacking.push(layer); }
      match = atMost(match, allow);
    }
    // A route that the resource policy does not open is farther away than one that only the principal's own policies close.
    const distance = lacking.length + (lacking[0] === 'resource' ? route.needs.length + OWN_LAYERS.length : 0);
    return { route, match, lacking, namedBy: named?.cause, isCertainlyNamed: named?.match !== UNKNOWN, distance };
  }

  private denied(outcome: LayerOutcome): Evaluation {
    const { layer, level } = outcome;
    const cause = outcome.deniedBy!;
    return { decision: 'explicitly-denied', layer, level, statement: placeOf(outcome, cause), reason: denyReason(outcome, cause) };
  }

  private lacking(layer: Layer, level?: number): Evaluation {
    return { decision: 'implicitly-denied', layer, level, reason: lackReason(layer, level, this.policies) };
  }

  private allowed({ route, namedBy }: OpenRoute): Evaluation {
    const { identity, resource } = this.outcomes;
    const isIdentity = route.needs.includes('identity');
    const outcome = isIdentity ? identity : namedBy && resource;
    const cause = isIdentity ? identity!.allowedBy : namedBy;
    if (!outcome || !cause) { return { decision: 'allowed', reason: 'the root user has all access to its own account' }; }
    return { decision: 'allowed', layer: outcome.layer, statement: placeOf(outcome, cause), reason: allowReason(outcome, cause) };
  }

  private undecidedRoute({ route, namedBy, isCertainlyNamed }: OpenRoute): Evaluation {
    if (!isCertainlyNamed) { return this.undecided(this.outcomes.resource!, namedBy!); }
    const outcome = route.needs.map(layer => this.outcomes[layer]).find(needed => needed?.allow === UNKNOWN)!;
    return this.undecided(outcome, outcome.allowedBy!);
  }

  private undecided(outcome: LayerOutcome, cause: Cause): Evaluation {
    const { layer, level } = outcome;
    return { decision: 'unknown', layer, level, statement: placeOf(outcome, cause), reason: unknownReason(outcome, cause, this.facts, this.policies) };
  }
}

/** A route as far as it could be gone. */
interface OpenRoute {
  readonly route: PreparedRoute;
  readonly match: Match;
  readonly namedBy?: Cause;
  readonly isCertainlyNamed: boolean;
  /** The layers that close it: the resource policy first, then in the order of the table. */
  readonly lacking: readonly Layer[];
  readonly distance: number;
}

interface PreparedRoute {
  readonly namings?: Namings;
  readonly needs: readonly Layer[];
}

const preparedRoutes = new Map<Relation, Map<PrincipalKind, PreparedRoute[]>>();

for (const { relations, principals, named, needs } of ROUTES) {
  const prepared: PreparedRoute = { namings: named && namingBits(named), needs };
  for (const relation of relations) {
    const byKind = preparedRoutes.get(relation) ?? new Map<PrincipalKind, PreparedRoute[]>();
    preparedRoutes.set(relation, byKind);
    for (const kind of principals) { byKind.set(kind, [...byKind.get(kind) ?? [], prepared]); }
  }
}

function routesOf(relation: Relation, kind: PrincipalKind): readonly PreparedRoute[] {
  return preparedRoutes.get(relation)?.get(kind) ?? [];
}

function placeOf({ layer, level }: LayerOutcome, { policy, statement }: Cause): StatementPlace | undefined {
  if (!statement) { return undefined; }
  return level === undefined ? { layer, policy, index: statement.index } : { layer, level, policy, index: statement.index };
}
