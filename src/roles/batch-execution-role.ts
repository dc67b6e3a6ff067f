/**
 * The role with which AWS Batch starts a job on ECS or Fargate: the execution role of the ECS task that it runs.
 */
import { Construct } from 'constructs';
import { EcsExecutionRole, EcsExecutionRoleProps } from './ecs-execution-role';

/**
 * Properties of a `BatchExecutionRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: Batch runs jobs as ECS tasks of this account and region.
 */
export interface BatchExecutionRoleProps extends EcsExecutionRoleProps {
}

/**
 * Execution role of one AWS Batch job definition: it may pull the named images, write the one log group and read the listed secrets.
 *
 * Batch logs to `/aws/batch/job` unless the job definition names another log group, so name one of your own there and here.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/execution-IAM-role.html
 */
export class BatchExecutionRole extends EcsExecutionRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: BatchExecutionRoleProps = {}) {
    super(scope, id, props);
  }
}
