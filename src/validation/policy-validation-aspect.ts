import { Annotations, IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AnalysisOptions, analysisOptions } from './analysis-options';
import { leftToSay, noteSaid } from './doors';
import { judge } from './judge';
import { Judgement } from './judgement';
import { PolicyValidationProps } from './policy-validation-props';
import { readTemplatesInTree } from '../cdk/app-templates';
import { NAMESPACE } from '../diagnostics/acknowledgement';
import { findingId } from '../diagnostics/finding';
import { Severity } from '../diagnostics/severity';
import { formatFinding } from '../reporting/text';

/**
 * The verdict of `PolicyValidationPlugin` as an Aspect, for scopes without an app around them and for unit tests that stop before
 * templates are written.
 *
 * An Aspect's order is per construct, so a visit only registers the judgement; it falls as a construct validation, when all
 * Aspects have run and references between stacks are resolved. Errors fail synthesis; warnings become annotations.
 *
 * Add it with `Aspects.of(scope).add(new PolicyValidationAspect())`; it reports what stands under that scope.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/aspects.html
 */
export class PolicyValidationAspect implements IAspect {
  private readonly options: AnalysisOptions;
  private readonly scopes = new Set<IConstruct>();

  /**
   * @param props what to judge, and how severely
   * @throws if a prop names a rule, pack, severity or action that does not exist, or a value that none could have
   */
  public constructor(props: PolicyValidationProps = {}) {
    this.options = analysisOptions(props);
  }

  /**
   * Called by the CDK for each construct, the scope that the Aspect was added to first.
   *
   * @param node the construct
   */
  public visit(node: IConstruct): void {
    if (node.node.scopes.some(scope => this.scopes.has(scope))) { return; }
    this.scopes.add(node);
    const door = {};
    node.node.addValidation({ validate: () => this.judge(node, door) });
  }

  /** @param door what stands for this Aspect at this scope */
  private judge(scope: IConstruct, door: object): string[] {
    const { root } = scope.node;
    const found = judge(readTemplatesInTree(root), this.options, scope).filter(judgement => !judgement.acceptedBy);
    const open = leftToSay(door, this.options, found, root);
    noteSaid(door, open, root);
    for (const judgement of open) { annotate(judgement); }
    return open.filter(({ finding }) => finding.severity === Severity.ERROR).map(describe);
  }
}

function annotate({ finding, construct }: Judgement): void {
  const text = formatFinding(finding);
  switch (finding.severity) {
    case Severity.WARNING: return Annotations.of(construct).addWarningV2(`${NAMESPACE}::${finding.ruleId}`, text);
    case Severity.INFO: return Annotations.of(construct).addInfo(text);
    default: return undefined;
  }
}

function describe({ finding, construct }: Judgement): string {
  return `${construct.node.path}\n  ${formatFinding(finding)}\n    acknowledge with '${NAMESPACE}::${findingId(finding)}'`;
}
