/**
 * The role with which ECS starts a task: it may pull the named images, write the one log group and read the listed secrets.
 */
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedLogGroupGrants } from '../grants/log-group-grants';
import { ScopedRepositoryGrants } from '../grants/repository-grants';
import { ScopedSecretGrants } from '../grants/secret-grants';

/**
 * Properties of an `EcsExecutionRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: tasks of this account and region only. A trust policy cannot name one cluster.
 */
export interface EcsExecutionRoleProps extends ServiceRoleOptions {
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
   * The secrets that are handed to containers at start or open a private registry.
   *
   * @default - no secret may be read
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
   */
  readonly secrets?: secretsmanager.ISecretRef[];
}

/**
 * Task execution role of one ECS task definition, in place of the AWS managed policy, which pulls every image and writes every log group.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export class EcsExecutionRole extends ServiceRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: EcsExecutionRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'ecs-tasks.amazonaws.com' });
    if (props.logGroup) {
      ScopedLogGroupGrants.fromLogGroup(props.logGroup).write(this);
    }
    for (const repository of props.repositories ?? []) {
      ScopedRepositoryGrants.fromRepository(repository).pull(this);
    }
    for (const secret of props.secrets ?? []) {
      ScopedSecretGrants.fromSecret(secret).read(this);
    }
  }
}
