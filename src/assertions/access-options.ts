/**
 * What else is known of a request that `Access` judges.
 */
export interface AccessRequestOptions {
  /**
   * Condition keys of the request with their values: text, numbers, booleans, or lists of these for a multivalued key. A key that
   * is not here is absent from the request. What AWS derives from the principal, such as `aws:PrincipalArn`, need not be given, nor
   * `aws:RequestedRegion` for a request in the region of the resource's ARN or of a bucket of the app.
   *
   * @default - no key but those of the principal and the region
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
   */
  readonly context?: { readonly [key: string]: any };

  /**
   * The account that owns the resource: 12 digits.
   *
   * @default - the one in the resource's ARN, that of the stack that makes the resource, or that of the principal
   */
  readonly resourceAccount?: string;

  /**
   * Service control policies over the principal's account: one list of policy documents for each level, the organization's root
   * first and the account last. Each level must allow the request.
   *
   * @default - none: the account is judged as if it were in no organization
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
   */
  readonly scps?: any[][];
}

/**
 * What `Access.neverAllows` looks at.
 */
export interface NeverAllowsOptions {
  /**
   * The resources that must be out of reach: constructs, or ARNs in which `*` and `?` are wildcards.
   *
   * @default - all resources
   */
  readonly resources?: any[];

  /**
   * Service control policies over the principal's account: one list of policy documents for each level, the organization's root
   * first and the account last.
   *
   * @default - none: the account is judged as if it were in no organization
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
   */
  readonly scps?: any[][];
}

/**
 * Where a template that `Access.fromTemplate` reads is deployed.
 */
export interface AccessTemplateProps {
  /**
   * What `AWS::AccountId` stands for: 12 digits.
   *
   * @default '111122223333'
   */
  readonly account?: string;

  /**
   * What `AWS::Region` stands for, such as `eu-west-1`.
   *
   * @default 'us-east-1'
   */
  readonly region?: string;
}
