/**
 * Which findings are accepted, by which acknowledgement, and what is wrong with the acknowledgements themselves.
 *
 * An acknowledgement names a rule, or a rule and in brackets a finding's cause, an action pattern or a resource pattern. By patterns
 * a finding is accepted only if they cover all of its actions, or all of its resources. One that has expired accepts nothing, nor does
 * one of a rule that does not exist.
 */
import { acknowledgementWithoutReason } from './findings/acknowledgement-without-reason';
import { expiredAcknowledgement } from './findings/expired-acknowledgement';
import { unusedAcknowledgement } from './findings/unused-acknowledgement';
import { Rule } from './rule';
import { RuleSet } from './rule-set';
import { Acknowledgement, ANNOTATIONS, isDay, isOurs, LIBRARY } from '../diagnostics/acknowledgement';
import { acknowledgedForm, Finding, findingId } from '../diagnostics/finding';
import { nearestName } from '../diagnostics/nearest-name';
import { globCovers } from '../policy/glob';

export interface AcknowledgementProblem {
  readonly acknowledgement: Acknowledgement;
  readonly finding: Finding;
}

/** Which rules there are, whether they judge or not. */
export interface ExistingRules {
  readonly ids: ReadonlySet<string>;
  /** Whether the app can have no others; if it may have rules of its own, only an id that is close to one of these is taken for misspelt. */
  readonly isComplete: boolean;
}

interface Entry {
  readonly acknowledgement: Acknowledgement;
  readonly ruleId: string;
  /** What stands in brackets. */
  readonly detail?: string;
  readonly isExpired: boolean;
  isUsed: boolean;
  /** Whether its pattern covers some of what an open finding is about. */
  coversPart: boolean;
}

const ID = /^([^[]+)(?:\[(.*)\])?$/s;

export class Acceptance {
  private readonly byPath = new Map<string, Entry[]>();
  private readonly hasExpired: boolean;
  private readonly misspelt: AcknowledgementProblem[] = [];

  /**
   * @param acknowledgements all of the app
   * @param rules those that judge; acknowledgements of others are left alone
   * @param existing which rules there are
   * @param today in UTC: `2026-11-22`
   */
  public constructor(
    acknowledgements: readonly Acknowledgement[], rules: RuleSet, existing: ExistingRules, today = new Date().toISOString().slice(0, 10),
  ) {
    const judged = new Set(rules.map(({ rule }) => rule.id));
    for (const acknowledgement of acknowledgements) {
      const [, ruleId, detail] = ID.exec(acknowledgement.plainId) ?? [];
      if (ruleId === undefined || !judged.has(ruleId)) {
        const finding = ruleId === undefined ? undefined : misspeltFinding(acknowledgement, ruleId, existing);
        if (finding) { this.misspelt.push({ acknowledgement, finding }); }
        continue;
      }
      const { path, expires } = acknowledgement;
      const isExpired = expires !== undefined && !(isDay(expires) && expires >= today);
      this.byPath.set(path, [...this.byPath.get(path) ?? [], { acknowledgement, ruleId, detail, isExpired, isUsed: false, coversPart: false }]);
    }
    this.hasExpired = [...this.byPath.values()].flat().some(({ isExpired }) => isExpired);
  }

  public get isEmpty(): boolean {
    return this.byPath.size === 0 && this.misspelt.length === 0;
  }

  /** The acknowledgement that accepts a finding at the path of its construct: that of the nearest construct above it first. */
  public accept(finding: Finding, path: string): Acknowledgement | undefined {
    const entries = this.entriesAbove(path).filter(({ ruleId }) => ruleId === finding.ruleId);
    const accepting = entries.find(({ isExpired, detail }) => !isExpired && (detail === undefined || detail === causeOf(finding)));
    const chosen = accepting ? [accepting] : covering(entries, finding.actions) ?? covering(entries, finding.resources) ?? [];
    for (const entry of chosen) { entry.isUsed = true; }
    if (chosen.length === 0) {
      for (const entry of entries) { entry.coversPart ||= [...finding.actions ?? [], ...finding.resources ?? []].some(name => covers(entry, name)); }
    }
    // An expired one is not also an unused one.
    for (const entry of entries.filter(({ isExpired }) => isExpired)) { entry.isUsed = true; }
    return chosen[0]?.acknowledgement;
  }

  /**
   * An id of the finding that the CDK does not take for acknowledged: it compares ids to the letter and knows no expiry.
   */
  public openId(finding: Finding, path: () => string): string {
    const id = findingId(finding);
    if (!this.hasExpired) { return id; }
    const taken = new Set(this.entriesAbove(path()).map(({ acknowledgement }) => acknowledgement.plainId));
    return [id, finding.ruleId].find(candidate => !taken.has(candidate)) ?? `${id}-`;
  }

  /** Once all findings were offered. Only of acknowledgements at or under the path. */
  public problems(path: string): readonly AcknowledgementProblem[] {
    const isUnder = ({ acknowledgement }: Pick<Entry, 'acknowledgement'>) => pathsAbove(acknowledgement.path).includes(path);
    return [...this.misspelt.filter(isUnder), ...[...this.byPath.values()].flat().filter(isUnder).flatMap(entry => problemsOf(entry))];
  }

  private entriesAbove(path: string): readonly Entry[] {
    return pathsAbove(path).flatMap(above => this.byPath.get(above) ?? []);
  }
}

/** `A/B` → `A/B`, `A` and the app. */
function pathsAbove(path: string): readonly string[] {
  const names = path === '' ? [] : path.split('/');
  return [...names.map((_, index) => names.slice(0, names.length - index).join('/')), ''];
}

/** What a finding's id has in brackets. */
function causeOf(finding: Finding): string {
  return findingId(finding).slice(finding.ruleId.length + 1, -1);
}

/** The entries whose patterns together cover all names; `undefined` if they do not, or there are none. */
function covering(entries: readonly Entry[], names: readonly string[] | undefined): readonly Entry[] | undefined {
  if (!names || names.length === 0) { return undefined; }
  const valid = entries.filter(({ isExpired }) => !isExpired);
  const chosen = names.map(name => valid.find(entry => covers(entry, name)));
  return chosen.every(entry => entry !== undefined) ? chosen : undefined;
}

function covers({ detail }: Entry, name: string): boolean {
  return detail !== undefined && globCovers(detail.toLowerCase(), acknowledgedForm(name).toLowerCase());
}

function problemsOf({ acknowledgement, isExpired, isUsed, coversPart }: Entry): readonly AcknowledgementProblem[] {
  const id = acknowledgement.plainId;
  const problems: AcknowledgementProblem[] = [];
  const add = (rule: Rule, message: string, fix: string) => problems.push({ acknowledgement, finding: findingOf(rule, id, message, fix) });
  if (acknowledgement.reason === '') {
    add(acknowledgementWithoutReason, `\`${id}\` is acknowledged without a reason`, 'say why it is right here, and until when');
  }
  if (isExpired) {
    add(expiredAcknowledgement, expiryOf(acknowledgement), 'mend what it accepted, or look at it again and give it a later day, such as `expires: 2027-03-31`');
  } else if (!isUsed && acknowledgement.owner !== LIBRARY && coversPart) {
    const message = `\`${id}\` is acknowledged, but covers only a part of a finding, and so accepts nothing`;
    add(unusedAcknowledgement, message, 'acknowledge the rest as well, or the id that the finding shows');
  } else if (!isUsed && acknowledgement.owner !== LIBRARY) {
    add(unusedAcknowledgement, `\`${id}\` is acknowledged, but nothing under it is found`, 'remove the acknowledgement, which would hide the next such finding');
  }
  return problems;
}

/** What is wrong with the acknowledgement of a rule that does not exist; `undefined` if it does, or may. */
function misspeltFinding(acknowledgement: Acknowledgement, ruleId: string, { ids, isComplete }: ExistingRules): Finding | undefined {
  const { plainId: id, owner } = acknowledgement;
  if (ids.has(ruleId) || ANNOTATIONS.has(ruleId) || owner === LIBRARY || !isOurs(acknowledgement)) { return undefined; }
  const nearest = nearestName(ruleId, ids);
  if (!nearest && !isComplete) { return undefined; }
  const message = `\`${id}\` is acknowledged, but there is no rule \`${ruleId}\``;
  const fix = nearest ? `did you mean \`${nearest}${id.slice(ruleId.length)}\`?` : 'remove the acknowledgement, or write the id as the finding shows it';
  return findingOf(unusedAcknowledgement, id, message, fix);
}

function expiryOf({ plainId: id, owner, expires = '' }: Acknowledgement): string {
  if (!isDay(expires)) { return `the acknowledgement of \`${id}\` names no day on which it expires: \`${expires}\``; }
  return `the acknowledgement of \`${id}\` ran out on ${expires}${owner === undefined ? '' : `; its owner is ${owner}`}`;
}

function findingOf({ id, severity, references }: Rule, cause: string, message: string, fix: string): Finding {
  const location = { templateId: '', logicalId: '', resourceType: '', propertyPath: '' };
  return { ruleId: id, severity, cause, message, fix, reference: references[0], location };
}
