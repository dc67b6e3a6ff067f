/**
 * A baseline: the findings that an app had before it was checked. They are tolerated, new ones are not, and it only shrinks.
 *
 * A finding is known by where it stands and its own id, neither of which a refactoring elsewhere changes, and by its resources: on
 * others, or wider ones, it is a new finding. What a reference resolves to is not known, and a logical id is no part of it.
 */
import { Finding, findingId } from '../diagnostics/finding';
import { globCovers } from '../policy/glob';
import { isObject } from '../policy/json';

/** In 1, findings had no resources. */
const VERSION = 2;

/** How a baseline knows a finding. */
export interface BaselineEntry {
  /** Where, and its id. */
  readonly key: string;
  readonly resources: readonly string[];
}

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
    if (isObject(raw) && raw.version === 1) {
      throw new Error('it is of version 1, which does not say on which resources, and would tolerate the findings on any other');
    }
    if (!isObject(raw) || raw.version !== VERSION) { throw new Error(`expected an object with "version": ${VERSION}`); }
    const { findings } = raw;
    if (!isObject(findings) || !Object.values(findings).every(isListOfText)) {
      throw new Error('expected "findings", an object with the resources of each finding, a list of text');
    }
    return Baseline.of(Object.entries(findings as { [key: string]: string[] }).map(([key, resources]) => ({ key, resources })));
  }

  /** One with all of these findings. */
  public static of(entries: Iterable<BaselineEntry>): Baseline {
    const findings = new Map<string, Set<string>>();
    for (const entry of entries) { add(entry, findings); }
    return new Baseline(findings);
  }

  private readonly seen = new Map<string, Set<string>>();
  private readonly outgrown = new Set<string>();

  private constructor(private readonly findings: ReadonlyMap<string, ReadonlySet<string>>) {}

  /** Whether it has the finding on all of its resources; those it has count as seen from then on. */
  public tolerates({ key, resources }: BaselineEntry): boolean {
    const tolerated = this.findings.get(key);
    if (!tolerated) { return false; }
    const covered = resources.filter(resource => tolerated.has(resource) || [...tolerated].some(each => globCovers(each, resource)));
    add({ key, resources: covered }, this.seen);
    if (covered.length < resources.length) { this.outgrown.add(key); }
    return covered.length === resources.length;
  }

  /** What no finding was seen for, as a person reads it; nothing of a finding that has outgrown it and is reported as a whole. */
  public get stale(): readonly string[] {
    return [...this.findings].flatMap(([key, resources]) => {
      const seen = this.seen.get(key);
      if (!seen) { return [key]; }
      if (this.outgrown.has(key)) { return []; }
      return [...resources].filter(resource => ![...seen].some(each => globCovers(resource, each))).map(resource => `${key} on ${resource}`);
    });
  }

  /** The baseline without what is stale, and as narrow as what was seen. */
  public get shrunk(): Baseline {
    return new Baseline(this.seen);
  }

  /** As the file holds it: sorted, one resource on a line. */
  public print(): string {
    const findings = [...this.findings].sort(([left], [right]) => left < right ? -1 : 1).map(([key, resources]) => [key, [...resources].sort()]);
    return `${JSON.stringify({ version: VERSION, findings: Object.fromEntries(findings) }, undefined, 2)}\n`;
  }
}

/** @param place the path of the construct or, without constructs, `<template>/<logical id>` */
export function baselineEntry(finding: Finding, place: string): BaselineEntry {
  return { key: `${place} ${findingId(finding)}`, resources: (finding.resources ?? []).map(withoutReferences) };
}

/** What stands for a reference shows the logical id that it names. */
function withoutReferences(resource: string): string {
  return resource.replace(/<(?!AWS::)[^<>]*>/g, '<>');
}

function add({ key, resources }: BaselineEntry, findings: Map<string, Set<string>>): void {
  const own = findings.get(key) ?? new Set();
  for (const resource of resources) { own.add(resource); }
  findings.set(key, own);
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every(each => typeof each === 'string');
}
