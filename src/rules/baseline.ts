/**
 * A baseline: the findings that an app had before it was checked. They are tolerated, new ones are not, and it only shrinks.
 *
 * A finding is known by where it stands and its own id, neither of which a refactoring elsewhere changes, and by its actions and
 * resources: with others, or wider ones, it is a new finding. What a reference resolves to is not known, and a logical id is no part
 * of it.
 */
import { ALL_BUT } from './wording';
import { Finding, findingId } from '../diagnostics/finding';
import { globCovers } from '../policy/glob';
import { isObject } from '../policy/json';

/** In 1, findings had no resources; in 2, no actions. */
const VERSION = 3;

/** How a baseline knows a finding. */
export interface BaselineEntry {
  /** Where, and its id. */
  readonly key: string;
  /** In lower case, as IAM compares them. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What a finding is about. */
interface Extent {
  readonly actions: Set<string>;
  readonly resources: Set<string>;
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
    if (isObject(raw) && (raw.version === 1 || raw.version === 2)) {
      const missing = raw.version === 1 ? 'on which resources' : 'for which actions';
      throw new Error(`it is of version ${raw.version}, which does not say ${missing}, and would tolerate the findings on any other`);
    }
    if (!isObject(raw) || raw.version !== VERSION) { throw new Error(`expected an object with "version": ${VERSION}`); }
    const { findings } = raw;
    if (!isObject(findings) || !Object.values(findings).every(isExtent)) {
      throw new Error('expected "findings", an object with the "actions" and "resources" of each finding, two lists of text');
    }
    return Baseline.of(Object.entries(findings as unknown as { [key: string]: Omit<BaselineEntry, 'key'> }).map(([key, extent]) => ({ key, ...extent })));
  }

  /** One with all of these findings. */
  public static of(entries: Iterable<BaselineEntry>): Baseline {
    const findings = new Map<string, Extent>();
    for (const entry of entries) { add(entry, findings); }
    return new Baseline(findings);
  }

  private readonly seen = new Map<string, Extent>();
  private readonly outgrown = new Set<string>();

  private constructor(private readonly findings: ReadonlyMap<string, Extent>) {}

  /** Whether it has the finding with all of its actions and resources; those it has count as seen from then on. */
  public tolerates({ key, actions, resources }: BaselineEntry): boolean {
    const tolerated = this.findings.get(key);
    if (!tolerated) { return false; }
    const covered = { key, actions: coveredBy(tolerated.actions, actions), resources: coveredBy(tolerated.resources, resources) };
    add(covered, this.seen);
    const isWhole = covered.actions.length === actions.length && covered.resources.length === resources.length;
    if (!isWhole) { this.outgrown.add(key); }
    return isWhole;
  }

  /** What no finding was seen for, as a person reads it; nothing of a finding that has outgrown it and is reported as a whole. */
  public get stale(): readonly string[] {
    return [...this.findings].flatMap(([key, { actions, resources }]) => {
      const seen = this.seen.get(key);
      if (!seen) { return [key]; }
      if (this.outgrown.has(key)) { return []; }
      return [
        ...unseen(actions, seen.actions).map(action => `${key} for ${action}`),
        ...unseen(resources, seen.resources).map(resource => `${key} on ${resource}`),
      ];
    });
  }

  /** The baseline without what is stale, and as narrow as what was seen. */
  public get shrunk(): Baseline {
    return new Baseline(this.seen);
  }

  /** As the file holds it: sorted, one action or resource on a line. */
  public print(): string {
    const findings = [...this.findings].sort(([left], [right]) => left < right ? -1 : 1)
      .map(([key, { actions, resources }]) => [key, { actions: [...actions].sort(), resources: [...resources].sort() }]);
    return `${JSON.stringify({ version: VERSION, findings: Object.fromEntries(findings) }, undefined, 2)}\n`;
  }
}

/** @param place the path of the construct or, without constructs, `<template>/<logical id>` */
export function baselineEntry(finding: Finding, place: string): BaselineEntry {
  const { actions = [], resources = [] } = finding;
  return {
    key: `${place} ${findingId(finding)}`,
    actions: actions.map(action => withoutReferences(action).toLowerCase()),
    resources: resources.map(withoutReferences),
  };
}

/** What stands for a reference shows the logical id that it names. */
function withoutReferences(text: string): string {
  return text.replace(/<(?!AWS::)[^<>]*>/g, '<>');
}

function add({ key, actions, resources }: BaselineEntry, findings: Map<string, Extent>): void {
  const own = findings.get(key) ?? { actions: new Set(), resources: new Set() };
  for (const action of actions) { own.actions.add(action); }
  for (const resource of resources) { own.resources.add(resource); }
  findings.set(key, own);
}

function coveredBy(tolerated: ReadonlySet<string>, names: readonly string[]): readonly string[] {
  return names.filter(name => tolerated.has(name) || [...tolerated].some(each => covers(each, name)));
}

function unseen(tolerated: ReadonlySet<string>, seen: ReadonlySet<string>): readonly string[] {
  return [...tolerated].filter(each => !seen.has(each) && ![...seen].some(name => covers(each, name)));
}

/** What is all but a part is covered by nothing but all: a wider part is less. */
function covers(pattern: string, name: string): boolean {
  return pattern === '*' || !pattern.startsWith(ALL_BUT) && !name.startsWith(ALL_BUT) && globCovers(pattern, name);
}

function isExtent(value: unknown): boolean {
  return isObject(value) && isListOfText(value.actions) && isListOfText(value.resources);
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every(each => typeof each === 'string');
}
