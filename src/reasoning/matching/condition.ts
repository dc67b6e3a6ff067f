/**
 * One condition of a statement against a request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
import { Comparison, comparison } from './comparison';
import { atMost, Match, NO, not, UNKNOWN, YES, yesOrNo } from './match';
import { RequestFacts } from './request-facts';
import { possibleLiterals } from '../../policy/possible-literals';
import { Condition, PolicyValue } from '../../policy/statement';

export class ConditionMatcher {
  private readonly key: string;
  private readonly comparisons: readonly Comparison[];

  public constructor(public readonly condition: Condition, variables: boolean) {
    this.key = condition.key.toLowerCase();
    this.comparisons = condition.operator.family === 'null' ? []
      : condition.values.map(value => guarded(value, comparison(condition.operator, value.text, variables)));
  }

  public match(facts: RequestFacts): Match {
    const value = facts.value(this.key);
    const { operator } = this.condition;
    if (operator.family === 'null') { return this.matchNull(value !== undefined); }
    if (value === undefined) { return yesOrNo(this.matchesAbsent); }
    if (typeof value === 'string') { return this.matchOne(value, facts); }
    if (operator.qualifier === 'ForAllValues') { return this.matchAll(value, facts); }
    if (operator.qualifier === 'ForAnyValue') { return this.matchAny(value, facts); }
    return value.length === 1 ? this.matchOne(value[0], facts) : UNKNOWN;
  }

  private get matchesAbsent(): boolean {
    const { ifExists, negated, qualifier } = this.condition.operator;
    return ifExists || (qualifier === undefined ? negated : qualifier === 'ForAllValues');
  }

  /** No page says what a set operator does to `Null`; where it could matter, the answer is UNKNOWN. */
  private matchNull(isThere: boolean): Match {
    const { operator: { qualifier }, values } = this.condition;
    let match = NO;
    for (const value of values) {
      const literals = possibleLiterals(value.text)?.map(literal => literal.toLowerCase());
      const outcomes = literals?.map(literal => literal === 'true' ? yesOrNo(!isThere) : literal === 'false' ? yesOrNo(isThere) : UNKNOWN);
      const outcome = outcomes?.every(other => other === outcomes[0]) ? outcomes[0] : UNKNOWN;
      match = Math.max(match, value.when.length > 0 ? atMost(UNKNOWN, outcome) : outcome) as Match;
    }
    return qualifier && !isThere && match !== yesOrNo(qualifier === 'ForAllValues') ? UNKNOWN : match;
  }

  private matchOne(value: string, facts: RequestFacts): Match {
    let match = NO;
    for (const expected of this.comparisons) {
      match = Math.max(match, expected.match(value, facts)) as Match;
      if (match === YES) { break; }
    }
    return this.condition.operator.negated ? not(match) : match;
  }

  private matchAll(values: readonly string[], facts: RequestFacts): Match {
    let match = YES;
    for (const value of values) { match = atMost(match, this.matchOne(value, facts)); }
    return match;
  }

  private matchAny(values: readonly string[], facts: RequestFacts): Match {
    let match = NO;
    for (const value of values) { match = Math.max(match, this.matchOne(value, facts)) as Match; }
    return match;
  }
}

/** A value that stands under a condition of the template may not be there. */
function guarded({ when }: PolicyValue, inner: Comparison): Comparison {
  return when.length === 0 ? inner : { match: (text, facts) => atMost(UNKNOWN, inner.match(text, facts)) };
}
