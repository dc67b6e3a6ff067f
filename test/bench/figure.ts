/**
 * A measured figure and what the design asks of it.
 */

export interface Figure {
  readonly name: string;
  /** `undefined` when it could not be measured here; the name says why. */
  readonly value: number | undefined;
  readonly unit: string;
  /** The largest value that is within the design; none for figures that are only told. */
  readonly budget?: number;
  /** The smallest value that is within the design. */
  readonly floor?: number;
}

export function isWithin({ value, budget = Infinity, floor = -Infinity }: Figure): boolean {
  return value === undefined || floor <= value && value <= budget;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
