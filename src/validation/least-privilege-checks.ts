import { CfnResource, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { NagMessageLevel, NagPack, NagPackProps, NagRuleCompliance } from 'cdk-nag';
import { IConstruct } from 'constructs';
import { AnalysisOptions, analysisOptions } from './analysis-options';
import { acknowledgeRepetitions } from './cdk-engine';
import { announceGate, isRegistered, leftToSay, noteSaid } from './doors';
import { judge } from './judge';
import { Judgement } from './judgement';
import { PolicyValidationProps } from './policy-validation-props';
import { readTemplatesInTree } from '../cdk/app-templates';
import { Finding, findingId } from '../diagnostics/finding';
import { Severity } from '../diagnostics/severity';

/**
 * Props of `LeastPrivilegeChecks`.
 */
export interface LeastPrivilegeChecksProps extends PolicyValidationProps, NagPackProps {}

/**
 * The checks of this library as a pack of cdk-nag, for apps whose reports and acknowledgements are cdk-nag's.
 *
 * Register it with `Validations.of(app).addPlugins(new LeastPrivilegeChecks(app))`, instead of `LeastPrivilege.of(app).enforce()`:
 * what one has said the other leaves out. Findings are named `LeastPrivilege-wildcard-action[s3:*]`; informational ones are warnings, since cdk-nag has
 * no lower level.
 *
 * @see https://github.com/cdklabs/cdk-nag
 */
export class LeastPrivilegeChecks extends NagPack {
  /**
   * The name of the pack.
   */
  public readonly name: string = 'LeastPrivilegeChecks';

  private readonly options: AnalysisOptions;
  private open = new Map<IConstruct, readonly Finding[]>();

  /**
   * @param scope where acknowledged rules are written into the templates, if that is asked for
   * @param props what to judge, and how severely
   * @throws if a prop names a rule, pack, severity or action that does not exist, or a value that none could have
   */
  public constructor(scope?: IConstruct, props: LeastPrivilegeChecksProps = {}) {
    super(scope, props);
    this.packName = 'LeastPrivilege';
    this.options = analysisOptions(props);
    announceGate(this, { options: this.options });
  }

  /**
   * Judges the whole tree, then lets cdk-nag collect what is found at each resource.
   *
   * @param scope the app, stage or construct
   */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    this.open = new Map();
    const { root } = scope.node;
    const isGate = isRegistered(this, root);
    const found = judge(readTemplatesInTree(root), this.options, scope).filter(judgement => !judgement.acceptedBy);
    const open = isGate ? leftToSay(this, this.options, found, root) : found;
    for (const { construct, finding } of open) {
      const node = firstResource(construct);
      if (node) { this.open.set(node, [...this.open.get(node) ?? [], finding]); }
    }
    const report = super.validateScope(scope);
    if (isGate) {
      const said = this.saidOf(open, report);
      noteSaid(this, said, root);
      acknowledgeRepetitions(this, said, this.options.rules);
    }
    return report;
  }

  /** Without those that cdk-nag takes for acknowledged. */
  private saidOf(open: readonly Judgement[], { violations }: PolicyValidationPluginReport): readonly Judgement[] {
    const reported = new Set(violations.flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`)));
    return open.filter(({ construct, finding }) => reported.has(`${firstResource(construct)?.node.path} ${this.packName}-${findingId(finding)}`));
  }

  /**
   * Called by cdk-nag for each resource of the tree.
   *
   * @param node the resource
   */
  protected checkResource(node: CfnResource): void {
    for (const finding of this.open.get(node) ?? []) {
      this.applyRule({
        ruleSuffixOverride: findingId(finding),
        info: `${finding.message}; ${finding.fix}.`,
        explanation: finding.reference,
        level: finding.severity === Severity.ERROR ? NagMessageLevel.ERROR : NagMessageLevel.WARN,
        node,
        rule: () => NagRuleCompliance.NON_COMPLIANT,
      });
    }
  }
}

/** cdk-nag knows findings at resources only; what is said of a construct is said at the first that it makes. */
function firstResource(construct: IConstruct): CfnResource | undefined {
  return construct.node.findAll().find(child => CfnResource.isCfnResource(child)) as CfnResource | undefined;
}
