/**
 * What the user chose for an analysis, as far as rules ask for it.
 */

/** Access that nobody, or almost nobody, is to have. */
export interface SensitiveAccess {
  /** Action patterns, such as `s3:GetObject` or `kms:*`. */
  readonly actions: readonly string[];
  /** ARN patterns. */
  readonly resources: readonly string[];
}

/** A condition that statements must have if they allow an action. */
export interface RequiredCondition {
  /** An action pattern. */
  readonly action: string;
  /** A condition key, such as `aws:RequestedRegion`. */
  readonly key: string;
}

export interface RuleContext {
  /** Whether each role and user must have a permissions boundary. */
  readonly requirePermissionsBoundary: boolean;
  /** Ids of accounts that may be given access, besides the app's own. */
  readonly trustedAccounts: readonly string[];
  readonly sensitiveAccess: readonly SensitiveAccess[];
  readonly requiredConditions: readonly RequiredCondition[];
  /** Actions, `service:Name`, that exist though the catalog does not know them yet. */
  readonly additionalActions: readonly string[];
  /** The most statements that a policy may have before a person can no longer review it. */
  readonly maxStatements: number;
  /** The most actions that a statement may list. */
  readonly maxActions: number;
}

export const DEFAULT_CONTEXT: RuleContext = {
  requirePermissionsBoundary: false,
  trustedAccounts: [],
  sensitiveAccess: [],
  requiredConditions: [],
  additionalActions: [],
  maxStatements: 50,
  maxActions: 50,
};
