/**
 * The one verdict behind the plugin and the Aspect: templates → findings, each with its construct and, if there is one, the
 * acknowledgement that accepts it.
 */
import { IConstruct } from 'constructs';
import { findAcknowledgement } from '../cdk/acknowledgements';
import { StackTemplate } from '../cdk/app-templates';
import { ConstructIndex } from '../cdk/construct-index';
import { Finding, findingId } from '../diagnostics/finding';
import { AnalysisOptions, analyze } from '../rules/analyze';
import { RULES } from '../rules/registry';
import { readInventory } from '../template/inventory';

/** The namespace of our ids; also the name of the plugin. */
export const NAMESPACE = 'LeastPrivilege';
/** Where the CDK files acknowledgements of ids that were given without a namespace. */
const NO_NAMESPACE = 'Annotation';

export interface Judgement {
  readonly finding: Finding;
  /** The construct that makes the resource, or its stack where none does. */
  readonly construct: IConstruct;
  readonly template: StackTemplate;
  /** The id that the user acknowledged, namespace included. */
  readonly acknowledgedId?: string;
}

/** Judges all policies of the templates; findings outside `scope` are left to those who judge there. */
export function judge(templates: readonly StackTemplate[], options: AnalysisOptions, scope: IConstruct): readonly Judgement[] {
  const findings = analyze(readInventory(templates, RESOURCE_TYPES), options);
  const constructs = new ConstructIndex(templates);
  const judgements: Judgement[] = [];
  for (const finding of findings) {
    const template = constructs.template(finding.location.templateId);
    const construct = constructs.find(finding.location) ?? template.stack;
    if (isWithin(construct, scope)) {
      judgements.push({ finding, construct, template, acknowledgedId: findAcknowledgement(construct, acknowledgeableIds(finding)) });
    }
  }
  return judgements;
}

const RESOURCE_TYPES: ReadonlySet<string> = new Set(RULES.flatMap(rule => rule.resourceTypes ?? []));

/** The precise id and the whole rule's, each with our namespace and without. */
function acknowledgeableIds(finding: Finding): string[] {
  return [NAMESPACE, NO_NAMESPACE].flatMap(namespace => [`${namespace}::${findingId(finding)}`, `${namespace}::${finding.ruleId}`]);
}

function isWithin(construct: IConstruct, scope: IConstruct): boolean {
  const { path } = scope.node;
  return path === '' || construct.node.path === path || construct.node.path.startsWith(`${path}/`);
}
