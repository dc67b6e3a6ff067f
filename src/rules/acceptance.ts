/**
 * Which findings are accepted, by which acknowledgement, and what is wrong with the acknowledgements themselves.
 *
 * An acknowledgement names a rule, or a rule and in brackets a finding's cause, an action pattern or a resource pattern. By patterns
 * a finding is accepted only if they cover all of its actions, or all of its resources. One that has expired accepts nothing.
 */
import { IConstruct } from 'constructs';
import { Acknowledgement, plainId } from '../cdk/acknowledgements';
import { acknowledgedForm, Finding, findingId } from '../diagnostics/finding';
import { globCovers } from '../policy/glob';
import { acknowledgementWithoutReason } from '../rules/findings/acknowledgement-without-reason';
import { expiredAcknowledgement } from '../rules/findings/expired-acknowledgement';
import { unusedAcknowledgement } from '../rules/findings/unused-acknowledgement';
import { Rule } from '../rules/rule';
import { RuleSet } from '../rules/rule-set';

export interface AcknowledgementProblem {
  readonly acknowledgement: Acknowledgement;
  readonly finding: Finding;
}

interface Entry {
  readonly acknowledgement: Acknowledgement;
  readonly ruleId: string;
  /** What stands in brackets. */
  readonly detail?: string;
  readonly isExpired: boolean;
  isUsed: boolean;
}

const ID = /^([^[]+)(?:\[(.*)\])?$/s;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class Acceptance {
  private readonly byScope = new Map<IConstruct, Entry[]>();
  private readonly hasExpired: boolean;

  /**
   * @param acknowledgements all of the app
   * @param rules those that judge; acknowledgements of others are left alone
   * @param today `2026-11-22`
   */
  public constructor(acknowledgements: readonly Acknowledgement[], rules: RuleSet, today: string) {
    const judged = new Set(rules.map(({ rule }) => rule.id));
    for (const acknowledgement of acknowledgements) {
      const [, ruleId, detail] = ID.exec(plainId(acknowledgement)) ?? [];
      if (ruleId === undefined || !judged.has(ruleId)) { continue; }
      const { scope, expires } = acknowledgement;
      const isExpired = expires !== undefined && !(DATE.test(expires) && expires >= today);
      this.byScope.set(scope, [...this.byScope.get(scope) ?? [], { acknowledgement, ruleId, detail, isExpired, isUsed: false }]);
    }
    this.hasExpired = [...this.byScope.values()].flat().some(({ isExpired }) => isExpired);
  }

  public get isEmpty(): boolean {
    return this.byScope.size === 0;
  }

  /** The acknowledgement that accepts a finding of the construct, that of the nearest scope first. */
  public accept(finding: Finding, construct: IConstruct): Acknowledgement | undefined {
    const entries = construct.node.scopes.reverse().flatMap(scope => this.byScope.get(scope) ?? []).filter(({ ruleId }) => ruleId === finding.ruleId);
    const accepting = entries.find(({ isExpired, detail }) => !isExpired && (detail === undefined || detail === causeOf(finding)));
    const chosen = accepting ? [accepting] : covering(entries, finding.actions) ?? covering(entries, finding.resources) ?? [];
    for (const entry of chosen) { entry.isUsed = true; }
    // An expired one is not also an unused one.
    for (const entry of entries.filter(({ isExpired }) => isExpired)) { entry.isUsed = true; }
    return chosen[0]?.acknowledgement;
  }

  /**
   * An id of the finding that the CDK does not take for acknowledged: it compares ids to the letter and knows no expiry.
   */
  public openId(finding: Finding, construct: () => IConstruct): string {
    const id = findingId(finding);
    if (!this.hasExpired) { return id; }
    const taken = new Set(construct().node.scopes.flatMap(scope => this.byScope.get(scope) ?? []).map(({ acknowledgement }) => plainId(acknowledgement)));
    return [id, finding.ruleId].find(candidate => !taken.has(candidate)) ?? `${id}-`;
  }

  /** Once all findings were offered. Only of acknowledgements at or under the scope. */
  public problems(scope: IConstruct): readonly AcknowledgementProblem[] {
    return [...this.byScope.values()].flat()
      .filter(({ acknowledgement }) => acknowledgement.scope.node.scopes.includes(scope))
      .flatMap(entry => problemsOf(entry));
  }
}

/** What a finding's id has in brackets. */
function causeOf(finding: Finding): string {
  return findingId(finding).slice(finding.ruleId.length + 1, -1);
}

/** The entries whose patterns together cover all names; `undefined` if they do not, or there are none. */
function covering(entries: readonly Entry[], names: readonly string[] | undefined): readonly Entry[] | undefined {
  if (!names || names.length === 0) { return undefined; }
  const valid = entries.filter(({ isExpired, detail }) => !isExpired && detail !== undefined);
  const chosen = names.map(name => valid.find(({ detail }) => globCovers(detail!.toLowerCase(), acknowledgedForm(name).toLowerCase())));
  return chosen.every(entry => entry !== undefined) ? chosen : undefined;
}

function problemsOf({ acknowledgement, isExpired, isUsed }: Entry): readonly AcknowledgementProblem[] {
  const id = plainId(acknowledgement);
  const problems: AcknowledgementProblem[] = [];
  const add = (rule: Rule, message: string, fix: string) => problems.push({ acknowledgement, finding: findingOf(rule, id, message, fix) });
  if (acknowledgement.reason === '') {
    add(acknowledgementWithoutReason, `\`${id}\` is acknowledged without a reason`, 'say why it is right here, and until when');
  }
  if (isExpired) {
    add(expiredAcknowledgement, expiryOf(acknowledgement), 'mend what it accepted, or look at it again and give it a later day, such as `expires: 2027-03-31`');
  } else if (!isUsed) {
    add(unusedAcknowledgement, `\`${id}\` is acknowledged, but nothing under it is found`, 'remove the acknowledgement, which would hide the next such finding');
  }
  return problems;
}

function expiryOf(acknowledgement: Acknowledgement): string {
  const { owner, expires = '' } = acknowledgement;
  const id = plainId(acknowledgement);
  if (!DATE.test(expires)) { return `the acknowledgement of \`${id}\` names no day on which it expires: \`${expires}\``; }
  return `the acknowledgement of \`${id}\` ran out on ${expires}${owner === undefined ? '' : `; its owner is ${owner}`}`;
}

function findingOf({ id, severity, references }: Rule, cause: string, message: string, fix: string): Finding {
  const location = { templateId: '', logicalId: '', resourceType: '', propertyPath: '' };
  return { ruleId: id, severity, cause, message, fix, reference: references[0], location };
}
