/**
 * A statement against a request, element by element. Compiled once and remembered as long as the statement lives.
 *
 * What could not be read of a statement makes a match UNKNOWN at most; what was read and certainly does not match still makes it NO.
 */
import { ConditionMatcher } from './condition';
import { ActionMatcher, ResourceMatcher } from './element';
import { atMost, Match, NO, UNKNOWN, YES } from './match';
import { matchOf, MAYBE_NAMED, Named, NOT_NAMED, PrincipalMatcher } from './principal';
import { RequestFacts } from './request-facts';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';

export interface MatcherOptions {
  /** Whether `${…}` are policy variables. */
  readonly variables: boolean;
  /** Whether the document is of a layer whose statements name principals. */
  readonly hasPrincipals: boolean;
  /** Whether a statement may do without a resource. */
  readonly mayLackResource: boolean;
}

export class StatementMatcher {
  public readonly namesPrincipals: boolean;
  public readonly actions: ActionMatcher;
  public readonly resources?: ResourceMatcher;
  private conditionMatchers?: readonly ConditionMatcher[];
  private readonly principals?: PrincipalMatcher;
  /** UNKNOWN where something about the statement as a whole is not known. */
  public readonly limit: Match;

  public constructor(
    public readonly statement: Statement,
    private readonly options: MatcherOptions,
    /** Places in the statement that could not be read or decided. */
    public readonly troubles: readonly string[],
  ) {
    this.namesPrincipals = options.hasPrincipals;
    this.actions = new ActionMatcher(statement.actions);
    this.resources = statement.resources && new ResourceMatcher(statement.resources, options.variables);
    // Where the effect is not known, NotPrincipal spares whom it spares either way.
    const effect = this.isTroubled('Effect') ? 'Deny' : statement.effect;
    this.principals = statement.principals && new PrincipalMatcher(statement.principals, effect);
    this.limit = troubles.length > 0 || statement.when.length > 0 || this.isMisplaced ? UNKNOWN : YES;
  }

  /** Compiled when they are first come to. */
  public get conditions(): readonly ConditionMatcher[] {
    return this.conditionMatchers ??= this.statement.conditions.map(condition => new ConditionMatcher(condition, this.options.variables));
  }

  /** Whether the statement names a principal where none may be named. */
  public get isMisplaced(): boolean {
    return this.principals !== undefined && !this.namesPrincipals;
  }

  /** The match of all elements but the principal. */
  public match(facts: RequestFacts, action: Match = this.matchAction(facts)): Match {
    let match = atMost(action, this.matchResource(facts));
    if (match === NO) { return NO; }
    match = atMost(match, this.limit);
    for (const condition of this.conditions) {
      match = atMost(match, this.matchCondition(condition, facts));
      if (match === NO) { return NO; }
    }
    return match;
  }

  public named(facts: RequestFacts): Named {
    if (!this.principals) { return NOT_NAMED; }
    const named = this.principals.named(facts);
    return matchOf(named) === NO && this.isTroubled('Principal', 'NotPrincipal') ? MAYBE_NAMED : named;
  }

  public get hasPrincipal(): boolean {
    return this.principals !== undefined;
  }

  public matchPrincipal(facts: RequestFacts): Match {
    return this.namesPrincipals ? matchOf(this.named(facts)) : YES;
  }

  public matchAction(facts: RequestFacts): Match {
    const match = this.actions.match(facts);
    return match === NO && this.isTroubled('Action', 'NotAction') ? UNKNOWN : match;
  }

  public matchResource(facts: RequestFacts): Match {
    if (!this.resources) { return this.options.mayLackResource ? YES : UNKNOWN; }
    const match = this.resources.match(facts);
    return match === NO && this.isTroubled('Resource', 'NotResource') ? UNKNOWN : match;
  }

  public matchCondition(matcher: ConditionMatcher, facts: RequestFacts): Match {
    const match = matcher.match(facts);
    const { operatorText, key } = matcher.condition;
    return match === NO && this.isTroubled(`Condition/${operatorText}/${key}`) ? UNKNOWN : match;
  }

  private isTroubled(...elements: readonly string[]): boolean {
    return this.troubles.some(trouble => elements.some(element => {
      const place = `${this.statement.path}/${element}`;
      return trouble === place || trouble.startsWith(`${place}/`);
    }));
  }
}

/** Statements are shared between documents, also of different versions and kinds: one matcher for each way to read them. */
const remembered = new Map<number, (statement: Statement) => StatementMatcher>();
const NO_TROUBLES: readonly string[] = [];

export function statementMatcher(statement: Statement, options: MatcherOptions, troubles: readonly string[]): StatementMatcher {
  if (troubles.length > 0) { return new StatementMatcher(statement, options, troubles); }
  const key = Number(options.variables) + 2 * Number(options.hasPrincipals) + 4 * Number(options.mayLackResource);
  let matcherOf = remembered.get(key);
  if (!matcherOf) { remembered.set(key, matcherOf = rememberFor(own => new StatementMatcher(own, options, NO_TROUBLES))); }
  return matcherOf(statement);
}
