/** The execution role of a SageMaker notebook instance. It may write the log of the instance and nothing else until something is granted to it. */
import { Construct } from 'constructs';
import { writeServiceLogs } from './service-log-groups';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of a `SageMakerNotebookRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: SageMaker of this account and region only. AWS documents nothing narrower for notebook instances.
 */
export interface SageMakerNotebookRoleProps extends ServiceRoleOptions {
}

/**
 * Execution role of an Amazon SageMaker AI notebook instance. Whoever may open the notebook has all that the role has.
 *
 * Grant what the notebook works with, and to start jobs from it `ScopedRoleGrants.passRole` on the role of the jobs, such as a
 * `SageMakerTrainingRole`: the role of a notebook should not run the jobs.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createnotebookinstance-perms
 */
export class SageMakerNotebookRole extends ServiceRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: SageMakerNotebookRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'sagemaker.amazonaws.com' });
    writeServiceLogs(this, 'SageMakerNotebookRole', { names: ['/aws/sagemaker/NotebookInstances'], onGroup: ['logs:DescribeLogStreams'] });
  }
}
