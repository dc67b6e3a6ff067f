/**
 * Which of an app's doors says a finding, so that it is said once: the first that comes to it, unless another is sure to say it with
 * more weight.
 *
 * What a door leaves out, another says in the same synthesis, and at least as severely: a build that would fail still fails. Where that
 * is not certain the finding is said twice.
 */
import { App, IPolicyValidationPlugin, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AnalysisOptions } from './analysis-options';
import { Judgement } from './judgement';
import { findingId } from '../diagnostics/finding';
import { outweighs, Severity } from '../diagnostics/severity';
import { failedRule } from '../rules/findings/failed-rule';

/** A plugin of ours, by what it judges. */
interface Gate {
  readonly options: AnalysisOptions;
  /** @default - all that its stage holds */
  readonly scope?: IConstruct;
}

interface RegisteredGate extends Gate {
  readonly plugin: IPolicyValidationPlugin;
  readonly stage: Stage;
}

const gates = new WeakMap<IPolicyValidationPlugin, Gate>();
/** By the root of the tree: what each door said when it last judged, in the order in which they judged first, which is that of each synthesis. */
const said = new WeakMap<IConstruct, Map<object, ReadonlyMap<string, Severity>>>();

/** To be called by each plugin of ours, so that the other doors know what it judges. */
export function announceGate(plugin: IPolicyValidationPlugin, gate: Gate): void {
  gates.set(plugin, gate);
}

/** Whether the CDK calls the plugin at synthesis. One that is called by hand is alone. */
export function isRegistered(plugin: IPolicyValidationPlugin, root: IConstruct): boolean {
  return gatesIn(root).some(gate => gate.plugin === plugin);
}

/** The judgements that are the door's to say. */
export function leftToSay(door: object, options: AnalysisOptions, judgements: readonly Judgement[], root: IConstruct): readonly Judgement[] {
  const before = saidBefore(door, root);
  const others = gatesIn(root).filter(({ plugin }) => plugin !== door);
  return judgements.filter(judgement => {
    const key = before.length === 0 ? '' : keyOf(judgement);
    return !before.some(earlier => isAtLeast(earlier.get(key), judgement.finding.severity))
      && !others.some(gate => isSaidBy(gate, judgement, options));
  });
}

/** To be called by each door in each synthesis, once it knows what it says. */
export function noteSaid(door: object, judgements: readonly Judgement[], root: IConstruct): void {
  saidIn(root).set(door, new Map(judgements.map(judgement => [keyOf(judgement), judgement.finding.severity])));
}

function isAtLeast(earlier: Severity | undefined, severity: Severity): boolean {
  return earlier !== undefined && !outweighs(severity, earlier);
}

function saidBefore(door: object, root: IConstruct): readonly ReadonlyMap<string, Severity>[] {
  const doors = saidIn(root);
  // Its place in the order, whatever it goes on to say.
  if (!doors.has(door)) { doors.set(door, new Map()); }
  const order = [...doors];
  return order.slice(0, order.findIndex(([each]) => each === door)).map(([, own]) => own);
}

function saidIn(root: IConstruct): Map<object, ReadonlyMap<string, Severity>> {
  const doors = said.get(root) ?? new Map<object, ReadonlyMap<string, Severity>>();
  said.set(root, doors);
  return doors;
}

/** Unlike the path of its construct, the logical id of a resource costs nothing to know. */
function keyOf(judgement: Judgement): string {
  const { finding, template } = judgement;
  const { templateId, logicalId } = finding.location;
  return `${template ? `${templateId}\n${logicalId}` : judgement.construct.node.path}\n${findingId(finding)}`;
}

/** Whether the gate comes to the same by the same rule and options, gives it more weight, and tolerates nothing. */
function isSaidBy({ options, scope, stage }: RegisteredGate, { finding, template, construct }: Judgement, own: AnalysisOptions): boolean {
  // A rule that fails here need not fail there, or be one of the gate's.
  if (finding.ruleId === failedRule.id) { return false; }
  const selected = options.rules.find(({ rule }) => rule.id === finding.ruleId);
  if (!selected || !template || !outweighs(selected.severity, finding.severity) || options.baseline !== undefined) { return false; }
  const isSameRule = own.rules.some(({ rule }) => rule === selected.rule);
  const above = construct.node.scopes;
  return isSameRule && above.includes(stage) && (!scope || above.includes(scope)) && JSON.stringify(options.context) === JSON.stringify(own.context);
}

/** The CDK calls plugins only in apps: those of the app, and those of the stages in it. */
function gatesIn(root: IConstruct): readonly RegisteredGate[] {
  return App.isApp(root) ? gatesOf(root) : [];
}

function gatesOf(stage: Stage): readonly RegisteredGate[] {
  const own = stage._validationPlugins.flatMap(plugin => {
    const gate = gates.get(plugin);
    return gate ? [{ ...gate, plugin, stage }] : [];
  });
  return [...stage.node.children.filter(child => Stage.isStage(child)).flatMap(gatesOf), ...own];
}
