/**
 * The role with which one integration of API Gateway calls an AWS service.
 */
import { Construct } from 'constructs';
import { InvocationTarget } from './invocation-target';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `ApiGatewayIntegrationRole`.
 *
 * `confusedDeputy` defaults to `OFF`: AWS documents no condition for this role.
 */
export interface ApiGatewayIntegrationRoleProps extends ServiceRoleOptions {
  /**
   * What the integration calls: `InvocationTarget.queue(…)`, `InvocationTarget.expressStateMachine(…)`, `InvocationTarget.eventBus(…)`.
   *
   * @default - nothing, until it is granted, as for a table
   */
  readonly target?: InvocationTarget;
}

/**
 * Role of one integration (`credentials`) of a REST, WebSocket or HTTP API: it may call its target and nothing else. Lambda functions let an API in
 * by a policy of their own and need no role.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-aws-proxy.html
 */
export class ApiGatewayIntegrationRole extends ServiceRole {
  /**
   * Throws when a key of the target cannot be named, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: ApiGatewayIntegrationRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'apigateway.amazonaws.com' });
    props.target?.grantInvoke(this);
  }
}
