/**
 * How much work one question may cost. Counted in steps, not in time, so that an answer does not depend on the machine.
 */

/** Ends in an `unknown` verdict that names the dimension and the patterns. */
export class OutOfBudget extends Error {
  public constructor(public readonly dimension: string, public readonly patterns: readonly string[]) {
    super(`telling apart the patterns of ${dimension} takes too many steps`);
  }
}

/** States of a product automaton, weighed by the positions in them. */
const PRODUCT_STEPS = 150_000;
/** Pieces of box differences. */
const BOX_STEPS = 60_000;

export class Budget {
  private productSteps = PRODUCT_STEPS;
  private boxSteps = BOX_STEPS;

  /** Whether there was enough left. */
  public spendProduct(steps: number): boolean {
    this.productSteps -= steps;
    return this.productSteps >= 0;
  }

  public spendBox(steps: number): boolean {
    this.boxSteps -= steps;
    return this.boxSteps >= 0;
  }
}
