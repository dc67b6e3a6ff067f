import { Severity } from '../diagnostics/severity';

/**
 * A rule of your own about single policies.
 *
 * @example
 * import { IPolicyRule, PolicyRuleViolation, PolicyView, Severity } from 'cdk-least-privilege';
 *
 * class NoSandboxBuckets implements IPolicyRule {
 *   public readonly id = 'no-sandbox-buckets';
 *   public readonly severity = Severity.ERROR;
 *   public readonly reference = 'https://wiki.example.com/buckets';
 *
 *   public judge(policy: PolicyView): PolicyRuleViolation[] {
 *     const violations: PolicyRuleViolation[] = [];
 *     for (const statement of policy.statements) {
 *       if (statement.effect === 'Allow' && statement.resources.includes('arn:aws:s3:::sandbox/*')) {
 *         violations.push({ path: statement.path, message: 'the sandbox bucket is allowed', fix: 'name a bucket of production' });
 *       }
 *     }
 *     return violations;
 *   }
 * }
 */
export interface IPolicyRule {
  /**
   * In kebab-case, unlike that of any other rule: by it findings are acknowledged.
   */
  readonly id: string;

  /**
   * How severe its findings are.
   */
  readonly severity: Severity;

  /**
   * The page that explains it, `https://…`.
   */
  readonly reference: string;

  /**
   * Called for each policy of the app; policies that say the same are asked about once. What it throws is reported as a finding, as severe
   * as the rule is, and at least a warning.
   *
   * @param policy the policy
   * @returns what is wrong with it; empty when nothing is
   */
  judge(policy: PolicyView): PolicyRuleViolation[];
}

/**
 * A policy as rules of your own see it. Text that is known only at deployment stands in angle brackets: `arn:aws:s3:::<Orders>/*`.
 */
export interface PolicyView {
  /**
   * `identity`, `trust`, `resource`, `boundary`, `session`, `scp`, `rcp`, `endpoint` or `permission-set`.
   */
  readonly kind: string;

  /**
   * The CloudFormation type of the resource that holds it, such as `AWS::S3::BucketPolicy`.
   */
  readonly resourceType: string;

  /**
   * Its statements.
   */
  readonly statements: PolicyStatementView[];
}

/**
 * One statement of a policy.
 */
export interface PolicyStatementView {
  /**
   * Where it stands in the policy, such as `Statement/0`.
   */
  readonly path: string;

  /**
   * `Allow` or `Deny`.
   */
  readonly effect: string;

  /**
   * Its id.
   *
   * @default - it has none
   */
  readonly sid?: string;

  /**
   * The values of `Action`.
   */
  readonly actions: string[];

  /**
   * The values of `NotAction`.
   */
  readonly notActions: string[];

  /**
   * The values of `Resource`.
   */
  readonly resources: string[];

  /**
   * The values of `NotResource`.
   */
  readonly notResources: string[];

  /**
   * The values of `Principal`, by type: `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for anyone.
   */
  readonly principals: { [type: string]: string[] };

  /**
   * The values of `NotPrincipal`, in the same way.
   */
  readonly notPrincipals: { [type: string]: string[] };

  /**
   * The values of `Condition`, by operator and key: `{ StringEquals: { 'aws:SourceAccount': ['111122223333'] } }`.
   */
  readonly conditions: { [operator: string]: { [key: string]: string[] } };
}

/**
 * What a rule of your own found.
 */
export interface PolicyRuleViolation {
  /**
   * What is wrong, with the value: lower case, no full stop.
   */
  readonly message: string;

  /**
   * What to write instead.
   */
  readonly fix: string;

  /**
   * What sets it apart from others of the rule in the same resource, such as the actions; with the id of the rule it is what an
   * acknowledgement names, so it must not depend on logical ids or on the order of statements.
   *
   * @default - there can be only one in a resource
   */
  readonly cause?: string;

  /**
   * Where in the policy, such as `Statement/0/Action`.
   *
   * @default - the policy as a whole
   */
  readonly path?: string;
}
