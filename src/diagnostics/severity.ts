/**
 * How much a finding weighs.
 */
export enum Severity {
  /**
   * Synthesis fails until the finding is mended or acknowledged.
   */
  ERROR = 'error',

  /**
   * Printed; synthesis fails only under `cdk synth --strict`.
   */
  WARNING = 'warning',

  /**
   * Printed; never fails synthesis.
   */
  INFO = 'info',
}

const WEIGHTS: { readonly [severity in Severity]: number } = { error: 3, warning: 2, info: 1 };

export function outweighs(severity: Severity, other: Severity): boolean {
  return WEIGHTS[severity] > WEIGHTS[other];
}
