/**
 * A finding with its construct and, if there is one, the acknowledgement that accepts it.
 */
import { IConstruct } from 'constructs';
import { StackTemplate } from '../cdk/app-templates';
import { Acknowledgement } from '../diagnostics/acknowledgement';
import { Finding } from '../diagnostics/finding';
import { Acceptance } from '../rules/acceptance';
import { RuleSet } from '../rules/rule-set';

export class Judgement {
  private accepting: Acknowledgement | undefined | null = null;

  /**
   * @param template the template that the finding stands in; `undefined` for one about what the app says of its findings
   * @param place the construct, or how to find it, which costs time
   */
  public constructor(
    public readonly finding: Finding,
    public readonly template: StackTemplate | undefined,
    private readonly place: IConstruct | (() => IConstruct),
    private readonly acceptance: Acceptance,
  ) {}

  /** The construct that makes the resource, or its stack where none does. */
  public get construct(): IConstruct {
    return typeof this.place === 'function' ? this.place() : this.place;
  }

  public get acceptedBy(): Acknowledgement | undefined {
    if (this.acceptance.isEmpty) { return undefined; }
    if (this.accepting === null) { this.accepting = this.acceptance.accept(this.finding, this.construct.node.path); }
    return this.accepting;
  }

  /** The id by which the CDK tells whether it is accepted, which it compares to the letter. */
  public get reportedId(): string {
    return this.acceptedBy?.id ?? this.acceptance.openId(this.finding, () => this.construct.node.path);
  }
}

/** With the severity that its rule was given; `undefined` if the rule does not judge. */
export function selected(finding: Finding, rules: RuleSet): Finding | undefined {
  const rule = rules.find(({ rule: { id } }) => id === finding.ruleId);
  return rule && { ...finding, severity: rule.severity };
}
