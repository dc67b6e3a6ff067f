/**
 * The execution role of SageMaker training jobs. It may read the data, keep model and checkpoints, fetch the image, and write logs and metrics.
 */
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BucketLocation, grantLocation, grantLocations, READ_AND_LIST, READ_WRITE_AND_LIST } from './bucket-location';
import { runContainers, SageMakerContainerOptions } from './sage-maker-instances';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of a `SageMakerTrainingRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: training jobs of this account and region only, which AWS documents to be checked. Use `ACCOUNT` for a role
 * that is also passed to tuning, processing or other jobs.
 */
export interface SageMakerTrainingRoleProps extends ServiceRoleOptions, SageMakerContainerOptions {
  /**
   * Where the training data lie. They may be read and listed.
   *
   * @default - nothing may be read
   */
  readonly input?: BucketLocation[];

  /**
   * Where the model and the checkpoints go. Objects there may be written, and read and listed, since a job goes on from its checkpoints.
   *
   * @default - nothing may be written
   */
  readonly output?: BucketLocation;
}

/**
 * Execution role of Amazon SageMaker AI training jobs, in place of the AWS managed policy, which may do nearly all of SageMaker.
 *
 * A customer-managed key of the volumes has to be granted, with `ScopedKeyGrants.createGrants`.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms
 */
export class SageMakerTrainingRole extends ServiceRole {
  /**
   * Throws when a prefix of keys, a name, path or session duration is not valid, and when the key of a bucket cannot be named.
   */
  constructor(scope: Construct, id: string, props: SageMakerTrainingRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'sagemaker.amazonaws.com',
      _source: { arns: [Stack.of(scope).formatArn({ service: 'sagemaker', resource: 'training-job', resourceName: '*' })] },
    });
    grantLocations(this, 'input', props.input, READ_AND_LIST);
    if (props.output) {
      grantLocation(this, 'output', props.output, READ_WRITE_AND_LIST);
    }
    runContainers(this, props, { logGroup: '/aws/sagemaker/TrainingJobs', namespace: '/aws/sagemaker/TrainingJobs' });
  }
}
