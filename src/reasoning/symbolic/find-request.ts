/**
 * The one question that all others are made of: is there a request that matches all statements of one list and none of another?
 *
 * `nothing` is a proof. A request is shown only when the caller's own test, which is the evaluator, says that it does what was asked.
 * Everything between is `undecided`, with what could not be decided. Wherever something is left out, it is on the side that finds
 * too much: a condition that the list to match asks for, or a statement of the list to avoid.
 */
import { OperatorFamily } from '../../policy/conditions/operators';
import { bothHold, Guard, NO_GUARDS } from '../../policy/guard';
import { PolicyValue } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { Principal } from '../principal';
import { Request } from '../request';
import { actionDimension } from './action-dimension';
import { ActionSet, ElementActions, leastActions, mostActions } from './action-set';
import { AtomSet, atomSet, atomsIn } from './atom-set';
import { Box, FullBox, searchUncovered } from './box';
import { Budget, OutOfBudget } from './budget';
import { Clause } from './clause';
import { ConditionTerm, termPatterns } from './condition-term';
import { resourcePatterns } from './element-patterns';
import { liesIn } from './inclusion';
import { Dimension, KeyDimensions, keyDimensions, KeyValue } from './key-dimensions';
import { Undecidable } from './key-space';
import { Pattern, Reading, resourcePattern, wordPattern } from './pattern';
import { principalSpace } from './principal-space';
import { draftRequests, plausibleActions, Region } from './request-draft';
import { resourceDimension, ResourceSet } from './resource-dimension';
import { relationOf, TextClass } from './text-classes';

/**
 * `any`: whoever the statements name. `among`: these, as far as the statements name them. `implied`: the statements name nobody.
 * Else the one who asks, whom all statements are about.
 */
export type Asker = 'any' | 'implied' | Principal | { readonly among: readonly Principal[] };

export interface Question {
  /** Statements that the request must match, whatever their effect. */
  readonly within: readonly Clause[];
  /** Statements that it must not match. */
  readonly outside: readonly Clause[];
  readonly who: Asker;
  /** What the unknowns of the template are taken to be in requests that are shown, by name. */
  readonly unknowns: ReadonlyMap<string, string>;
  /** Whether the request does what is asked, under conditions of the template that fall as given. */
  readonly accepts: (request: Request, conditions: ReadonlyMap<string, boolean>) => boolean;
}

export type Finding =
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'request'; readonly request: Request }
  | { readonly outcome: 'undecided'; readonly dimension: string; readonly patterns: readonly string[]; readonly reason: string };

type Undecided = Extract<Finding, { outcome: 'undecided' }>;

/** Keys that every request of an IAM principal carries. */
const ALWAYS_PRESENT = new Set(['aws:principalarn', 'aws:principalaccount', 'aws:principaltype', 'aws:principalisawsservice', 'aws:resourceaccount']);
const MAX_ACTIONS_TRIED = 3;
const MAX_BOXES_TRIED = 24;
const NOTHING: Finding = { outcome: 'nothing' };

const ALL_ARNS = resourcePattern(SymbolicText.literal('arn:*:*:*:*:*'), { variables: false });
const NO_RESOURCE = wordPattern('*');

export function findRequest(question: Question, budget: Budget): Finding {
  return new RequestSearch(question, budget).find();
}

/** A statement to avoid, as far as it can matter. */
interface Cover {
  readonly clause: Clause;
  /** Conditions beyond those that all requests of the question meet. */
  readonly terms: readonly ConditionTerm[];
  readonly actions: ElementActions;
  readonly principals: AtomSet | undefined;
}

class RequestSearch {
  private readonly terms: readonly ConditionTerm[];
  private spelling?: ReadonlyMap<string, string>;
  private guards: readonly Guard[] = NO_GUARDS;
  private conditions: ReadonlyMap<string, boolean> = new Map();
  private actions!: ActionSet;
  /** For each point of the principals, some that a request can be made up with. */
  private points: readonly (readonly Principal[])[] = [];
  /** Why something was left out, the first reason first. */
  private readonly leftOut: Undecided[] = [];

  public constructor(private readonly question: Question, private readonly budget: Budget) {
    const identities = new Map(question.within.flatMap(({ terms }) => terms.map(term => [term.identity, term])));
    this.terms = [...identities.values()];
  }

  public find(): Finding {
    const { within, outside } = this.question;
    for (const { statement } of within) {
      const joined = bothHold(this.guards, statement.when);
      if (!joined) { return NOTHING; }
      this.guards = joined;
    }
    if (outside.some(cover => within.some(clause => liesIn(clause, cover, this.namesPrincipals)))) { return NOTHING; }
    this.conditions = new Map(this.guards.map(({ condition, holds }) => [condition, holds]));
    const elements = within.map(({ statement }) => mostActions(statement.actions));
    const [open] = elements.flatMap(element => element.undecided ?? []);
    if (open !== undefined) { return undecided('action', [open], 'an action is known only at deployment'); }
    this.actions = ActionSet.inAll(elements, outside.map(({ statement }) => leastActions(statement.actions)));
    if (this.actions.isEmpty) { return NOTHING; }
    const covers = this.findCovers();
    if (this.namesPrincipals && this.points.length === 0) { return NOTHING; }
    return this.findIn(covers);
  }

  private get namesPrincipals(): boolean {
    const { who } = this.question;
    return who === 'any' || (typeof who === 'object' && 'among' in who);
  }

  private findIn(covers: readonly Cover[]): Finding {
    let open: Undecided | undefined;
    for (const base of this.bases()) {
      const found = this.findBelow(base, covers);
      if (found.outcome === 'request') { return found; }
      if (found.outcome === 'undecided') { open ??= found; }
    }
    return open ?? NOTHING;
  }

  /** The resources, in parts that are few to tell apart: one pattern of the list each. */
  private bases(): readonly Pattern[] {
    const { within, outside } = this.question;
    if (![...within, ...outside].some(({ statement }) => statement.resources)) { return [NO_RESOURCE]; }
    const lists = within.flatMap(({ statement: { resources }, variables }) => (
      resources && !resources.negated ? [resourcePatterns(resources, variables, 'widest').patterns] : []
    ));
    const patterns = lists.find(list => !list.some(pattern => pattern.isEverything)) ?? lists[0] ?? [undefined];
    return [...new Set(patterns.flatMap(pattern => !pattern || pattern.isEverything ? [ALL_ARNS, NO_RESOURCE] : [pattern]))];
  }

  private findCovers(): readonly Cover[] {
    const { outside } = this.question;
    const principals = this.namesPrincipals ? this.principalSides() : undefined;
    const met = new Set(this.terms.map(({ identity }) => identity));
    return outside.flatMap((clause, place): Cover[] => {
      const { statement } = clause;
      const elements = leastActions(statement.actions);
      if (elements.undecided !== undefined && elements.negated) {
        this.leaveOut('action', [elements.undecided]);
        return [];
      }
      if (!this.actions.meets(elements) || this.contradicts(statement.when)) { return []; }
      if (!this.follows(statement.when)) {
        this.leaveOut('a condition of the template', statement.when.map(({ condition }) => condition));
        return [];
      }
      return [{
        clause,
        terms: clause.terms.filter(({ identity }) => !met.has(identity)),
        actions: elements,
        principals: principals?.[place],
      }];
    });
  }

  private contradicts(when: readonly Guard[]): boolean {
    return bothHold(this.guards, when) === undefined;
  }

  /** Whether a part under these conditions is there whenever the statements to match are. */
  private follows(when: readonly Guard[]): boolean {
    return when.every(({ condition, holds }) => this.conditions.get(condition) === holds);
  }

  /** Fills the points that the statements to match leave, and says which of them each statement to avoid matches. */
  private principalSides(): readonly AtomSet[] {
    const { within, outside, who, unknowns } = this.question;
    const among = typeof who === 'object' && 'among' in who ? who.among : undefined;
    const { points, covers, unsure } = principalSpace({ within, outside, among, unknowns });
    this.points = points;
    if (unsure.length > 0) { this.leaveOut('principal', unsure); }
    return covers;
  }

  private leaveOut(dimension: string, patterns: readonly string[]): void {
    this.leftOut.push(undecided(this.spelled(dimension), patterns, dependence(patterns)));
  }

  private spelled(dimension: string): string {
    return this.spellings().get(dimension) ?? dimension;
  }

  /** What only deployment decides about the statements to match. */
  private openParts(): readonly string[] {
    const values = this.question.within.flatMap(({ statement: { resources, principals, conditions } }) => (
      [resources, principals, ...conditions].flatMap((list): readonly PolicyValue[] => list?.values ?? [])
    ));
    return values.flatMap(({ text, when }) => [...text.unknowns.map(({ name }) => name), ...when.map(({ condition }) => condition)]);
  }

  private findBelow(base: Pattern, covers: readonly Cover[]): Finding {
    try {
      return this.searchBelow(base, covers);
    } catch (error) {
      if (!(error instanceof OutOfBudget)) { throw error; }
      return this.tryPlainly(this.actions, base, base.codes) ?? undecided(this.spelled(error.dimension), error.patterns, `${error.message}; fewer or simpler patterns can be compared`);
    }
  }

  private searchBelow(base: Pattern, covers: readonly Cover[]): Finding {
    const sets = this.resourceSets(base, covers);
    if (!sets) { return NOTHING; }
    const reaching = [...covers.keys()].filter(place => sets.covers[place].inside !== false);
    const actions = reaching.filter(place => sets.covers[place].inside === true && this.coversWhole(covers[place]))
      .reduce((left, place) => left.outside(covers[place].actions), this.actions);
    if (actions.isEmpty) { return NOTHING; }
    const plain = this.tryPlainly(actions, base, base.codes);
    if (plain) { return plain; }
    const places = reaching.filter(place => actions.meets(covers[place].actions));
    return this.searchBoxes(actions, base, places.map(place => covers[place]), sets.within, places.map(place => sets.covers[place]));
  }

  /** Whether the statement matches all requests of the question that have its actions and resources. */
  private coversWhole(cover: Cover): boolean {
    return cover.terms.length === 0 && this.hasAllPrincipals(cover);
  }

  private hasAllPrincipals({ principals }: Cover): boolean {
    return principals === undefined || atomsIn(principals).length === this.points.length;
  }

  /** How the resources of each statement stand to the base; `undefined` when no resource of the base is left. */
  private resourceSets(base: Pattern, covers: readonly Cover[]): { within: readonly ResourceSet[]; covers: readonly ResourceSet[] } | undefined {
    const within: ResourceSet[] = [];
    for (const clause of this.question.within) {
      const set = this.resourceSet(base, clause, false);
      if (set.inside === false) { return undefined; }
      if (set.inside === undefined) { within.push(set); }
    }
    return { within, covers: covers.map(({ clause }) => this.resourceSet(base, clause, true)) };
  }

  private resourceSet(base: Pattern, { statement, variables }: Clause, isCover: boolean): ResourceSet {
    const { resources } = statement;
    if (!resources) { return { inside: true, negated: false, patterns: [] }; }
    const { negated } = resources;
    const isLoose = isCover === negated;
    const read = resourcePatterns(resources, variables, isLoose ? 'loose' : 'surest').patterns;
    const kept = this.keptValues(resources.values, isCover !== negated);
    const patterns = kept.length === read.length ? read : read.filter((_, place) => kept.includes(resources.values[place]));
    if (!isCover && !negated && resourcePatterns(resources, variables, 'widest').patterns.includes(base)) { return { inside: true, negated, patterns: [] }; }
    const cutting: Pattern[] = [];
    let isCovered = false;
    for (const pattern of patterns) {
      const relation = relationOf(base, pattern, 'resource', this.budget);
      isCovered = relation === 'covered';
      if (isCovered) { break; }
      if (relation === 'partial') { cutting.push(pattern); }
    }
    const isInside = isCovered ? !negated : cutting.length === 0 ? negated : undefined;
    const unknowns = isLoose && isInside !== negated ? resources.values.filter(({ text }) => text.literal === undefined) : [];
    if (unknowns.length > 0) { this.leaveOut('resource', unknowns.map(({ text }) => text.toString())); }
    return { inside: isInside, negated, patterns: isInside === undefined ? cutting : [] };
  }

  /** Values under conditions of the template: those that may not be there are left out where a value makes the set too large to be sure of. */
  private keptValues(values: readonly PolicyValue[], mustBeThere: boolean): readonly PolicyValue[] {
    if (values.every(({ when }) => when.length === 0)) { return values; }
    return values.filter(value => {
      if (this.contradicts(value.when)) { return false; }
      if (!mustBeThere || this.follows(value.when)) { return true; }
      this.leaveOut('a condition of the template', value.when.map(({ condition }) => condition));
      return false;
    });
  }

  /** A request made of the statements to match alone: if it does what is asked, nothing need be proved. */
  private tryPlainly(actions: ActionSet, base: Pattern, word: readonly number[]): Finding | undefined {
    const values = new Map<string, readonly KeyValue[]>();
    for (const { key, condition } of this.terms) {
      const [value] = condition.values;
      if (condition.operator.negated || condition.operator.family === 'null' || !value) { continue; }
      values.set(key, [plainValue(value.text.literal ?? '', condition.operator.family)]);
    }
    return this.tryRegion(actions, base, word, values, this.points.flat());
  }

  /** Keys as the policies write them. */
  private spellings(): ReadonlyMap<string, string> {
    const { within, outside } = this.question;
    const spelled = () => new Map([...outside, ...within].flatMap(({ terms }) => terms.map(({ key, condition }) => [key, condition.key])));
    return this.spelling ??= spelled();
  }

  private tryRegion(
    actions: ActionSet,
    base: Pattern,
    word: readonly number[],
    values: ReadonlyMap<string, readonly KeyValue[]>,
    points: readonly Principal[],
  ): Finding | undefined {
    const { who, unknowns, accepts } = this.question;
    const principals = this.namesPrincipals ? points : who === 'implied' ? undefined : [who as Principal];
    for (const action of plausibleActions(actions.list(), base, MAX_ACTIONS_TRIED)) {
      const region: Region = { action, base, word, values, spelling: this.spellings(), principals, unknowns };
      for (const request of draftRequests(region)) {
        if (accepts(request, this.conditions)) { return { outcome: 'request', request }; }
      }
    }
    return undefined;
  }

  private searchBoxes(
    left: ActionSet,
    base: Pattern,
    covers: readonly Cover[],
    within: readonly ResourceSet[],
    coverSets: readonly ResourceSet[],
  ): Finding {
    const actions = actionDimension(left, covers.map(cover => cover.actions));
    let shown: Finding | undefined;
    const resources = resourceDimension(base, within, coverSets, this.budget, word => {
      shown = this.tryPlainly(left, base, word);
      return shown !== undefined;
    });
    if (shown) { return shown; }
    if (resources.classes.length === 0) { return NOTHING; }
    const principals: Dimension = {
      size: Math.max(1, this.points.length),
      within: atomSet(Math.max(1, this.points.length), () => true),
      covers: covers.map(cover => cover.principals),
    };
    const { keys, covers: usable } = this.keysOf(covers);
    const dimensions = [actions.dimension, resources.dimension, principals, ...keys.flatMap(key => key.dimensions)];
    const boxes: Box[] = usable.map(place => dimensions.map(({ covers: sides }) => sides[place]));
    const keySides = (box: FullBox) => sidesOf(box, keys);
    let visited = 0;
    const visit = (box: FullBox) => {
      visited++;
      shown = this.tryBox(base, box, actions.classes, resources.classes, keys);
      return shown !== undefined || visited >= MAX_BOXES_TRIED;
    };
    const isPossible = (box: FullBox) => keySides(box).every((sides, index) => keys[index].isPossible(sides));
    searchUncovered(dimensions.map(dimension => dimension.within), { covers: boxes, isPossible, visit, budget: this.budget });
    if (shown) { return shown; }
    if (visited === 0) { return NOTHING; }
    if (this.leftOut.length > 0) { return this.leftOut[0]; }
    const open = this.openParts();
    const reason = open.length > 0 ? dependence(open) : 'none was found that the evaluator confirms, and none could be ruled out';
    return undecided('request', open, reason);
  }

  private tryBox(
    base: Pattern,
    box: FullBox,
    actions: readonly ActionSet[],
    resources: readonly TextClass[],
    keys: readonly KeyDimensions[],
  ): Finding | undefined {
    const choices = keys.map((key, index) => key.values(sidesOf(box, keys)[index]));
    const points = this.points.length === 0 ? [] : atomsIn(box[2]).flatMap(place => this.points[place]);
    for (const values of variants(keys.map(({ key }) => key), choices)) {
      for (const action of atomsIn(box[0])) {
        for (const resource of atomsIn(box[1])) {
          const { base: own = base, word } = resources[resource];
          const shown = this.tryRegion(actions[action], own, word, values, points);
          if (shown) { return shown; }
        }
      }
    }
    return undefined;
  }

  /** The dimensions of the keys, and the places of the covers whose conditions could be read. */
  private keysOf(covers: readonly Cover[]): { keys: readonly KeyDimensions[]; covers: readonly number[] } {
    const usable = new Set(covers.keys());
    const keys: KeyDimensions[] = [];
    const names = new Set([...this.terms, ...covers.flatMap(({ terms }) => terms)].map(({ key }) => key));
    for (const key of names) {
      const own = covers.map(({ terms }) => terms.filter(term => term.key === key));
      try {
        keys.push(keyDimensions(key, {
          within: this.terms.filter(term => term.key === key),
          covers: own,
          withinPatterns: (term, isBase) => this.patternsOf(term, isBase ? 'widest' : term.condition.operator.negated ? 'surest' : 'loose', false),
          coverPatterns: term => this.patternsOf(term, term.condition.operator.negated ? 'loose' : 'surest', true),
          isAlwaysPresent: this.question.who === 'implied' && ALWAYS_PRESENT.has(key),
          hasOneValue: this.takesOneValue(key),
        }, this.budget));
      } catch (error) {
        if (!(error instanceof Undecidable || error instanceof OutOfBudget)) { throw error; }
        this.leaveOut(error.dimension, error.patterns);
        own.forEach((terms, place) => { if (terms.length > 0) { usable.delete(place); } });
      }
    }
    return { keys, covers: [...usable] };
  }

  /** An Allow with a condition on one value surely matches no request that has more; a Deny might. */
  private takesOneValue(key: string): boolean {
    return this.question.within.some(({ statement, terms }) => statement.effect === 'Allow' && terms.some(term => (
      term.key === key && term.condition.operator.family !== 'null' && term.condition.operator.qualifier === undefined
    )));
  }

  private patternsOf(term: ConditionTerm, reading: Reading, isCover: boolean): readonly Pattern[] {
    const { negated } = term.condition.operator;
    return termPatterns(term, { reading, values: values => this.keptValues(values, isCover !== negated) });
  }
}

/** A value that the written one stands for. */
function plainValue(text: string, family: OperatorFamily): string {
  return family === 'ip' ? text.split('/')[0] : text.replace(/\*/g, 'example').replace(/\?/g, 'x');
}

function dependence(patterns: readonly string[]): string {
  return `it depends on ${[...new Set(patterns)].slice(0, 3).join(', ')}`;
}

function undecided(dimension: string, patterns: readonly string[], reason: string): Undecided {
  return { outcome: 'undecided', dimension, patterns, reason };
}

/** The sides of a box that belong to the keys, key by key. */
function sidesOf(box: FullBox, keys: readonly KeyDimensions[]): readonly (readonly AtomSet[])[] {
  let place = FIRST_KEY_DIMENSION;
  return keys.map(({ dimensions }) => box.slice(place, place += dimensions.length));
}

/** After the actions, the resources and the principals. */
const FIRST_KEY_DIMENSION = 3;

/** The first choice for each key, then the first that gives it a value, then the last: enough for most keys that hang together. */
function* variants(
  keys: readonly string[],
  choices: readonly (readonly (readonly KeyValue[] | undefined)[])[],
): Generator<ReadonlyMap<string, readonly KeyValue[]>> {
  const pick = (choose: (options: readonly (readonly KeyValue[] | undefined)[]) => readonly KeyValue[] | undefined) => {
    const values = new Map<string, readonly KeyValue[]>();
    choices.forEach((options, index) => {
      const value = choose(options);
      if (value) { values.set(keys[index], value); }
    });
    return values;
  };
  yield pick(([first]) => first);
  if (choices.some(([first, second]) => first === undefined && second !== undefined)) { yield pick(options => options.find(value => value)); }
  if (choices.some(options => options.length > 1)) { yield pick(options => options[options.length - 1]); }
}
