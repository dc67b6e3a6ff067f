/**
 * The layers of one principal, by the table that the evaluator reads: the ways in which it can be allowed something.
 *
 * Errs towards access where the documents at hand do not decide: a resource is taken to be in the account of the principal, and its
 * own policy, where none is given, to leave the decision to the principal's policies.
 */
import { PolicyDocument } from '../policy/document';
import { JsonValue } from '../policy/json';
import { parsePolicyDocument } from '../policy/parse';
import { levelsOf } from './layer-policies';
import { Guardrail, GUARDRAILS, LAYERS, LAYERS_WITH_PRINCIPALS, ROUTES } from './layers';
import { NO } from './matching/match';
import { matchOf, namingBits, PrincipalMatcher } from './matching/principal';
import { RequestFacts } from './matching/request-facts';
import { layerEffect } from './policy-effect';
import { Layer, Policies } from './policies';
import { Principal } from './principal';
import { Request } from './request';
import { allowsOf, Clause, clausesOf, deniesOf } from './symbolic/clause';

/** One way to be allowed: a statement of each list must match, and none of the denies. */
export interface Way {
  readonly lists: readonly (readonly Clause[])[];
  readonly denies: readonly Clause[];
}

export interface LayerPlace {
  readonly layer: Layer;
  readonly policy: number;
}

/** Keys that follow from who asks. */
const DERIVED_KEYS = [
  'aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:PrincipalIsAWSService', 'aws:PrincipalServiceName', 'aws:username',
];

export class EffectiveLayers {
  private readonly places = new Map<Clause, LayerPlace>();
  private readonly facts: RequestFacts;

  public constructor(private readonly principal: Principal, private readonly policies: Policies) {
    this.facts = factsOf(principal);
    this.each((document, layer, _level, policy) => clausesOf(document).forEach(clause => this.places.set(clause, { layer, policy })));
  }

  public placeOf(clause: Clause): LayerPlace | undefined {
    return this.places.get(clause);
  }

  /** The layer whose rules the clause is read by; one that stands in no policy names nobody. */
  public layerOf(clause: Clause): Layer {
    return this.places.get(clause)?.layer ?? (clause.statement.principals ? 'resource' : 'identity');
  }

  /** All policies by a name of their own. */
  public documents(): { readonly [name: string]: PolicyDocument } {
    const documents: { [name: string]: PolicyDocument } = {};
    this.each((document, layer, level, policy) => { documents[nameOf(layer, level, policy)] = document; });
    return documents;
  }

  /** Why a policy is none of its layer. */
  public misplaced(): string | undefined {
    let reason: string | undefined;
    this.each((document, layer, level, policy) => {
      const named = LAYERS_WITH_PRINCIPALS.includes(layer) ? undefined : clausesOf(document).find(({ statement }) => statement.principals);
      if (named) { reason ??= `the ${nameOf(layer, level, policy)} policy names a principal in ${named.statement.path}, which none of its kind may`; }
    });
    return reason;
  }

  /** What is known of each request of the principal, as a statement. */
  public known(): readonly Clause[] {
    const present: { [key: string]: JsonValue } = {};
    const absent: { [key: string]: JsonValue } = {};
    const mentioned = new Set<string>();
    this.each(document => clausesOf(document).forEach(({ terms }) => terms.forEach(({ key }) => mentioned.add(key))));
    for (const key of DERIVED_KEYS.filter(name => mentioned.has(name.toLowerCase()))) {
      const value = this.facts.single(key.toLowerCase());
      if (value === undefined) { absent[key] = 'true'; } else { present[key] = value; }
    }
    const condition = { ...Object.keys(present).length > 0 && { StringEquals: present }, ...Object.keys(absent).length > 0 && { Null: absent } };
    if (Object.keys(condition).length === 0) { return []; }
    return clausesOf(parsePolicyDocument({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition } }));
  }

  /** RCPs have a say in the actions of some services only, so with RCPs each way parts in two. */
  public* ways(): Generator<Way> {
    const own = this.ownLists();
    const general = GUARDRAILS.filter(guardrail => guardrail.services === undefined);
    const limited = GUARDRAILS.filter(guardrail => guardrail.services !== undefined && this.applies(guardrail) && levelsOf(guardrail.layer, this.policies).length > 0);
    const generalLists = general.flatMap(guardrail => this.guardrailLists(guardrail));
    const denies = LAYERS.filter(layer => !limited.some(guardrail => guardrail.layer === layer)).flatMap(layer => this.deniesIn(layer));
    for (const lists of own) {
      if (limited.length === 0) {
        yield { lists: [...lists, ...generalLists], denies };
        continue;
      }
      for (const guardrail of limited) {
        const { inside, outside } = reachOf(guardrail);
        yield { lists: [...lists, ...generalLists, ...inside, ...this.guardrailLists(guardrail)], denies: [...denies, ...this.deniesIn(guardrail.layer)] };
        for (const clause of outside) { yield { lists: [...lists, ...generalLists, [clause]], denies }; }
      }
    }
  }

  /** Whether the documents, free of unknowns, allow the request in the sense of this file. */
  public allow(request: Request, documents: { readonly [name: string]: PolicyDocument }): boolean {
    const facts = new RequestFacts(request);
    const effectOf = (layer: Layer, level: number) => layerEffect(this.levels(layer)[level].map((_, policy) => documents[nameOf(layer, level, policy)]), request, layer);
    const effects = (layer: Layer) => this.levels(layer).map((_, level) => effectOf(layer, level));
    const guardrails = GUARDRAILS.filter(guardrail => this.applies(guardrail) && guardrail.services?.has(facts.service) !== false
      && guardrail.exceptActions?.includes(facts.action) !== true);
    if (!guardrails.every(({ layer }) => effects(layer).every(effect => effect === 'allow'))) { return false; }
    const own = ['identity', 'boundary', 'session', 'resource'] as const;
    if (own.some(layer => effects(layer).some(effect => effect === 'deny' || effect === 'unknown'))) { return false; }
    return this.routes().some(({ named, needs }) => (!named || effects('resource').includes('allow'))
      && needs.every(layer => effects(layer).every(effect => effect === 'allow')));
  }

  private each(visit: (document: PolicyDocument, layer: Layer, level: number, policy: number) => void): void {
    for (const layer of LAYERS) {
      this.levels(layer).forEach((documents, level) => documents.forEach((document, policy) => visit(document, layer, level, policy)));
    }
  }

  private levels(layer: Layer): readonly (readonly PolicyDocument[])[] {
    return levelsOf(layer, this.policies);
  }

  private applies({ principals, coversServiceLinkedRoles }: Guardrail): boolean {
    return principals.includes(this.principal.kind) && (coversServiceLinkedRoles || !this.facts.isServiceLinkedRole);
  }

  private routes() {
    return ROUTES.filter(({ principals }) => principals.includes(this.principal.kind));
  }

  /** The lists of the layers that a route needs, the resource policy's first. */
  private ownLists(): readonly (readonly (readonly Clause[])[])[] {
    return this.routes().map(({ named, needs }) => [
      ...named ? [this.allowsNaming(namingBits(named))] : [],
      ...needs.flatMap(layer => this.levels(layer).map(documents => documents.flatMap(allowsOf))),
    ]).filter((lists, index, all) => !all.slice(0, index).some(other => other.every(list => lists.some(own => isSameList(own, list)))));
  }

  private allowsNaming(namings: number): readonly Clause[] {
    return this.levels('resource').flat().flatMap(allowsOf).filter(({ statement: { principals, effect } }) =>
      principals && (new PrincipalMatcher(principals, effect).named(this.facts).possibly & namings) !== 0);
  }

  private guardrailLists(guardrail: Guardrail): readonly (readonly Clause[])[] {
    if (!this.applies(guardrail)) { return []; }
    return this.levels(guardrail.layer).map(documents => documents.flatMap(allowsOf).filter(clause => this.concerns(guardrail.layer, clause)));
  }

  /** Denies that might not be meant for the principal leave access standing. */
  private deniesIn(layer: Layer): readonly Clause[] {
    const guardrail = GUARDRAILS.find(candidate => candidate.layer === layer);
    if (guardrail && !this.applies(guardrail)) { return []; }
    return this.levels(layer).flat().flatMap(deniesOf).filter(clause => this.concerns(layer, clause, 'certainly'));
  }

  private concerns(layer: Layer, { statement: { principals, effect } }: Clause, how: 'certainly' | 'possibly' = 'possibly'): boolean {
    if (!LAYERS_WITH_PRINCIPALS.includes(layer)) { return true; }
    if (!principals) { return false; }
    const named = new PrincipalMatcher(principals, effect).named(this.facts);
    return how === 'certainly' ? named.certainly !== 0 : matchOf(named) !== NO;
  }
}

function factsOf(principal: Principal): RequestFacts {
  return new RequestFacts({ principal, action: '', resource: '', context: {} });
}

function nameOf(layer: Layer, level: number, policy: number): string {
  return `${layer} ${level} ${policy}`;
}

function isSameList(left: readonly Clause[], right: readonly Clause[]): boolean {
  return left.length === right.length && left.every((clause, index) => clause === right[index]);
}

/** The actions that a guardrail has a say in, and those that it has not. */
function reachOf({ services = new Set(), exceptActions = [] }: Guardrail): { inside: readonly (readonly Clause[])[]; outside: readonly Clause[] } {
  const patterns = [...services].map(service => `${service}:*`);
  const statement = (actions: { [element: string]: JsonValue }) => clausesOf(parsePolicyDocument({ Statement: { Effect: 'Allow', Resource: '*', ...actions } }));
  const exceptions = exceptActions.length > 0 ? [...exceptActions] : undefined;
  return {
    inside: [statement({ Action: patterns }), ...exceptions ? [statement({ NotAction: exceptions })] : []],
    outside: [...statement({ NotAction: patterns }), ...exceptions ? statement({ Action: exceptions }) : []],
  };
}
