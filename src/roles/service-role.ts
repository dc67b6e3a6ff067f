/**
 * A role that one AWS service assumes. The roles of this library that are made for a workload are built on it; by itself it serves any other principal.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { finishRole, roleSettings } from './role-settings';
import { serviceTrust, TrustedSource } from './trust/service-trust';
import { expectName } from './workload-agreement';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of a `ServiceRole`.
 */
export interface ServiceRoleProps extends ServiceRoleOptions {
  /**
   * The service that assumes the role, in the form that is the same in all regions: `glue.amazonaws.com`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
   */
  readonly servicePrincipal: string;

  /**
   * The resources on whose behalf the service may assume the role, as ARNs in which `*` and `?` are wildcards. Needs `ConfusedDeputyProtection.STRICT`.
   * A reference to a resource that is itself given this role makes the two depend on each other: write its name.
   *
   * @default - every resource of this account and region that the service is known to assume roles for
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn
   */
  readonly sourceArns?: string[];

  /**
   * The same from a role of this library, in place of `sourceArns`.
   *
   * @internal
   */
  readonly _source?: TrustedSource;
}

/**
 * Role of an AWS service for which there is no role of its own in this library. It may do nothing until something is granted to it.
 *
 * `confusedDeputy` defaults to what the service is known to support. Of a service about which nothing is known it has no default: say it.
 *
 * The permissions stand in a policy of their own, for which a resource that names the role does not wait. One that needs them while it is made has to
 * depend on the role as a whole: `resource.node.addDependency(role)`. That holds for the roles of all workloads.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
 */
export class ServiceRole extends iam.Role {
  /**
   * Throws when `servicePrincipal` is not the name of a service, when nothing is known about it and `confusedDeputy` is not given, when
   * `confusedDeputy` asks for what the service is known not to send, when `sourceArns` is empty, holds what is no ARN or one of another account, or is
   * given without `STRICT`, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: serviceTrust(scope, {
        servicePrincipal: props.servicePrincipal,
        protection: props.confusedDeputy,
        source: props._source ?? (props.sourceArns && { arns: props.sourceArns, option: 'sourceArns' }),
      }),
    });
    finishRole(this, props);
    if (props._source?.workload) { expectName(this, props._source.workload); }
  }
}
