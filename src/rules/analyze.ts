/**
 * The engine: inventory → findings. Each rule sees each thing it asks for once; one cause in one resource is one finding, however
 * many statements, branches or strings show it. A rule that throws is reported, and the others go on.
 *
 * Policies of one template that say the same share their parsed documents and statements, and a rule's judgement rests on nothing
 * else, so each is worked out once.
 */
import { failedRule } from './findings/failed-rule';
import { PlacedViolation, Rule, Violation } from './rule';
import { RuleContext } from './rule-context';
import { RuleSet, SelectedRule } from './rule-set';
import { Finding, findingId } from '../diagnostics/finding';
import { PolicyKind } from '../policy/policy-kind';
import { PolicyInventory, PolicySite, ResourceOrigin } from '../policy/policy-site';
import { Condition, Statement } from '../policy/statement';

export function analyze(inventory: PolicyInventory, rules: RuleSet, context: RuleContext): readonly Finding[] {
  return new Analysis(rules, context).run(inventory);
}

/** What a rule says of a policy, with the place in it that it says it of. */
interface Judged<V extends Violation = Violation> {
  readonly selected: SelectedRule;
  readonly violations: readonly V[];
  readonly path: string;
}

interface RulesOfKind {
  readonly onPolicies: RuleSet;
  readonly onStatements: RuleSet;
  readonly onConditions: RuleSet;
}

/** Verdicts on one document or statement, by the kind of policy and resource type it was judged as. */
type Verdicts = Map<string, readonly Judged[]>;

const FAILED: SelectedRule = { rule: failedRule, severity: failedRule.severity };

class Analysis {
  private readonly findings = new Map<string, Finding>();
  private readonly rulesByKind = new Map<PolicyKind, RulesOfKind>();
  private readonly policyVerdicts = new Map<object, Verdicts>();
  private readonly statementVerdicts = new Map<object, Verdicts>();

  public constructor(private readonly rules: RuleSet, private readonly context: RuleContext) {}

  public run(inventory: PolicyInventory): readonly Finding[] {
    for (const site of inventory.sites) { this.judgeSite(site); }
    this.judgeIdentities(inventory);
    this.judgeResources(inventory);
    this.judgeApp(inventory);
    return [...this.findings.values()];
  }

  private judgeSite(site: PolicySite): void {
    const judgedAs = `${site.kind} ${site.origin.resourceType}`;
    const verdict = remembered(this.policyVerdicts, site.document, judgedAs, () => this.judgePolicy(site, judgedAs));
    this.report(verdict, site.origin, site.propertyPath);
  }

  private judgePolicy(site: PolicySite, judgedAs: string): readonly Judged[] {
    const { onPolicies } = this.rulesFor(site.kind);
    return [
      ...judgedBy(onPolicies, '', rule => rule.judgePolicy!(site, this.context)),
      ...site.document.statements.flatMap(statement =>
        remembered(this.statementVerdicts, statement, judgedAs, () => this.judgeStatement(statement, site))),
    ];
  }

  private judgeStatement(statement: Statement, site: PolicySite): readonly Judged[] {
    const { onStatements, onConditions } = this.rulesFor(site.kind);
    return [
      ...judgedBy(onStatements, statement.path, rule => rule.judgeStatement!(statement, site, this.context)),
      ...statement.conditions.flatMap(condition => judgedBy(onConditions, conditionPath(condition, statement), rule =>
        rule.judgeCondition!(condition, statement, site, this.context))),
    ];
  }

  private rulesFor(kind: PolicyKind): RulesOfKind {
    let rules = this.rulesByKind.get(kind);
    if (!rules) {
      const ofKind = this.rules.filter(({ rule }) => !rule.kinds || rule.kinds.includes(kind));
      rules = {
        onPolicies: ofKind.filter(({ rule }) => rule.judgePolicy),
        onStatements: ofKind.filter(({ rule }) => rule.judgeStatement),
        onConditions: ofKind.filter(({ rule }) => rule.judgeCondition),
      };
      this.rulesByKind.set(kind, rules);
    }
    return rules;
  }

  private judgeIdentities({ identities }: PolicyInventory): void {
    const rules = this.rules.filter(({ rule }) => rule.judgeIdentity);
    for (const identity of identities) {
      this.report(judgedBy(rules, '', rule => rule.judgeIdentity!(identity, this.context)), identity.origin, 'Properties');
    }
  }

  private judgeResources({ resources }: PolicyInventory): void {
    const byType = new Map<string, SelectedRule[]>();
    for (const selected of this.rules.filter(({ rule }) => rule.judgeResource)) {
      for (const type of selected.rule.resourceTypes ?? []) { byType.set(type, [...byType.get(type) ?? [], selected]); }
    }
    for (const resource of resources) {
      const rules = byType.get(resource.origin.resourceType);
      if (rules) { this.report(judgedBy(rules, '', rule => rule.judgeResource!(resource, this.context)), resource.origin, 'Properties'); }
    }
  }

  private judgeApp(inventory: PolicyInventory): void {
    const first = inventory.resources[0] ?? inventory.sites[0];
    if (!first) { return; }
    for (const { selected, violations } of judgedBy(this.rules.filter(({ rule }) => rule.judgeApp), '', rule => rule.judgeApp!(inventory, this.context))) {
      for (const violation of violations) {
        // What went wrong in a rule about the app has no place of its own.
        const { origin = first.origin, propertyPath = 'Properties' } = violation as Partial<PlacedViolation>;
        this.report([{ selected, violations: [violation], path: '' }], origin, propertyPath);
      }
    }
  }

  private report(judged: readonly Judged[], origin: ResourceOrigin, propertyPath: string): void {
    for (const { selected: { rule, severity }, violations, path } of judged) {
      for (const violation of violations) {
        const { cause, message, fix, replacement, actions, resources, witness } = violation;
        const finding: Finding = {
          ruleId: rule.id,
          severity,
          cause,
          message,
          fix,
          replacement,
          actions,
          resources,
          witness,
          reference: rule.references[0],
          location: { ...origin, propertyPath: joined(propertyPath, violation.path ?? path) },
        };
        const key = `${origin.templateId}\n${origin.logicalId}\n${findingId(finding)}`;
        if (!this.findings.has(key)) { this.findings.set(key, finding); }
      }
    }
  }
}

function conditionPath({ operatorText, key }: Condition, { path }: Statement): string {
  return `${path}/Condition/${operatorText}/${key}`;
}

function joined(outer: string, inner: string): string {
  if (outer === '' || inner === '') { return outer + inner; }
  return `${outer}/${inner}`;
}

function judgedBy(rules: RuleSet, path: string, judge: (rule: Rule) => readonly Violation[]): readonly Judged[] {
  const judged: Judged[] = [];
  for (const selected of rules) {
    let violations: readonly Violation[];
    try {
      violations = judge(selected.rule);
    } catch (error) {
      judged.push({ selected: FAILED, violations: [failure(selected.rule, error)], path });
      continue;
    }
    if (violations.length > 0) { judged.push({ selected, violations, path }); }
  }
  return judged;
}

function failure({ id }: Rule, error: unknown): Violation {
  return {
    cause: id,
    message: `the rule \`${id}\` failed: \`${error instanceof Error ? error.message : String(error)}\``,
    fix: `report the error with the policy that brings it about, and until it is mended disable \`${id}\``,
  };
}

function remembered(
  memo: Map<object, Verdicts>, subject: object, judgedAs: string, judge: () => readonly Judged[],
): readonly Judged[] {
  let verdicts = memo.get(subject);
  if (!verdicts) {
    verdicts = new Map();
    memo.set(subject, verdicts);
  }
  let verdict = verdicts.get(judgedAs);
  if (!verdict) {
    verdict = judge();
    verdicts.set(judgedAs, verdict);
  }
  return verdict;
}
