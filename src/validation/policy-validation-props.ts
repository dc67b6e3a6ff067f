import { Severity } from '../diagnostics/severity';

/**
 * What to judge, and how severely.
 */
export interface PolicyValidationProps {
  /**
   * Whether each IAM role and user must have a permissions boundary.
   *
   * @default false
   */
  readonly requirePermissionsBoundary?: boolean;

  /**
   * Severities that differ from the rules' own, by rule id, such as `{ 'wildcard-resource': Severity.WARNING }`.
   *
   * @default - each rule has the severity that its documentation names
   */
  readonly severities?: { [ruleId: string]: Severity };

  /**
   * Ids of rules that are not to judge at all. To accept single findings, acknowledge them instead, where they stand.
   *
   * @default - all rules judge
   */
  readonly disabledRules?: string[];
}
