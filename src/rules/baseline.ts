/**
 * A baseline: the findings that an app had before it was checked. They are tolerated, new ones are not, and it only shrinks.
 *
 * A finding is known by the path of its construct and its own id, neither of which a refactoring elsewhere changes.
 */
import { Finding, findingId } from '../diagnostics/finding';
import { isObject } from '../policy/json';

const VERSION = 1;

export class Baseline {
  /**
   * @throws if the text is no baseline, with what is wrong
   */
  public static parse(text: string): Baseline {
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch (error) {
      throw new Error(`not JSON: ${(error as Error).message}`);
    }
    if (!isObject(raw) || raw.version !== VERSION) { throw new Error(`expected an object with "version": ${VERSION}`); }
    const { findings } = raw;
    if (!Array.isArray(findings) || findings.some(entry => typeof entry !== 'string')) { throw new Error('expected "findings", a list of text'); }
    return new Baseline(findings as string[]);
  }

  /** One with all of these findings. */
  public static of(entries: Iterable<string>): Baseline {
    return new Baseline(entries);
  }

  private readonly entries: ReadonlySet<string>;
  private readonly seen = new Set<string>();

  private constructor(entries: Iterable<string>) {
    this.entries = new Set(entries);
  }

  /** Whether it has the finding, which from then on counts as seen. */
  public tolerates(entry: string): boolean {
    if (!this.entries.has(entry)) { return false; }
    this.seen.add(entry);
    return true;
  }

  /** The entries that no finding was seen for. */
  public get stale(): readonly string[] {
    return [...this.entries].filter(entry => !this.seen.has(entry));
  }

  /** The baseline without what is stale. */
  public get shrunk(): Baseline {
    return new Baseline(this.seen);
  }

  /** As the file holds it: sorted, one entry on a line. */
  public print(): string {
    return `${JSON.stringify({ version: VERSION, findings: [...this.entries].sort() }, undefined, 2)}\n`;
  }
}

/** How a baseline knows a finding at a construct or, without constructs, at `<template>/<logical id>`. */
export function baselineEntry(finding: Finding, place: string): string {
  return `${place} ${findingId(finding)}`;
}
