/**
 * Props of the user → options of the engine. A rule id or pack that does not exist is an error: a misspelt one would otherwise
 * leave everything as it was, in silence.
 */
import { isSaidByCdk } from './cdk-engine';
import { checkContext } from './checked-context';
import { customRule } from './custom-rule';
import { IPolicyRule } from './policy-rule';
import { PolicyValidationProps } from './policy-validation-props';
import { nearestName } from '../diagnostics/nearest-name';
import { Severity } from '../diagnostics/severity';
import { packNames } from '../rules/packs';
import { RULES } from '../rules/registry';
import { Rule } from '../rules/rule';
import { DEFAULT_CONTEXT, RuleContext } from '../rules/rule-context';
import { RuleSet, selectRules } from '../rules/rule-set';

/** Which rules judge, what they ask for, and what is tolerated. */
export interface AnalysisOptions {
  readonly rules: RuleSet;
  /** The ids of all rules, those that do not judge and the app's own included. */
  readonly ruleIds: ReadonlySet<string>;
  readonly context: RuleContext;
  /** The path of the baseline. */
  readonly baseline?: string;
}

export function analysisOptions({
  packs = ['recommended'], severities = {}, disabledRules = [], customRules = [], baseline, ...context
}: PolicyValidationProps): AnalysisOptions {
  const ownRules = customRules.map(checkedRule);
  const ids = [...RULES, ...ownRules].map(({ id }) => id);
  const rules = selectRules({
    packs: packs.map(pack => known('packs', pack, 'pack', packNames())),
    customRules: ownRules,
    severities: new Map(Object.entries(severities).map(([id, severity]) => (
      [known('severities', id, 'rule', ids), checkedSeverity(severity, `\`severities\` gives the rule \`${id}\``)]
    ))),
    disabled: new Set(disabledRules.map(id => known('disabledRules', id, 'rule', ids))),
  });
  return {
    rules: rules.filter(selected => !isSaidByCdk(selected) || selected.rule.id in severities),
    ruleIds: new Set(ids),
    context: { ...DEFAULT_CONTEXT, ...contextOf(context) },
    baseline,
  };
}

type ContextProps = Omit<PolicyValidationProps, 'packs' | 'severities' | 'disabledRules' | 'customRules' | 'baseline'>;

/** Without what is not given, and without the members that other props of the user add. */
function contextOf(props: ContextProps): Partial<RuleContext> {
  const { requirePermissionsBoundary, trustedAccounts, sensitiveAccess, requiredConditions, additionalActions, maxStatements, maxActions } = props;
  checkContext({ trustedAccounts, sensitiveAccess, requiredConditions, additionalActions, maxStatements, maxActions });
  const given = { requirePermissionsBoundary, trustedAccounts, sensitiveAccess, requiredConditions, additionalActions, maxStatements, maxActions };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/**
 * Refuses an id that is close to that of a rule of this library. Any other may be a custom rule's.
 *
 * @throws if the id is likely misspelt
 */
export function refuseMisspeltRule(id: string): void {
  const ids = RULES.map(rule => rule.id);
  const nearest = ids.includes(id) ? undefined : nearestName(id, ids);
  if (nearest) { throw new Error(`there is no rule \`${id}\` to acknowledge; did you mean \`${nearest}\`?`); }
}

function known(prop: string, name: string, what: string, names: readonly string[]): string {
  if (names.includes(name)) { return name; }
  const nearest = nearestName(name, names);
  const instead = nearest ? `did you mean \`${nearest}\`?` : listed(what, names);
  throw new Error(`\`${prop}\` names the ${what} \`${name}\`, which does not exist; ${instead}`);
}

function listed(what: string, names: readonly string[]): string {
  return names.length > 40 ? `the rule reference lists all ${names.length} ${what}s` : `known ${what}s: ${names.join(', ')}`;
}

function checkedRule(rule: IPolicyRule): Rule {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(rule.id)) {
    throw new Error(`the id of a custom rule is \`${rule.id}\`, expected kebab-case such as \`no-sandbox-buckets\``);
  }
  if (RULES.some(({ id }) => id === rule.id)) {
    throw new Error(`the id of a custom rule is \`${rule.id}\`, which is one of this library's rules; give it another, such as \`my-${rule.id}\``);
  }
  checkedSeverity(rule.severity, `the custom rule \`${rule.id}\` has`);
  return customRule(rule);
}

/** In languages without enums it can be any text. */
function checkedSeverity(severity: Severity, whose: string): Severity {
  const severities = Object.values(Severity);
  if (severities.includes(severity)) { return severity; }
  const nearest = typeof severity === 'string' ? nearestName(severity, severities) ?? severities.find(name => name.startsWith(severity)) : undefined;
  const instead = nearest ? `did you mean \`${nearest}\`?` : 'write for example `Severity.WARNING`';
  throw new Error(`${whose} the severity \`${severity}\`, expected \`error\`, \`warning\` or \`info\`; ${instead}`);
}
