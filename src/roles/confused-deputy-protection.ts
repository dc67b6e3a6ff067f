/**
 * How tightly a role's trust in an AWS service is tied to the own account and resources.
 *
 * The conditions stand in the statement that trusts the service: statements are alternatives, so a condition in another one protects nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
 */
export enum ConfusedDeputyProtection {
  /** The service must act for a resource of this account and region: `aws:SourceAccount` and `aws:SourceArn`. */
  STRICT = 'STRICT',

  /** The service must act for this account: `aws:SourceAccount`. */
  ACCOUNT = 'ACCOUNT',

  /** No condition: the service may be made to use the role on behalf of any account. */
  OFF = 'OFF',
}
