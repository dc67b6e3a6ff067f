/**
 * The two roles of one task definition, kept apart: what the containers may do and what ECS needs to start them.
 */
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ConfusedDeputyProtection } from './confused-deputy-protection';
import { EcsExecutionRole } from './ecs-execution-role';
import { EcsTaskRole } from './ecs-task-role';
import { WorkloadRoleOptions } from './workload-role-props';

/**
 * Properties of `EcsTaskRoles`. What is common to roles applies to both.
 */
export interface EcsTaskRolesProps extends WorkloadRoleOptions {
  /**
   * How tightly the trust in ECS is tied to this account.
   *
   * @default ConfusedDeputyProtection.STRICT
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
   */
  readonly confusedDeputy?: ConfusedDeputyProtection;

  /**
   * The log group that the `awslogs` driver writes to.
   *
   * @default - no log group may be written to
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
   */
  readonly logGroup?: logs.ILogGroupRef;

  /**
   * The repositories that images are pulled from.
   *
   * @default - no repository of ECR may be pulled from
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * The secrets that are handed to containers at start or open a private registry. The containers get their values, not the right to read them.
   *
   * @default - no secret may be read
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
   */
  readonly secrets?: secretsmanager.ISecretRef[];
}

/**
 * The pair of roles of one ECS task definition:
 * `new ecs.FargateTaskDefinition(this, 'Task', { taskRole: roles.taskRole, executionRole: roles.executionRole })`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html
 */
export class EcsTaskRoles extends Construct {
  /**
   * What the application in the containers may do: grant to this one.
   */
  public readonly taskRole: EcsTaskRole;

  /**
   * What ECS may do to start the task.
   */
  public readonly executionRole: EcsExecutionRole;

  /**
   * Throws when a name prefix, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: EcsTaskRolesProps = {}) {
    super(scope, id);
    const { logGroup, repositories, secrets, ...common } = props;
    this.taskRole = new EcsTaskRole(this, 'TaskRole', common);
    this.executionRole = new EcsExecutionRole(this, 'ExecutionRole', { ...common, logGroup, repositories, secrets });
  }

  /**
   * Gives both roles to a task definition that was made without them: an L1, such as one of an included template. What it had before is replaced.
   *
   * An L2 takes its roles at construction only, since it grants to them from then on: for one that has this pair nothing is done.
   *
   * @param taskDefinition an L1, or an L2 that has this pair
   * @throws if it is an L2 with other roles, or an imported task definition
   */
  public applyTo(taskDefinition: ecs.ITaskDefinitionRef): void {
    if (taskDefinition instanceof ecs.TaskDefinition && this.isPairOf(taskDefinition)) { return; }
    if (!ecs.CfnTaskDefinition.isCfnTaskDefinition(taskDefinition) || taskDefinition.node.scope instanceof ecs.TaskDefinition) {
      throw new Error(
        `EcsTaskRoles.applyTo: '${taskDefinition.node.path}' has roles of its own, and CDK takes others only when a task definition is made: `
        + 'pass `taskRole: roles.taskRole, executionRole: roles.executionRole` to its constructor',
      );
    }
    taskDefinition.taskRoleArn = this.taskRole.roleArn;
    taskDefinition.executionRoleArn = this.executionRole.roleArn;
  }

  /** Also where the roles were given as `role.withoutPolicyUpdates()`. */
  private isPairOf({ taskRole, executionRole }: ecs.TaskDefinition): boolean {
    return taskRole.roleArn === this.taskRole.roleArn && executionRole?.roleArn === this.executionRole.roleArn;
  }
}
