/**
 * The engine built into the CDK, which judges some of what our rules judge, mostly as a warning.
 *
 * Where it says the same with no less weight, our rule stays silent. Where ours fails the build, ours is said, and its repetition is
 * acknowledged at that construct, so that the report lists it as suppressed. Nothing is hidden by that in a build that passes.
 */
import { Validations } from 'aws-cdk-lib';
import { Judgement } from './judgement';
import { Severity } from '../diagnostics/severity';
import { RuleSet, SelectedRule } from '../rules/rule-set';

const PLUGIN = 'CloudFormation-Validate';

/** What each door acknowledged when it last judged: the entries that the constructs keep. */
const acknowledged = new WeakMap<object, readonly { [id: string]: string }[]>();

/** It is on unless this variable says otherwise. */
function isOn(): boolean {
  return process.env.CDK_VALIDATION !== 'false';
}

/** Whether it says what the rule would, and need not fail the build. */
export function isSaidByCdk({ rule: { cdkRules = [] }, severity }: SelectedRule): boolean {
  return cdkRules.length > 0 && severity !== Severity.ERROR && isOn();
}

/** @param said what the door says in this synthesis, of which nothing is accepted */
export function acknowledgeRepetitions(door: object, said: readonly Judgement[], rules: RuleSet): void {
  for (const entries of acknowledged.get(door) ?? []) {
    for (const id of Object.keys(entries)) { delete entries[id]; }
  }
  const repeated = new Map(rules.flatMap(({ rule }) => rule.cdkRules ? [[rule.id, rule.cdkRules] as const] : []));
  const failing = isOn() ? said.filter(({ finding }) => finding.severity === Severity.ERROR && repeated.has(finding.ruleId)) : [];
  acknowledged.set(door, failing.map(each => {
    const { ruleId } = each.finding;
    const entries = Object.fromEntries(repeated.get(ruleId)!.map(id => [`${PLUGIN}::${id}`, `${ruleId} of this library says it, and fails the build`]));
    each.construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, entries);
    return entries;
  }));
}
