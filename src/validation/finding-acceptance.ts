/**
 * Which findings to accept, and why.
 */
export interface FindingAcceptance {
  /**
   * The id of the rule, such as `wildcard-action`.
   */
  readonly rule: string;

  /**
   * Accept only findings whose actions are all covered by this pattern or by those of other acknowledgements of the rule, such as
   * `s3:*`, written as in the policy.
   *
   * @default - findings about any actions
   */
  readonly action?: string;

  /**
   * Accept only findings whose resources are all covered by this pattern or by those of other acknowledgements of the rule, such as
   * `arn:aws:s3:::orders-*`. What is known only at deployment is written in angle brackets, as the finding shows it.
   *
   * @default - findings about any resources
   */
  readonly resource?: string;

  /**
   * Why it is right here.
   */
  readonly reason: string;

  /**
   * Who answers for it.
   *
   * @default - nobody is named
   */
  readonly owner?: string;

  /**
   * The last day on which it is accepted, in UTC: `2027-03-31`. From the next day on the findings count again.
   *
   * @default - it does not expire
   */
  readonly expires?: string;
}
