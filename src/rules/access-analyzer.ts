/**
 * What the policy validation of IAM Access Analyzer reports, code by code, and the rule of ours that answers it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */

export interface AccessAnalyzerCheck {
  /** The issue code, such as `INVALID_ACTION`. */
  readonly code: string;
  /** The ids of the rules that answer it; empty when none does. */
  readonly rules: readonly string[];
  /** Why no rule answers it. */
  readonly leftOut?: string;
}

export const ACCESS_ANALYZER_CHECKS: readonly AccessAnalyzerCheck[] = [];

export const ACCESS_ANALYZER_RULES: ReadonlySet<string> = new Set(ACCESS_ANALYZER_CHECKS.flatMap(({ rules }) => rules));
