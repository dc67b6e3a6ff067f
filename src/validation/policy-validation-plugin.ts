import {
  IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolatingResource, PolicyViolation,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AnalysisOptions, analysisOptions } from './analysis-options';
import { acknowledgeRepetitions } from './cdk-engine';
import { announceGate, isRegistered, leftToSay, noteSaid } from './doors';
import { judge } from './judge';
import { Judgement } from './judgement';
import { PolicyValidationProps } from './policy-validation-props';
import { describeCatalog } from '../catalog/data-file';
import { readWrittenTemplates } from '../cdk/app-templates';
import { NAMESPACE } from '../diagnostics/acknowledgement';
import { Finding } from '../diagnostics/finding';
import { Severity } from '../diagnostics/severity';
import { libraryVersion } from '../reporting/library-version';
import { RULES } from '../rules/registry';

/**
 * Props of `PolicyValidationPlugin`.
 */
export interface PolicyValidationPluginProps extends PolicyValidationProps {
  /**
   * Report only what stands at or under this construct. The whole app is read all the same, since a policy can lead to a role
   * elsewhere.
   *
   * @default - everything in the app
   */
  readonly scope?: IConstruct;
}

/**
 * The gate: judges every policy of the app on the templates that synthesis wrote, and fails `cdk synth` on errors.
 *
 * It sees what is going to be deployed: overrides, nested stacks, cross-stack references, included templates, and policies inside
 * JSON text. Register it with `Validations.of(app).addPlugins(new PolicyValidationPlugin())`, or let
 * `LeastPrivilege.of(app).enforce()` do that.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class PolicyValidationPlugin implements IPolicyValidationPlugin {
  /**
   * The name of the plugin, which is also the namespace of the ids to acknowledge: `LeastPrivilege::wildcard-action`.
   */
  public readonly name: string = NAMESPACE;

  /**
   * The version of this library.
   */
  public readonly version?: string;

  /**
   * The ids of all rules.
   */
  public readonly ruleIds?: string[];

  private readonly options: AnalysisOptions;
  private readonly scope?: IConstruct;

  /**
   * @param props what to judge, and how severely
   * @throws if a prop names a rule, pack, severity or action that does not exist, or a value that none could have
   */
  public constructor(props: PolicyValidationPluginProps = {}) {
    this.version = libraryVersion();
    this.ruleIds = RULES.map(rule => rule.id);
    this.options = analysisOptions(props);
    this.scope = props.scope;
    announceGate(this, { options: this.options, scope: this.scope });
  }

  /**
   * Called by the CDK once the templates are written.
   *
   * @param context the templates and the construct tree
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const root = context.appConstruct;
    const judgements = this.withoutRepetitions(judge(readWrittenTemplates(root, context.stackTemplates), this.options, this.scope ?? root), root);
    return {
      success: judgements.every(judgement => judgement.finding.severity !== Severity.ERROR),
      metadata: { catalog: describeCatalog() },
      violations: groupBySentence(judgements),
    };
  }

  private withoutRepetitions(judgements: readonly Judgement[], root: IConstruct): readonly Judgement[] {
    if (!isRegistered(this, root)) { return judgements; }
    const own = leftToSay(this, this.options, judgements, root);
    noteSaid(this, own, root);
    acknowledgeRepetitions(this, own.filter(({ acceptedBy }) => !acceptedBy), this.options.rules);
    return own;
  }
}

/** A violation whose resources are still being collected. */
interface Group extends PolicyViolation {
  readonly violatingResources: PolicyViolatingResource[];
}

/** One violation for each id and sentence, with all resources that it is true of. */
function groupBySentence(judgements: readonly Judgement[]): PolicyViolation[] {
  const groups: Group[] = [];
  // One map in another: the texts are long and most findings share theirs, so that to join them into a key would take the most time.
  const byMessage = new Map<string, Map<string, Map<string, Group>>>();
  for (const judgement of judgements) {
    const { finding } = judgement;
    const byId = inner(inner(byMessage, finding.message), finding.fix);
    const ruleName = judgement.reportedId;
    let group = byId.get(ruleName);
    if (!group) {
      group = {
        ruleName,
        description: finding.message,
        fix: `${finding.fix}\n${finding.reference}`,
        severity: finding.severity,
        ruleMetadata: metadataOf(finding),
        violatingResources: [],
      };
      byId.set(ruleName, group);
      groups.push(group);
    }
    group.violatingResources.push(violatingResource(judgement));
  }
  return groups;
}

function inner<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

/** What programs may want to know beside the sentences. */
function metadataOf({ ruleId, witness, replacement }: Finding): { [key: string]: string } {
  return {
    rule: ruleId,
    ...witness && { witness: JSON.stringify({ ...witness, principal: witness.principal.id }) },
    ...replacement && { replacement: JSON.stringify(replacement) },
  };
}

/** The CDK finds the construct by template and logical id. */
function violatingResource(judgement: Judgement): PolicyViolatingResource {
  const { finding, template } = judgement;
  if (!template) { return { constructPath: judgement.construct.node.path, locations: [] }; }
  return {
    resourceLogicalId: finding.location.logicalId,
    templatePath: template.templatePath,
    // With dots, as the CDK compares them with the properties that were assigned, to show where.
    locations: [finding.location.propertyPath.replace(/\//g, '.')],
  };
}
