/**
 * Props of the user → options of the engine. A rule id that does not exist is an error: a misspelt id would otherwise leave the
 * rule as it was, in silence.
 */
import { PolicyValidationProps } from './policy-validation-props';
import { nearestName } from '../diagnostics/nearest-name';
import { RULES } from '../rules/registry';
import { DEFAULT_CONTEXT, RuleContext } from '../rules/rule-context';
import { RuleSet, selectRules } from '../rules/rule-set';

/** Which rules judge, and what they ask for. */
export interface AnalysisOptions {
  readonly rules: RuleSet;
  readonly context: RuleContext;
}

export function analysisOptions({ severities = {}, disabledRules = [], requirePermissionsBoundary = false }: PolicyValidationProps): AnalysisOptions {
  return {
    rules: selectRules({
      severities: new Map(Object.entries(severities).map(([id, severity]) => [knownRule(id, 'severities'), severity])),
      disabled: new Set(disabledRules.map(id => knownRule(id, 'disabledRules'))),
    }),
    context: { ...DEFAULT_CONTEXT, requirePermissionsBoundary },
  };
}

function knownRule(id: string, prop: string): string {
  const ids = RULES.map(rule => rule.id);
  if (ids.includes(id)) { return id; }
  const nearest = nearestName(id, ids);
  throw new Error(`\`${prop}\` names the rule \`${id}\`, which does not exist; ${nearest ? `did you mean \`${nearest}\`?` : `known rules: ${ids.join(', ')}`}`);
}
