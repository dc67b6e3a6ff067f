/**
 * A seeded source of chance: the same seed gives the same values on every machine and in every run.
 */
export class Random {
  private state: number;

  public constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9E3779B1) ^ 0x5BD1E995) >>> 0;
  }

  /** At least 0, below 1. */
  public fraction(): number {
    this.state = (this.state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  public chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** From `least` to `most`, both included. */
  public integer(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  public pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.fraction() * choices.length)];
  }

  /** One of the keys of an object that gives each its weight. */
  public weighted<T extends string>(weights: { readonly [choice in T]: number }): T {
    const choices = Object.keys(weights) as T[];
    let left = this.fraction() * choices.reduce((sum, choice) => sum + weights[choice], 0);
    return choices.find(choice => (left -= weights[choice]) < 0) ?? choices[choices.length - 1];
  }

  public list<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: this.integer(least, most) }, make);
  }
}
