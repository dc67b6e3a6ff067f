/**
 * The role that the containers of an AWS Batch job use, on ECS and Fargate. It may do nothing until something is granted to it.
 */
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of a `BatchJobRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: Batch runs jobs as ECS tasks of this account and region.
 */
export interface BatchJobRoleProps extends ServiceRoleOptions {
}

/**
 * Job role of one AWS Batch job definition on ECS or Fargate: what the application in the containers may do, which is nothing until it is granted.
 * Jobs on EKS get theirs by `EksPodIdentityRole` or `EksServiceAccountRole`.
 *
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
 */
export class BatchJobRole extends ServiceRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: BatchJobRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'ecs-tasks.amazonaws.com' });
  }
}
