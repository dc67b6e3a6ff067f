/**
 * The role of one Amplify app: what its build or its server-side rendering does. It may do nothing until something is granted to it.
 */
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `AmplifyRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: apps of this account and region only. The id of an app is not known before its role.
 */
export interface AmplifyRoleProps extends ServiceRoleOptions {
}

/**
 * Role of one Amplify app, in place of the one of AWS, which administers the whole account. Make one as its service role, with which backends are
 * deployed (`CdkDeployGrants` gives what a deployment by the CDK needs), and another as its compute role, for the code that runs at request time.
 *
 * @see https://docs.aws.amazon.com/amplify/latest/userguide/amplify-service-role.html
 * @see https://docs.aws.amazon.com/amplify/latest/userguide/amplify-SSR-compute-role.html
 */
export class AmplifyRole extends ServiceRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: AmplifyRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'amplify.amazonaws.com' });
  }
}
