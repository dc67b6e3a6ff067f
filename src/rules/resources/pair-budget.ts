/**
 * How many pairs of an action and a resource one policy may have compared. The longest inline policies, 10,240 characters, hold
 * fewer: half of them actions of 15 characters and half ARNs of 18 make 97,000 pairs. A policy that needs more is longer than AWS
 * accepts, which the rules on quotas report; the rest of it is then not judged.
 */
import { Statement } from '../../policy/statement';

const PAIRS_PER_POLICY = 100_000;
/** A statement with few pairs takes time as well; the longest inline policies hold fewer than 200 statements. */
const LEAST_PER_STATEMENT = 100;

export class PairBudget {
  private left = PAIRS_PER_POLICY;

  /** Takes the pairs of a statement; `false` when there are not so many left. */
  public covers({ actions, resources }: Statement): boolean {
    this.left -= Math.max(LEAST_PER_STATEMENT, actions.values.length * (resources?.values.length ?? 0));
    return this.left >= 0;
  }
}
