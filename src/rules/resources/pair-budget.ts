/**
 * How many pairs of an action and a resource one policy may have compared. A policy that needs more is longer than AWS accepts,
 * which `policy-too-long` reports; the rest of it is then not judged.
 */
const PAIRS_PER_POLICY = 10_000;

export class PairBudget {
  private left = PAIRS_PER_POLICY;

  public get isSpent(): boolean {
    return this.left < 0;
  }

  /** Takes one pair; `false` when none is left. */
  public spend(): boolean {
    return this.left-- > 0;
  }
}
