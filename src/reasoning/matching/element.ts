/**
 * `Action`, `NotAction`, `Resource` and `NotResource` against a request. An action without a service matches nothing.
 */
import { foldCase } from './fold-case';
import { atMost, Match, NO, not, UNKNOWN, YES } from './match';
import { RequestFacts } from './request-facts';
import { TextMatcher, textMatcher, TextOptions } from './text-matcher';
import { hasWildcard } from '../../policy/glob';
import { PolicyElement, PolicyValue } from '../../policy/statement';

export interface ElementMatcher {
  match(facts: RequestFacts): Match;
}

const STARS = /^\*+$/;

export class ActionMatcher implements ElementMatcher {
  /** Complete action names, in lower case. */
  private readonly names = new Set<string>();
  private readonly patterns: ValueMatchers;

  public constructor(private readonly element: PolicyElement) {
    const patterns: PolicyValue[] = [];
    for (const value of element.values) {
      const { literal } = value.text;
      if (literal !== undefined && !literal.includes(':') && !STARS.test(literal)) { continue; }
      if (literal !== undefined && value.when.length === 0 && !hasWildcard(literal)) {
        this.names.add(foldCase(literal));
      } else {
        patterns.push(value);
      }
    }
    this.patterns = new ValueMatchers(patterns, { style: 'resource', variables: false, ignoreCase: true });
  }

  public match(facts: RequestFacts): Match {
    const match = this.names.has(facts.action) ? YES : this.patterns.match(facts.action, facts);
    return this.element.negated ? not(match) : match;
  }
}

export class ResourceMatcher implements ElementMatcher {
  private readonly patterns: ValueMatchers;

  public constructor(private readonly element: PolicyElement, variables: boolean) {
    this.patterns = new ValueMatchers(element.values, { style: 'resource', variables });
  }

  public match(facts: RequestFacts): Match {
    const match = this.patterns.match(facts.resource, facts);
    return this.element.negated ? not(match) : match;
  }
}

/** Whether any of several values matches. Each is compiled when it is first come to: often one before it settles the matter. */
class ValueMatchers {
  private readonly compiled: TextMatcher[] = [];

  public constructor(private readonly values: readonly PolicyValue[], private readonly options: TextOptions) {}

  public match(text: string, facts: RequestFacts): Match {
    const { values, compiled } = this;
    let match = NO;
    for (let at = 0; at < values.length; at++) {
      if (at === compiled.length) { compiled.push(textMatcher(values[at].text, this.options)); }
      const one = compiled[at].match(text, facts);
      // A value that stands under a condition of the template may not be there.
      match = Math.max(match, values[at].when.length > 0 ? atMost(UNKNOWN, one) : one) as Match;
      if (match === YES) { break; }
    }
    return match;
  }
}
