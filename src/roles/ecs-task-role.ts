/**
 * The role that the containers of a task use. It may do nothing until something is granted to it.
 */
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `EcsTaskRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: tasks of this account and region only. A trust policy cannot name one cluster.
 */
export interface EcsTaskRoleProps extends ServiceRoleOptions {
}

/**
 * Task role of one ECS task definition: what the application in the containers may do, which is nothing until it is granted.
 *
 * For commands in its containers (ECS Exec) grant `ScopedClusterGrants.fromCluster(cluster).receiveCommands(role)`.
 *
 * Constructs of the CDK that are given the role (event sources, L2 grants) add statements of their own to it, and theirs are wider.
 * Give them `role.withoutPolicyUpdates()` where the role is to have your grants and no others.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export class EcsTaskRole extends ServiceRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: EcsTaskRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'ecs-tasks.amazonaws.com' });
  }
}
