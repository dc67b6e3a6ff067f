/**
 * Props of the user → options of the engine. A rule id that does not exist is an error: a misspelt id would otherwise leave the
 * rule as it was, in silence.
 */
import { PolicyValidationProps } from './policy-validation-props';
import { nearestName } from '../diagnostics/nearest-name';
import { Severity } from '../diagnostics/severity';
import { AnalysisOptions } from '../rules/analyze';
import { RULES } from '../rules/registry';

export function analysisOptions(props: PolicyValidationProps): AnalysisOptions {
  const severities = new Map<string, Severity | undefined>();
  for (const [id, severity] of Object.entries(props.severities ?? {})) { severities.set(knownRule(id, 'severities'), severity); }
  for (const id of props.disabledRules ?? []) { severities.set(knownRule(id, 'disabledRules'), undefined); }
  return { requirePermissionsBoundary: props.requirePermissionsBoundary ?? false, severities };
}

function knownRule(id: string, prop: string): string {
  const ids = RULES.map(rule => rule.id);
  if (ids.includes(id)) { return id; }
  const nearest = nearestName(id, ids);
  throw new Error(`\`${prop}\` names the rule \`${id}\`, which does not exist; ${nearest ? `did you mean \`${nearest}\`?` : `known rules: ${ids.join(', ')}`}`);
}
