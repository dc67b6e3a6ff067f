/**
 * ECS: deploying new versions of one service. Never creating or deleting services.
 *
 * The actions and their resources are those of AWS's policy for ECS deployments (2026-11), which grants RegisterTaskDefinition on
 * `*`, as the service authorises it, although its reference lists a resource type:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html
 */
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { passTaskRoles } from './task-roles';
import { GrantScope } from './writing/grant-scope';
import { referencedConstruct } from './writing/referenced-construct';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * How a service may be deployed.
 */
export interface EcsServiceDeployGrantOptions extends GrantScope {
  /**
   * The roles that new task definitions of the service may have, which the grantee has to pass to ECS. An empty list says that
   * there are none.
   *
   * @default - those of the task definition that the service names; needed for an imported service
   */
  readonly roles?: iam.IRoleRef[];
}

/**
 * Grants on an ECS service that name exact actions.
 *
 * Works with L2, L1 and imported services. The statements go into the grantee's own policy. ECS has no resource-based policies, so a
 * grantee of another account is an error; so is a grant that would be lost (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export class ScopedEcsServiceGrants {
  /**
   * Starts the grants of a service.
   *
   * @param service an L2, L1 or imported service
   */
  public static fromService(service: ecs.IServiceRef): ScopedEcsServiceGrants {
    return new ScopedEcsServiceGrants(service);
  }

  private constructor(private readonly service: ecs.IServiceRef) {}

  /**
   * Lets the grantee deploy the service: `ecs:UpdateService` and `ecs:DescribeServices` on it, `ecs:DescribeTaskDefinition` and
   * `ecs:RegisterTaskDefinition`, which AWS authorises on `*`, and `iam:PassRole` of the roles of its tasks.
   *
   * Which roles may be passed decides what the new tasks can do. Task definitions with tags are not registered with this grant.
   *
   * @throws if the roles are not known, if one of them is the grantee's own, or if the grant would be lost
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html
   */
  public deploy(grantee: iam.IGrantable, options: EcsServiceDeployGrantOptions = {}): iam.Grant {
    const call = 'ScopedEcsServiceGrants.deploy';
    return addScopedGrant({
      call,
      grantee,
      resource: this.service,
      scope: options,
      statements: [
        { actions: ['ecs:UpdateService', 'ecs:DescribeServices'], resources: [this.service.serviceRef.serviceArn] },
        {
          actions: ['ecs:DescribeTaskDefinition', 'ecs:RegisterTaskDefinition'],
          resources: ['*'],
          wildcardReason: 'ECS authorises these two on no resource but *; which roles may be passed limits what is registered',
        },
        ...passTaskRoles({ call, grantee, taskDefinition: this.taskDefinition, roles: options.roles }),
      ],
      otherAccountRemedy: 'Let the grantee assume a role of the service\'s account.',
    });
  }

  private get taskDefinition() {
    return ecs.CfnService.isCfnService(this.service)
      ? referencedConstruct(this.service.taskDefinition)
      : (this.service as Partial<ecs.BaseService>).taskDefinition;
  }
}
