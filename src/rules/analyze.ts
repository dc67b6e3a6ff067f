/**
 * The engine: inventory → findings. Each rule sees each thing it asks for once; one cause in one resource is one finding, however
 * many statements, branches or strings show it. A rule that throws is reported, and the others go on.
 *
 * Policies of one template that say the same share their parsed documents and statements, and a rule's judgement rests on nothing
 * else, so each is worked out once. So is the judgement on an identity that differs from the one before it in its name alone.
 */
import { failedRule } from './findings/failed-rule';
import { areInterchangeable } from './interchangeable';
import { PlacedViolation, Rule, Violation } from './rule';
import { RuleContext } from './rule-context';
import { RuleSet, SelectedRule } from './rule-set';
import { Finding, findingId } from '../diagnostics/finding';
import { shortened } from '../diagnostics/printable';
import { outweighs, Severity } from '../diagnostics/severity';
import { PolicyDocument } from '../policy/document';
import { PolicyKind } from '../policy/policy-kind';
import { Identity, PolicyInventory, PolicySite, ResourceOrigin } from '../policy/policy-site';
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

type JudgeName = 'judgeCondition' | 'judgeStatement' | 'judgePolicy' | 'judgeIdentity' | 'judgeResource' | 'judgeApp';

/** What is judged, with what it stands in: the arguments of a judgement. */
type Subject<Name extends JudgeName> = Parameters<NonNullable<Rule[Name]>>;

/** What a rule does with one sort of subject, taken from the rule once and for all: rules are of many shapes, and a look-up in each costs time. */
interface Judge<Name extends JudgeName> {
  readonly selected: SelectedRule;
  readonly judge: (...subject: Subject<Name>) => readonly Violation[];
}

type Judges<Name extends JudgeName> = readonly Judge<Name>[];

interface JudgesOfKind {
  readonly ofPolicies: Judges<'judgePolicy'>;
  readonly ofStatements: Judges<'judgeStatement'>;
  readonly ofConditions: Judges<'judgeCondition'>;
  /** Those of them that look at an operator and a key, by operator and key: few rules look at any one. */
  readonly byOperatorAndKey: Map<string, Map<string, Judges<'judgeCondition'>>>;
}

type Verdict = readonly Judged[];

/** Verdicts on documents and statements that were judged as of one kind of policy and resource type. */
interface Verdicts {
  readonly judges: JudgesOfKind;
  readonly onPolicies: Map<PolicyDocument, Verdict>;
  readonly onStatements: Map<Statement, Verdict>;
}

/** All that a cause is found with in one resource, where more than one statement shows it. */
interface Breadth {
  readonly actions: Set<string>;
  readonly resources: Set<string>;
}

/** Their policy is read out of their properties: nobody wrote a statement that another could take the place of. */
const WITHOUT_STATEMENT = new Set([
  'AWS::EntityResolution::PolicyStatement', 'AWS::Lambda::LayerVersionPermission', 'AWS::Lambda::Permission', 'AWS::Signer::ProfilePermission',
]);
const NOTHING: Verdict = [];

class Analysis {
  private readonly findings = new Map<string, Finding>();
  private readonly breadths = new Map<string, Breadth>();
  private readonly judgesByKind = new Map<PolicyKind, JudgesOfKind>();
  private readonly verdicts = new Map<PolicyKind, Map<string, Verdicts>>();

  public constructor(private readonly rules: RuleSet, private readonly context: RuleContext) {}

  public run(inventory: PolicyInventory): readonly Finding[] {
    for (const site of inventory.sites) { this.judgeSite(site); }
    this.judgeIdentities(inventory);
    this.judgeResources(inventory);
    this.judgeApp(inventory);
    for (const [key, { actions, resources }] of this.breadths) {
      const finding = this.findings.get(key)!;
      this.findings.set(key, { ...finding, actions: finding.actions && [...actions], resources: finding.resources && [...resources] });
    }
    return [...this.findings.values()];
  }

  private judgeSite(site: PolicySite): void {
    const verdicts = this.verdictsFor(site);
    let verdict = verdicts.onPolicies.get(site.document);
    if (!verdict) {
      verdict = this.judgePolicy(site, verdicts);
      verdicts.onPolicies.set(site.document, verdict);
    }
    this.report(verdict, site.origin, site.propertyPath);
  }

  private judgePolicy(site: PolicySite, verdicts: Verdicts): Verdict {
    const judged: Judged[] = [];
    this.judge(verdicts.judges.ofPolicies, [site, this.context], '', judged);
    for (const statement of site.document.statements) {
      let verdict = verdicts.onStatements.get(statement);
      if (!verdict) {
        verdict = this.judgeStatement(statement, site, verdicts.judges);
        verdicts.onStatements.set(statement, verdict);
      }
      for (const each of verdict) { judged.push(each); }
    }
    return judged.length === 0 ? NOTHING : judged;
  }

  private judgeStatement(statement: Statement, site: PolicySite, judges: JudgesOfKind): Verdict {
    const judged: Judged[] = [];
    this.judge(judges.ofStatements, [statement, site, this.context], statement.path, judged);
    for (const condition of statement.conditions) {
      this.judge(judgesOf(condition, judges), [condition, statement, site, this.context], conditionPath(condition, statement), judged);
    }
    return judged.length === 0 ? NOTHING : judged;
  }

  private verdictsFor({ kind, origin: { resourceType } }: PolicySite): Verdicts {
    let ofKind = this.verdicts.get(kind);
    if (!ofKind) {
      ofKind = new Map();
      this.verdicts.set(kind, ofKind);
    }
    let verdicts = ofKind.get(resourceType);
    if (!verdicts) {
      verdicts = { judges: this.judgesFor(kind), onPolicies: new Map(), onStatements: new Map() };
      ofKind.set(resourceType, verdicts);
    }
    return verdicts;
  }

  private judgesFor(kind: PolicyKind): JudgesOfKind {
    let judges = this.judgesByKind.get(kind);
    if (!judges) {
      const ofKind = this.rules.filter(({ rule }) => !rule.kinds || rule.kinds.includes(kind));
      judges = {
        ofPolicies: judgesIn(ofKind, 'judgePolicy'),
        ofStatements: judgesIn(ofKind, 'judgeStatement'),
        ofConditions: judgesIn(ofKind, 'judgeCondition'),
        byOperatorAndKey: new Map(),
      };
      this.judgesByKind.set(kind, judges);
    }
    return judges;
  }

  /** By the trust policy, which those have in common that do the same work. */
  private judgeIdentities({ identities }: PolicyInventory): void {
    const judges = judgesIn(this.rules, 'judgeIdentity');
    const last = new Map<PolicyDocument | undefined, { readonly identity: Identity; readonly verdict: Verdict }>();
    for (const identity of identities) {
      const before = last.get(identity.trust?.document);
      if (before && areInterchangeable(before.identity, identity)) {
        this.report(before.verdict, identity.origin, 'Properties');
        continue;
      }
      const verdict: Judged[] = [];
      this.judge(judges, [identity, this.context], '', verdict);
      last.set(identity.trust?.document, { identity, verdict });
      this.report(verdict, identity.origin, 'Properties');
    }
  }

  private judgeResources({ resources }: PolicyInventory): void {
    const byType = new Map<string, Judge<'judgeResource'>[]>();
    for (const resourceJudge of judgesIn(this.rules, 'judgeResource')) {
      for (const type of resourceJudge.selected.rule.resourceTypes ?? []) { byType.set(type, [...byType.get(type) ?? [], resourceJudge]); }
    }
    for (const resource of resources) {
      const judges = byType.get(resource.origin.resourceType);
      if (!judges) { continue; }
      const judged: Judged[] = [];
      this.judge(judges, [resource, this.context], '', judged);
      this.report(judged, resource.origin, 'Properties');
    }
  }

  private judgeApp(inventory: PolicyInventory): void {
    const first = inventory.resources[0] ?? inventory.sites[0];
    if (!first) { return; }
    const judged: Judged[] = [];
    this.judge(judgesIn(this.rules, 'judgeApp'), [inventory, this.context], '', judged);
    for (const { selected, violations } of judged) {
      for (const violation of violations) {
        // What went wrong in a rule about the app has no place of its own.
        const { origin = first.origin, propertyPath = 'Properties' } = violation as Partial<PlacedViolation>;
        this.report([{ selected, violations: [violation], path: '' }], origin, propertyPath);
      }
    }
  }

  /** Adds what they say to `judged`. */
  private judge<Name extends JudgeName>(judges: Judges<Name>, subject: Subject<Name>, path: string, judged: Judged[]): void {
    for (const { selected, judge } of judges) {
      let violations: readonly Violation[];
      try {
        violations = judge(...subject);
      } catch (error) {
        const failed = { rule: failedRule, severity: this.severityOfFailure(selected) };
        judged.push({ selected: failed, violations: [failure(selected.rule, error)], path });
        continue;
      }
      if (violations.length > 0) { judged.push({ selected, violations, path }); }
    }
  }

  /** What an error would fail the build for must not pass because nobody could look. */
  private severityOfFailure({ severity }: SelectedRule): Severity {
    const own = this.rules.find(({ rule }) => rule === failedRule)?.severity ?? failedRule.severity;
    return outweighs(own, severity) ? own : severity;
  }

  private report(judged: Verdict, origin: ResourceOrigin, propertyPath: string): void {
    if (judged.length === 0) { return; }
    for (const { selected, violations, path } of judged) {
      for (const violation of violations) { this.add(findingOf(selected, violation, origin, joined(propertyPath, violation.path ?? path))); }
    }
  }

  private add(finding: Finding): void {
    const { templateId, logicalId } = finding.location;
    const key = `${templateId}\n${logicalId}\n${findingId(finding)}`;
    const first = this.findings.get(key);
    if (!first) { this.findings.set(key, finding); } else { this.widen(key, first, finding); }
  }

  /** Whoever accepts or tolerates the finding must do so for what every statement has. */
  private widen(key: string, first: Finding, { actions = [], resources = [] }: Finding): void {
    let breadth = this.breadths.get(key);
    if (!breadth) {
      breadth = { actions: new Set(first.actions), resources: new Set(first.resources) };
      this.breadths.set(key, breadth);
    }
    for (const action of actions) { breadth.actions.add(action); }
    for (const resource of resources) { breadth.resources.add(resource); }
  }
}

function findingOf({ rule, severity }: SelectedRule, violation: Violation, origin: ResourceOrigin, propertyPath: string): Finding {
  const { templateId, logicalId, resourceType } = origin;
  const { cause, message, fix, replacement, actions, resources, witness } = violation;
  return {
    ruleId: rule.id,
    severity,
    cause,
    message,
    fix,
    replacement: WITHOUT_STATEMENT.has(resourceType) ? undefined : replacement,
    actions,
    resources,
    witness,
    reference: rule.references[0],
    location: { templateId, logicalId, resourceType, propertyPath },
  };
}

function conditionPath({ operatorText, key }: Condition, { path }: Statement): string {
  return `${path}/Condition/${operatorText}/${key}`;
}

function joined(outer: string, inner: string): string {
  if (outer === '' || inner === '') { return outer + inner; }
  return `${outer}/${inner}`;
}

function judgesIn<Name extends JudgeName>(rules: RuleSet, name: Name): Judges<Name> {
  return rules.flatMap(selected => {
    const own = selected.rule[name];
    return own ? { selected, judge: own.bind(selected.rule) as Judge<Name>['judge'] } : [];
  });
}

/** Those that look at the operator and the key of a condition. */
function judgesOf({ operatorText, operator, key }: Condition, { ofConditions, byOperatorAndKey }: JudgesOfKind): Judges<'judgeCondition'> {
  let byKey = byOperatorAndKey.get(operatorText);
  if (!byKey) {
    byKey = new Map();
    byOperatorAndKey.set(operatorText, byKey);
  }
  let judges = byKey.get(key);
  if (!judges) {
    judges = ofConditions.filter(({ selected: { rule } }) => rule.looksAt?.(operator, key) ?? true);
    byKey.set(key, judges);
  }
  return judges;
}

function failure({ id }: Rule, error: unknown): Violation {
  return {
    cause: id,
    message: `the rule \`${id}\` failed: \`${shortened(firstLineOf(error instanceof Error ? error.message : String(error)))}\``,
    fix: `mend the rule if it is the app's own, else report the error with the policy that brings it about; until then disable \`${id}\``,
  };
}

function firstLineOf(text: string): string {
  return text.trimStart().split('\n')[0];
}
