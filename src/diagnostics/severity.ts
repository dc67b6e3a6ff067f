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
