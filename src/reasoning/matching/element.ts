/**
 * `Action`, `NotAction`, `Resource` and `NotResource` against a request. An action without a service matches nothing.
 */
import { foldCase } from './fold-case';
import { atMost, Match, NO, not, UNKNOWN, YES } from './match';
import { RequestFacts } from './request-facts';
import { TextMatcher, textMatcher } from './text-matcher';
import { PolicyElement } from '../../policy/statement';

export interface ElementMatcher {
  match(facts: RequestFacts): Match;
}

export class ActionMatcher implements ElementMatcher {
  /** Complete action names, in lower case. */
  private readonly names = new Set<string>();
  private readonly patterns: ValueMatcher[] = [];
  public constructor(private readonly element: PolicyElement) {
    for (const { text, when } of element.values) {
      const name = text.literal === undefined ? undefined : foldCase(text.literal);
      if (name !== undefined && !name.includes(':') && !/^\*+$/.test(name)) { continue; }
      if (name !== undefined && when.length === 0 && !/[*?]/.test(name)) {
        this.names.add(name);
      } else {
        this.patterns.push({ matcher: textMatcher(text, { style: 'resource', variables: false, ignoreCase: true }), guarded: when.length > 0 });
      }
    }
  }

  public match(facts: RequestFacts): Match {
    const match = this.names.has(facts.action) ? YES : anyOf(this.patterns, facts.action, facts);
    return this.element.negated ? not(match) : match;
  }
}

export class ResourceMatcher implements ElementMatcher {
  private readonly patterns: readonly ValueMatcher[];

  public constructor(private readonly element: PolicyElement, variables: boolean) {
    this.patterns = element.values.map(({ text, when }) => ({
      matcher: textMatcher(text, { style: 'resource', variables }),
      guarded: when.length > 0,
    }));
  }

  public match(facts: RequestFacts): Match {
    const match = anyOf(this.patterns, facts.resource, facts);
    return this.element.negated ? not(match) : match;
  }
}

interface ValueMatcher {
  readonly matcher: TextMatcher;
  /** Whether it stands under a condition of the template. */
  readonly guarded: boolean;
}

function anyOf(patterns: readonly ValueMatcher[], text: string, facts: RequestFacts): Match {
  let match = NO;
  for (const { matcher, guarded } of patterns) {
    const one = matcher.match(text, facts);
    match = Math.max(match, guarded ? atMost(UNKNOWN, one) : one) as Match;
    if (match === YES) { break; }
  }
  return match;
}
