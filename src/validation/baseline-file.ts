/**
 * The baseline of an app, in its file: which findings it tolerates, and how it is written.
 *
 * It is written only when the app is told to: at first with all findings that nobody has accepted, later without those that are
 * gone. It never grows, and a run that is not told to write leaves it alone.
 */
import * as fs from 'fs';
import { IConstruct } from 'constructs';
import { Judgement, selected } from './judgement';
import { Acceptance } from '../rules/acceptance';
import { Baseline, BaselineEntry, baselineEntry } from '../rules/baseline';
import { staleEntryFinding } from '../rules/findings/stale-baseline-entry';
import { RuleSet } from '../rules/rule-set';

/** The context key, given as `cdk synth -c cdk-least-privilege:write-baseline=true`. */
export const WRITE_BASELINE = 'cdk-least-privilege:write-baseline';

export class BaselineFile {
  public constructor(private readonly path: string, private readonly scope: IConstruct) {}

  /**
   * The judgements that the baseline does not tolerate, and what is wrong with the baseline.
   *
   * @throws if the file is not there, holds no baseline or cannot be written
   */
  public judge(judgements: readonly Judgement[], rules: RuleSet, acceptance: Acceptance): readonly Judgement[] {
    const isWriting = [true, 'true'].includes(this.scope.node.tryGetContext(WRITE_BASELINE));
    const baseline = this.read() ?? (isWriting ? Baseline.of(judgements.filter(({ acceptedBy }) => !acceptedBy).map(entryOf)) : undefined);
    if (!baseline) {
      throw new Error(`the baseline \`${this.path}\` does not exist; write it with \`cdk synth -c ${WRITE_BASELINE}=true\`, or leave \`baseline\` out`);
    }
    const open = judgements.filter(judgement => judgement.acceptedBy || !baseline.tolerates(entryOf(judgement)));
    if (isWriting) {
      this.write(baseline.shrunk);
      return open;
    }
    return [...open, ...baseline.stale.flatMap(entry => {
      const finding = selected(staleEntryFinding(entry, this.path, `cdk synth -c ${WRITE_BASELINE}=true`), rules);
      return finding ? [new Judgement(finding, undefined, this.scope, acceptance)] : [];
    })];
  }

  private write(baseline: Baseline): void {
    try {
      fs.writeFileSync(this.path, baseline.print());
    } catch (error) {
      throw new Error(`the baseline \`${this.path}\` cannot be written: ${(error as Error).message}`);
    }
  }

  private read(): Baseline | undefined {
    if (!fs.existsSync(this.path)) { return undefined; }
    try {
      return Baseline.parse(fs.readFileSync(this.path, 'utf8'));
    } catch (error) {
      throw new Error(`the baseline \`${this.path}\` cannot be read: ${(error as Error).message}; delete it and write it anew`);
    }
  }
}

/** Resources that no construct stands for are told apart by their logical ids. */
function entryOf({ finding, construct, template }: Judgement): BaselineEntry {
  const { path } = construct.node;
  return baselineEntry(finding, construct === template?.stack ? `${path}/${finding.location.logicalId}` : path);
}
