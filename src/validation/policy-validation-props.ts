import { IPolicyRule } from './policy-rule';
import { Severity } from '../diagnostics/severity';

/**
 * What to judge, and how severely.
 */
export interface PolicyValidationProps {
  /**
   * The packs of rules to apply: `recommended`, `strict` (that, and hygiene), `preview` (rules that are new and may still change),
   * `access-analyzer` (what the policy validation of IAM Access Analyzer checks), or the families of the rule reference, such as `trust`.
   *
   * @default ['recommended']
   */
  readonly packs?: string[];

  /**
   * Severities that differ from the rules' own, by rule id, such as `{ 'wildcard-resource': Severity.WARNING }`. A rule that is in
   * none of the packs is applied if it is named here.
   *
   * @default - each rule has the severity that its documentation names
   */
  readonly severities?: { [ruleId: string]: Severity };

  /**
   * Ids of rules that are not to judge at all. To accept single findings, acknowledge them instead, where they stand.
   *
   * @default - all rules of the packs judge
   */
  readonly disabledRules?: string[];

  /**
   * Rules of your own, applied to every policy beside those of the packs.
   *
   * @default - none
   */
  readonly customRules?: IPolicyRule[];

  /**
   * A file with findings to tolerate, for an app that had them before: old findings pass, new ones count, and the file only shrinks.
   * A finding with other or wider actions or resources is a new one.
   *
   * `cdk synth -c cdk-least-privilege:write-baseline=true` writes it with the findings that are there now, or takes out of it those
   * that are gone. A relative path starts at the working directory of the app, where `cdk.json` is.
   *
   * @default - no finding is tolerated
   */
  readonly baseline?: string;

  /**
   * Whether each IAM role and user must have a permissions boundary.
   *
   * @default false
   */
  readonly requirePermissionsBoundary?: boolean;

  /**
   * Ids of accounts, of twelve digits, that may be given access besides the app's own.
   *
   * @default - none
   */
  readonly trustedAccounts?: string[];

  /**
   * Access that no policy of the app is to give.
   *
   * @default - none
   */
  readonly sensitiveAccess?: SensitiveAccess[];

  /**
   * Condition keys that statements must compare if they allow certain actions.
   *
   * @default - none
   */
  readonly requiredConditions?: RequiredCondition[];

  /**
   * Actions, such as `s3:NewAction`, that exist though this library does not know them yet.
   *
   * @default - none
   */
  readonly additionalActions?: string[];

  /**
   * The most statements that a policy may have before people no longer review it.
   *
   * @default 50
   */
  readonly maxStatements?: number;

  /**
   * The most actions that one statement may list.
   *
   * @default 50
   */
  readonly maxActions?: number;
}

/**
 * Access that no policy is to give.
 */
export interface SensitiveAccess {
  /**
   * Actions, `*` and `?` as in a policy: `s3:GetObject`, `kms:*`.
   */
  readonly actions: string[];

  /**
   * ARNs, `*` and `?` as in a policy.
   */
  readonly resources: string[];
}

/**
 * A condition key that statements must compare if they allow an action.
 */
export interface RequiredCondition {
  /**
   * The action, `*` and `?` as in a policy: `ec2:RunInstances`.
   */
  readonly action: string;

  /**
   * The condition key, such as `aws:RequestedRegion`.
   */
  readonly key: string;
}
