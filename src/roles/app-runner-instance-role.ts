/**
 * The role that the code of an App Runner service uses. It may do nothing until something is granted to it.
 */
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `AppRunnerInstanceRole`.
 *
 * `confusedDeputy` defaults to `OFF`: AWS documents no condition for this trust.
 */
export interface AppRunnerInstanceRoleProps extends ServiceRoleOptions {
}

/**
 * Instance role of one App Runner service: what its code may do, which is nothing until it is granted. Secrets and parameters that the service names
 * as environment variables are read with it too: `ScopedSecretGrants` and `ScopedParameterGrants` give that.
 *
 * @see https://docs.aws.amazon.com/apprunner/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-roles-service.instance
 */
export class AppRunnerInstanceRole extends ServiceRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: AppRunnerInstanceRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'tasks.apprunner.amazonaws.com' });
  }
}
