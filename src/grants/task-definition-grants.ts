/**
 * ECS: running the tasks of one task definition. Never registering or changing it.
 */
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { passTaskRoles } from './task-roles';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Where the tasks of a task definition may be run.
 */
export interface TaskRunGrantOptions extends GrantScope {
  /**
   * The cluster that the tasks may be run in.
   */
  readonly cluster: ecs.IClusterRef;

  /**
   * The task role and the execution role, which the grantee has to pass to ECS. An empty list says that there are none.
   *
   * @default - those that the task definition names; needed for an imported one that was imported without them
   */
  readonly roles?: iam.IRoleRef[];
}

/**
 * Grants on an ECS task definition that name exact actions.
 *
 * Works with L2, L1 and imported task definitions. The statements go into the grantee's own policy. ECS has no resource-based
 * policies, so a grantee of another account is an error; so is a grant that would be lost (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export class ScopedTaskDefinitionGrants {
  /**
   * Starts the grants of a task definition.
   *
   * @param taskDefinition an L2, L1 or imported task definition
   */
  public static fromTaskDefinition(taskDefinition: ecs.ITaskDefinitionRef): ScopedTaskDefinitionGrants {
    return new ScopedTaskDefinitionGrants(taskDefinition);
  }

  private constructor(private readonly taskDefinition: ecs.ITaskDefinitionRef) {}

  /**
   * Lets the grantee run tasks in one cluster: `ecs:RunTask` (`ecs:cluster`), and `iam:PassRole` of the task role and the execution
   * role to ECS tasks. It covers the revision that the construct stands for.
   *
   * @throws if the roles are not known, if one of them is the grantee's own, or if the grant would be lost
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html#IAM_run_policies
   */
  public run(grantee: iam.IGrantable, options: TaskRunGrantOptions): iam.Grant {
    const call = 'ScopedTaskDefinitionGrants.run';
    return addScopedGrant({
      call,
      grantee,
      resource: this.taskDefinition,
      scope: options,
      statements: [
        {
          actions: ['ecs:RunTask'],
          resources: [this.taskDefinition.taskDefinitionRef.taskDefinitionArn],
          conditions: { ArnEquals: { 'ecs:cluster': options.cluster.clusterRef.clusterArn } },
        },
        ...passTaskRoles({ call, grantee, taskDefinition: this.taskDefinition, roles: options.roles }),
      ],
      otherAccountRemedy: 'Let the grantee assume a role of the task definition\'s account.',
    });
  }
}
