/**
 * How many pairs of an action and a resource one policy may have compared. A policy that needs more is longer than AWS accepts,
 * which `policy-too-long` reports; the rest of it is then not judged.
 */
import { Statement } from '../../policy/statement';

const PAIRS_PER_POLICY = 10_000;

export class PairBudget {
  private left = PAIRS_PER_POLICY;

  /** Takes the pairs of a statement; `false` when there are not so many left. */
  public covers({ actions, resources }: Statement): boolean {
    this.left -= actions.values.length * (resources?.values.length ?? 0);
    return this.left >= 0;
  }
}
