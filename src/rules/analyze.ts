/**
 * The engine: inventory → findings. Each rule sees each thing it asks for once; one cause in one resource is one finding, however
 * many statements, branches or strings show it.
 */
import { Finding, findingId } from '../diagnostics/finding';
import { Severity } from '../diagnostics/severity';
import { PolicyKind } from '../policy/policy-kind';
import { PolicyInventory, PolicySite, ResourceOrigin } from '../policy/policy-site';
import { RULES } from './registry';
import { Rule, RuleContext, Violation } from './rule';

export interface AnalysisOptions extends RuleContext {
  /** Severities that differ from the rules' own, by rule id; `undefined` switches the rule off. */
  readonly severities?: ReadonlyMap<string, Severity | undefined>;
}

export function analyze(inventory: PolicyInventory, options: AnalysisOptions): readonly Finding[] {
  return new Analysis(options).run(inventory);
}

class Analysis {
  private readonly findings = new Map<string, Finding>();
  private readonly rules: readonly Rule[];
  private readonly rulesByKind = new Map<PolicyKind, readonly Rule[]>();

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
    for (const rule of this.rulesFor(site.kind)) {
      if (rule.judgePolicy) {
        this.report(rule, site.origin, site.propertyPath, rule.judgePolicy(site, this.options));
      }
      if (rule.judgeStatement) {
        for (const statement of site.document.statements) {
          const violations = rule.judgeStatement(statement, site, this.options);
          if (violations.length > 0) { this.report(rule, site.origin, site.propertyPath, violations, statement.path); }
        }
      }
    }
  }

  private rulesFor(kind: PolicyKind): readonly Rule[] {
    let rules = this.rulesByKind.get(kind);
    if (!rules) {
      rules = this.rules.filter(rule => !rule.kinds || rule.kinds.includes(kind));
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
        location: { ...origin, propertyPath: [propertyPath, violation.path ?? path].filter(part => part !== '').join('/') },
      };
      const key = `${origin.templateId}\n${origin.logicalId}\n${findingId(finding)}`;
      if (!this.findings.has(key)) { this.findings.set(key, finding); }
    }
  }
}
