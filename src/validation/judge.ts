/**
 * The one verdict behind the plugin, the Aspect and the nag pack: templates → judgements. What a baseline tolerates is left out.
 */
import { IConstruct } from 'constructs';
import { AnalysisOptions } from './analysis-options';
import { BaselineFile } from './baseline-file';
import { Judgement, selected } from './judgement';
import { acknowledgementsUnder } from '../cdk/acknowledgements';
import { StackTemplate } from '../cdk/app-templates';
import { ConstructIndex } from '../cdk/construct-index';
import { Acceptance } from '../rules/acceptance';
import { analyze } from '../rules/analyze';
import { RuleSet } from '../rules/rule-set';
import { readInventory } from '../template/inventory';

/** Judges all policies of the templates; findings outside `scope` are left to those who judge there. */
export function judge(templates: readonly StackTemplate[], options: AnalysisOptions, scope: IConstruct): readonly Judgement[] {
  const { rules, ruleIds, context, baseline: baselinePath } = options;
  const acceptance = new Acceptance(acknowledgementsUnder(scope.node.root), rules, { ids: ruleIds, isComplete: true });
  const constructs = new ConstructIndex(templates);
  const judgements = analyze(readInventory(templates), rules, context).map(finding => {
    const template = constructs.template(finding.location.templateId);
    return new Judgement(finding, template, () => constructs.find(finding.location) ?? template.stack, acceptance);
  }).filter(judgement => isWithin(judgement, scope));
  judgements.push(...aboutAcknowledgements(judgements, acceptance, rules, scope));
  return baselinePath === undefined ? judgements : new BaselineFile(baselinePath, scope).judge(judgements, rules, acceptance);
}

function isWithin(judgement: Judgement, scope: IConstruct): boolean {
  return scope === scope.node.root || judgement.construct.node.scopes.includes(scope);
}

/** What is wrong with the acknowledgements, once each has been asked about each judgement. */
function aboutAcknowledgements(judgements: readonly Judgement[], acceptance: Acceptance, rules: RuleSet, scope: IConstruct): readonly Judgement[] {
  if (acceptance.isEmpty) { return []; }
  for (const judgement of judgements) { void judgement.acceptedBy; }
  return acceptance.problems(scope.node.path).flatMap(({ acknowledgement, finding }) => {
    const reported = selected(finding, rules);
    return reported ? [new Judgement(reported, undefined, constructAt(acknowledgement.path, scope), acceptance)] : [];
  });
}

function constructAt(path: string, { node: { root } }: IConstruct): IConstruct {
  return path === '' ? root : path.split('/').reduce((scope, id) => scope.node.findChild(id), root);
}
