/**
 * The layers of one principal, by the table that the evaluator reads: the ways in which it can be allowed something.
 *
 * Errs towards access where the policies at hand do not decide: a resource of which no policy is given is taken to leave the decision
 * to the account of the principal. Actions that need no permission are left aside.
 */
import { evaluate, StatementPlace } from './evaluate';
import { hasLevels, levelsOf, mapDocuments } from './layer-policies';
import {
  ALWAYS_ALLOWED, Guardrail, GUARDRAILS, LAYERS_WITH_PRINCIPALS, Naming, NEEDED_WITHOUT_POLICY, OWN_POLICY_RULES, Route, ROUTES,
} from './layers';
import { PolicyDocument } from '../policy/document';
import { isEverything } from '../policy/everything';
import { JsonValue } from '../policy/json';
import { parsePolicyDocument } from '../policy/parse';
import { rememberFor } from '../policy/remember';
import { Match, NO, YES } from './matching/match';
import { ALL_NAMINGS, Named, namingBits, Namings, NOT_NAMED, PrincipalMatcher } from './matching/principal';
import { RequestFacts } from './matching/request-facts';
import { Layer, Policies } from './policies';
import { clauseMatches } from './policy-effect';
import { Principal } from './principal';
import { describePolicy, policyName } from './reasons';
import { Request } from './request';
import { allowsOf, Clause, clausesOf, deniesOf } from './symbolic/clause';

/** One way to be allowed: a statement of each list must match, and none of the denies. */
export interface Way {
  /** The statements that grant; left out where access comes of itself. */
  readonly grants?: readonly Clause[];
  readonly limits: readonly (readonly Clause[])[];
  readonly denies: readonly Clause[];
}

/** By name. */
type Documents = { readonly [name: string]: PolicyDocument };

export class EffectiveLayers {
  public readonly documents: Documents;
  /** What is known of each request of the principal, as a statement. */
  public readonly known: readonly Clause[];
  private readonly policies: Policies;
  private readonly hasResourcePolicy: boolean;
  private readonly places = new Map<Clause, StatementPlace>();
  private readonly facts: RequestFacts;

  public constructor(private readonly principal: Principal, { resource, ...others }: Policies) {
    this.facts = new RequestFacts({ principal, action: '', resource: '', context: {} }, others.boundary !== undefined);
    this.hasResourcePolicy = resource !== undefined;
    const documents: { [name: string]: PolicyDocument } = {};
    this.policies = mapDocuments({ ...others, resource: resource ?? leftToAccount(principal.account) }, (document, layer, level, policy) => {
      // A document that stands in two places is two, so that each clause stands in one.
      const own = { ...document };
      documents[policyName(layer, level, policy)] = own;
      clausesOf(own).forEach(clause => this.places.set(clause, { layer, ...hasLevels(layer) && { level }, policy, index: clause.index }));
      return own;
    });
    this.documents = documents;
    this.known = this.findKnown();
  }

  /** `undefined` for a statement that stands in none of the policies that were given. */
  public placeOf(clause: Clause): StatementPlace | undefined {
    const place = this.places.get(clause);
    return place?.layer === 'resource' && !this.hasResourcePolicy ? undefined : place;
  }

  /** Whether the request matches the clause, as it stands in documents that are these with their unknowns replaced. */
  public match(clause: Clause, request: Request, documents: Documents): Match {
    const place = this.places.get(clause);
    if (!place) { return clauseMatches(clause, request, 'identity'); }
    const bound = clausesOf(documents[policyName(place.layer, place.level, place.policy)]).find(({ index }) => index === place.index);
    return bound ? clauseMatches(bound, request, place.layer) : NO;
  }

  /** Why a policy is none of its layer. */
  public get misplaced(): string | undefined {
    for (const [clause, { layer, level, policy }] of this.places) {
      const { principals, resources, path } = clause.statement;
      if (LAYERS_WITH_PRINCIPALS.includes(layer)) { continue; }
      if (principals) { return `${describePolicy(layer, level, policy)} names a principal in ${path}, where IAM takes none`; }
      if (!resources) { return `${describePolicy(layer, level, policy)} has no \`Resource\` in ${path}, where IAM needs one`; }
    }
    return undefined;
  }

  /** All ways, but those that lead nowhere or that another contains. */
  public ways(): readonly Way[] {
    const ways = ROUTES.filter(({ principals }) => principals.includes(this.principal.kind)).map(route => this.wayOf(route))
      .filter(way => listsOf(way).every(list => list.length > 0));
    const fewest = ways.filter((way, place) => !ways.some((other, at) => (
      at !== place && isWithin(way, other) && (at < place || !isWithin(other, way))
    )));
    return GUARDRAILS.reduce((passed, guardrail) => passed.flatMap(way => this.through(guardrail, way)), fewest);
  }

  /** Whether the request is one of the principal. */
  public isOwn(request: Request): boolean {
    return request.principal.id === this.principal.id && this.known.every(clause => clauseMatches(clause, request, 'identity') === YES);
  }

  /** Whether documents that are these, free of unknowns, allow the request in the sense of this file. */
  public allow(request: Request, documents: Documents): boolean {
    if (!this.isOwn(request) || ALWAYS_ALLOWED.has(request.action.toLowerCase())) { return false; }
    const policies = mapDocuments(this.policies, (_, layer, level, policy) => documents[policyName(layer, level, policy)]);
    return evaluate(request, policies).decision === 'allowed';
  }

  /** Which keys the requests of a service or a canonical user carry is not known. */
  private findKnown(): readonly Clause[] {
    const mentioned = new Set([...this.places.keys()].flatMap(({ terms }) => terms.map(({ key }) => key)));
    const isSure = this.principal.kind !== 'service' && this.principal.kind !== 'canonical';
    const present: { [key: string]: JsonValue } = {};
    const absent: { [key: string]: JsonValue } = {};
    for (const key of DERIVED_KEYS.filter(name => mentioned.has(name.toLowerCase()))) {
      const value = this.facts.single(key.toLowerCase());
      if (value !== undefined) {
        present[key] = key === PRINCIPAL_ARN ? this.arnsLike(value) : value;
      } else if (isSure) {
        absent[key] = 'true';
      }
    }
    const condition = { ...Object.keys(present).length > 0 && { StringLike: present }, ...Object.keys(absent).length > 0 && { Null: absent } };
    return Object.keys(condition).length === 0 ? [] : statementOn({ Action: '*', Condition: condition });
  }

  /** The ARN of a session leaves out the path of its role. */
  private arnsLike(arn: string): string[] {
    return this.principal.kind === 'role-session' ? [arn, arn.replace(/[^/]+$/, '*/$&')] : [arn];
  }

  private wayOf({ relations, named, needs }: Route): Way {
    const naming = named && this.allowsNaming(named);
    const namings = named ? namingBits(named) : ALL_NAMINGS;
    const identity = needs.includes('identity') ? this.allowsIn('identity').flat() : undefined;
    const limits = [...naming && identity ? [naming] : [], ...needs.filter(layer => layer !== 'identity').flatMap(layer => this.allowsIn(layer))];
    return {
      grants: identity ?? naming,
      limits: limits.filter(list => !list.some(clause => this.matchesEverything(clause, namings))),
      denies: [
        ...OWN_LAYERS.flatMap(layer => this.deniesIn(layer)),
        ...relations.includes('own-policy') || relations.includes('cross-account') ? [] : UNDER_OWN_POLICY,
      ],
    };
  }

  /** Past a guardrail of some services leads a second way: that of the actions that it has no say in. */
  private through(guardrail: Guardrail, way: Way): readonly Way[] {
    const { layer, principals, coversServiceLinkedRoles, services } = guardrail;
    if (!principals.includes(this.principal.kind) || (this.facts.isServiceLinkedRole && !coversServiceLinkedRoles)) { return [way]; }
    const lists = this.allowsIn(layer).filter(list => !list.some(clause => this.matchesEverything(clause, ALL_NAMINGS)));
    const denies = this.deniesIn(layer);
    if (lists.length + denies.length === 0) { return [way]; }
    const limited: Way = { ...way, limits: [...way.limits, ...lists], denies: [...way.denies, ...denies] };
    return services ? [limited, { ...way, limits: [...way.limits, beyond(guardrail)] }] : [limited];
  }

  /** The statements of the resource policy that may name the principal so. */
  private allowsNaming(namings: readonly Naming[]): readonly Clause[] {
    return this.allowsIn('resource').flat().filter(clause => (this.named(clause).possibly & namingBits(namings)) !== 0);
  }

  /** One list for each level; an empty one where an Allow is needed though there is no policy. */
  private allowsIn(layer: Layer): readonly (readonly Clause[])[] {
    const levels = levelsOf(layer, this.policies);
    if (levels.length === 0 && NEEDED_WITHOUT_POLICY[layer]?.includes(this.principal.kind)) { return [[]]; }
    return levels.map(documents => documents.flatMap(allowsOf).filter(clause => this.named(clause).possibly !== 0));
  }

  /** Denies that might not be meant for the principal leave access standing. */
  private deniesIn(layer: Layer): readonly Clause[] {
    return levelsOf(layer, this.policies).flat().flatMap(deniesOf).filter(clause => this.named(clause).certainly !== 0);
  }

  /** A list with such a statement asks for nothing. */
  private matchesEverything(clause: Clause, namings: Namings): boolean {
    const { statement: { when, actions, resources, conditions } } = clause;
    return when.length + conditions.length === 0 && isEverything(actions) && isEverything(resources)
      && (this.named(clause).certainly & namings) !== 0;
  }

  /** Statements of layers that name no principals are about whoever asks. */
  private named(clause: Clause): Named {
    const { principals, effect } = clause.statement;
    if (!LAYERS_WITH_PRINCIPALS.includes(this.places.get(clause)!.layer)) { return NAMED_ANYWAY; }
    return principals ? new PrincipalMatcher(principals, effect).named(this.facts) : NOT_NAMED;
  }
}

const OWN_LAYERS: readonly Layer[] = ['identity', 'boundary', 'session', 'resource'];
const NAMED_ANYWAY: Named = { certainly: ALL_NAMINGS, possibly: ALL_NAMINGS };

const PRINCIPAL_ARN = 'aws:PrincipalArn';
/** Keys that follow from who asks. */
const DERIVED_KEYS = [
  PRINCIPAL_ARN, 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:PrincipalIsAWSService', 'aws:PrincipalServiceName', 'aws:username',
];

/** The actions that are left aside. */
export const NEEDS_NO_PERMISSION = statementOn({ Action: [...ALWAYS_ALLOWED] });

/** What routes that end within an account and need no policy of the resource do not reach. */
const UNDER_OWN_POLICY = OWN_POLICY_RULES.flatMap(({ actions, service, resource }) => (
  statementOn({ Effect: 'Deny', Action: actions.map(name => name.endsWith(':') ? `${name}*` : name), Resource: `arn:*:${service}:*:*:${resource}*` })
));

function statementOn(elements: { readonly [element: string]: JsonValue }): readonly Clause[] {
  return clausesOf(parsePolicyDocument({ Statement: { Effect: 'Allow', Resource: '*', ...elements } }));
}

const MEMO_LIMIT = 1024;
const delegations = new Map<string, PolicyDocument>();

/** The policy of a resource that leaves it to an account who uses it. */
export function leftToAccount(account: string | undefined): PolicyDocument | undefined {
  if (account === undefined) { return undefined; }
  let document = delegations.get(account);
  if (!document) {
    document = parsePolicyDocument({ Statement: { Effect: 'Allow', Principal: { AWS: account }, Action: '*', Resource: '*' } });
    if (delegations.size >= MEMO_LIMIT) { delegations.clear(); }
    delegations.set(account, document);
  }
  return document;
}

/** Whether all that the inner way allows, the outer one allows too, as far as their lists tell. */
function isWithin(inner: Way, outer: Way): boolean {
  const lists = listsOf(inner);
  return listsOf(outer).every(list => lists.some(own => isSameList(own, list))) && outer.denies.every(clause => inner.denies.includes(clause));
}

/** The lists of a way, what grants first. */
export function listsOf({ grants, limits }: Way): readonly (readonly Clause[])[] {
  return grants ? [grants, ...limits] : limits;
}

function isSameList(left: readonly Clause[], right: readonly Clause[]): boolean {
  return left.length === right.length && left.every((clause, index) => clause === right[index]);
}

/** The actions that a guardrail of some services has no say in. */
const beyond = rememberFor(({ services = new Set(), exceptActions = [] }: Guardrail): readonly Clause[] => [
  ...statementOn({ NotAction: [...services].map(service => `${service}:*`) }),
  ...exceptActions.length > 0 ? statementOn({ Action: [...exceptActions] }) : [],
]);
