/**
 * The properties that all roles of this library share.
 * None takes managed policies or inline policies: permissions come from grants, deny by default.
 */
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ConfusedDeputyProtection } from './confused-deputy-protection';

/**
 * What every role may be given, alone or as one of a pair.
 */
export interface WorkloadRoleOptions {
  /**
   * Start of the role's name. The rest is made from the construct's path, so names stay unique and at most 64 characters long.
   *
   * Use it where a boundary, a service control policy or a naming rule matches roles by name. Up to 48 letters, digits and `_+=,.@-`.
   * IAM names are per account: an environment-agnostic stack deployed to two regions of one account would want the same name twice.
   *
   * @default - CloudFormation makes the name
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   */
  readonly namePrefix?: string;

  /**
   * IAM path of the role, with a slash at both ends: `/workloads/orders/`. Up to 512 characters.
   *
   * @default /
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
   */
  readonly path?: string;

  /**
   * The longest session that may be asked for when the role is assumed, from 1 to 12 hours.
   *
   * @default Duration.hours(1)
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html#id_roles_update-session-duration
   */
  readonly maxSessionDuration?: Duration;

  /**
   * The managed policy that bounds what the role can ever be allowed.
   *
   * @default - no boundary, unless one is applied to an enclosing scope
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Tags of the role, such as its owner and workload. Resources that the role creates for itself carry them too. Keys have 1 to 128 letters, digits,
   * spaces and `_.:/=+@-`, values up to 256; none begins with `aws:`, and no two keys differ in case alone.
   *
   * @default - only the tags of the enclosing scopes
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_roles.html
   */
  readonly tags?: { [key: string]: string };

  /**
   * Why several workloads have this role, such as `one worker for each queue, same code`. All of them then have what any of them needs.
   *
   * @default - the role is for one workload: a second function, task, job, pipeline … that is given it fails synthesis with both paths
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
   */
  readonly shared?: string;
}

/**
 * Properties of every single role.
 */
export interface WorkloadRoleProps extends WorkloadRoleOptions {
  /**
   * The exact name of the role: 1 to 64 letters, digits and `_+=,.@-`. Not together with `namePrefix`.
   *
   * @default - made from `namePrefix`, or by CloudFormation
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
   */
  readonly roleName?: string;

  /**
   * What the role is for, up to 1,000 Latin characters (of Unicode those up to `ÿ`).
   *
   * @default - no description
   */
  readonly description?: string;
}

/**
 * What every role that an AWS service assumes may be given.
 */
export interface ServiceRoleOptions extends WorkloadRoleProps {
  /**
   * How tightly the trust in the service is tied to this account.
   *
   * @default - the strongest form that the service is known to support
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
   */
  readonly confusedDeputy?: ConfusedDeputyProtection;
}
