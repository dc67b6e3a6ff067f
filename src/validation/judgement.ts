/**
 * The one verdict behind the plugin and the Aspect: templates → findings, each with its construct and, if there is one, the
 * acknowledgement that accepts it.
 */
import { IConstruct } from 'constructs';
import { AnalysisOptions } from './analysis-options';
import { Acknowledgements } from '../cdk/acknowledgements';
import { StackTemplate } from '../cdk/app-templates';
import { ConstructIndex } from '../cdk/construct-index';
import { Finding, findingId } from '../diagnostics/finding';
import { analyze } from '../rules/analyze';
import { RULES } from '../rules/registry';
import { readInventory } from '../template/inventory';

/** The namespace of our ids; also the name of the plugin. */
export const NAMESPACE = 'LeastPrivilege';
/** Where the CDK files acknowledgements of ids that were given without a namespace. */
const NO_NAMESPACE = 'Annotation';
/** How an acknowledged id of ours begins. */
const OUR_IDS = [`${NAMESPACE}::`, ...RULES.map(rule => `${NO_NAMESPACE}::${rule.id}`)];

export class Judgement {
  public constructor(
    public readonly finding: Finding,
    public readonly template: StackTemplate,
    private readonly constructs: ConstructIndex,
    private readonly acknowledgements: Acknowledgements | undefined,
  ) {}

  /** The construct that makes the resource, or its stack where none does. To find it costs time. */
  public get construct(): IConstruct {
    return this.constructs.find(this.finding.location) ?? this.template.stack;
  }

  /** The id that the user acknowledged, namespace included. */
  public get acknowledgedId(): string | undefined {
    return this.acknowledgements?.find(this.construct, acknowledgeableIds(this.finding));
  }
}

/** Judges all policies of the templates; findings outside `scope` are left to those who judge there. */
export function judge(templates: readonly StackTemplate[], options: AnalysisOptions, scope: IConstruct): readonly Judgement[] {
  const findings = analyze(readInventory(templates), options.rules, options.context);
  if (findings.length === 0) { return []; }
  const acknowledgements = new Acknowledgements(scope.node.root);
  const relevant = acknowledgements.hasAny(OUR_IDS) ? acknowledgements : undefined;
  const constructs = new ConstructIndex(templates);
  return findings
    .map(finding => new Judgement(finding, constructs.template(finding.location.templateId), constructs, relevant))
    .filter(judgement => isWithin(judgement, scope));
}

/** The precise id and the whole rule's, each with our namespace and without. */
function acknowledgeableIds(finding: Finding): string[] {
  return [NAMESPACE, NO_NAMESPACE].flatMap(namespace => [`${namespace}::${findingId(finding)}`, `${namespace}::${finding.ruleId}`]);
}

function isWithin(judgement: Judgement, scope: IConstruct): boolean {
  return scope === scope.node.root || judgement.construct.node.scopes.includes(scope);
}
