/**
 * The engine: inventory → findings. Each rule sees each thing it asks for once; one cause in one resource is one finding, however
 * many statements, branches or strings show it.
 *
 * Policies of one template that say the same share their parsed documents and statements, and a rule's judgement rests on nothing
 * else, so each is worked out once.
 */
import { RULES } from './registry';
import { Rule, RuleContext, Violation } from './rule';
import { Finding, findingId } from '../diagnostics/finding';
import { Severity } from '../diagnostics/severity';
import { PolicyKind } from '../policy/policy-kind';
import { PolicyInventory, PolicySite, ResourceOrigin } from '../policy/policy-site';
import { Statement } from '../policy/statement';

export interface AnalysisOptions extends RuleContext {
  /** Severities that differ from the rules' own, by rule id; `undefined` switches the rule off. */
  readonly severities?: ReadonlyMap<string, Severity | undefined>;
}

export function analyze(inventory: PolicyInventory, options: AnalysisOptions): readonly Finding[] {
  return new Analysis(options).run(inventory);
}

/** What a rule says of a policy, with the place of the statement it says it of. */
interface Judged {
  readonly rule: Rule;
  readonly violations: readonly Violation[];
  readonly path: string;
}

interface RulesOfKind {
  readonly onPolicies: readonly Rule[];
  readonly onStatements: readonly Rule[];
}

/** Verdicts on one document or statement, by the kind of policy and resource type it was judged as. */
type Verdicts = Map<string, readonly Judged[]>;

class Analysis {
  private readonly findings = new Map<string, Finding>();
  private readonly rules: readonly Rule[];
  private readonly rulesByKind = new Map<PolicyKind, RulesOfKind>();
  private readonly policyVerdicts = new Map<object, Verdicts>();
  private readonly statementVerdicts = new Map<object, Verdicts>();

  public constructor(private readonly options: AnalysisOptions) {
    const { severities } = options;
    this.rules = severities ? RULES.filter(rule => !severities.has(rule.id) || severities.get(rule.id) !== undefined) : RULES;
  }

  public run(inventory: PolicyInventory): readonly Finding[] {
    for (const site of inventory.sites) { this.judgeSite(site); }
    for (const rule of this.rules) {
      if (rule.judgeIdentity) {
        for (const identity of inventory.identities) {
          this.report(rule, identity.origin, 'Properties', rule.judgeIdentity(identity, this.options));
        }
      }
      if (rule.judgeResource) {
        for (const resource of inventory.resources) {
          if (!rule.resourceTypes?.includes(resource.origin.resourceType)) { continue; }
          this.report(rule, resource.origin, 'Properties', rule.judgeResource(resource, this.options));
        }
      }
    }
    return [...this.findings.values()];
  }

  private judgeSite(site: PolicySite): void {
    const judgedAs = `${site.kind} ${site.origin.resourceType}`;
    const verdict = remembered(this.policyVerdicts, site.document, judgedAs, () => this.judgePolicy(site, judgedAs));
    for (const { rule, violations, path } of verdict) {
      this.report(rule, site.origin, site.propertyPath, violations, path);
    }
  }

  private judgePolicy(site: PolicySite, judgedAs: string): readonly Judged[] {
    const { onPolicies } = this.rulesFor(site.kind);
    return [
      ...judgedBy(onPolicies, '', rule => rule.judgePolicy!(site, this.options)),
      ...site.document.statements.flatMap(statement =>
        remembered(this.statementVerdicts, statement, judgedAs, () => this.judgeStatement(statement, site))),
    ];
  }

  private judgeStatement(statement: Statement, site: PolicySite): readonly Judged[] {
    return judgedBy(this.rulesFor(site.kind).onStatements, statement.path, rule => rule.judgeStatement!(statement, site, this.options));
  }

  private rulesFor(kind: PolicyKind): RulesOfKind {
    let rules = this.rulesByKind.get(kind);
    if (!rules) {
      const ofKind = this.rules.filter(rule => !rule.kinds || rule.kinds.includes(kind));
      rules = { onPolicies: ofKind.filter(rule => rule.judgePolicy), onStatements: ofKind.filter(rule => rule.judgeStatement) };
      this.rulesByKind.set(kind, rules);
    }
    return rules;
  }

  private report(rule: Rule, origin: ResourceOrigin, propertyPath: string, violations: readonly Violation[], path = ''): void {
    for (const violation of violations) {
      const finding: Finding = {
        ruleId: rule.id,
        severity: this.options.severities?.get(rule.id) ?? rule.severity,
        cause: violation.cause,
        message: violation.message,
        fix: violation.fix,
        reference: rule.references[0],
        location: { ...origin, propertyPath: joined(propertyPath, violation.path ?? path) },
      };
      const key = `${origin.templateId}\n${origin.logicalId}\n${findingId(finding)}`;
      if (!this.findings.has(key)) { this.findings.set(key, finding); }
    }
  }
}

function joined(outer: string, inner: string): string {
  return inner === '' ? outer : `${outer}/${inner}`;
}

function judgedBy(rules: readonly Rule[], path: string, judge: (rule: Rule) => readonly Violation[]): readonly Judged[] {
  const judged: Judged[] = [];
  for (const rule of rules) {
    const violations = judge(rule);
    if (violations.length > 0) { judged.push({ rule, violations, path }); }
  }
  return judged;
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
