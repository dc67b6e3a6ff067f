/**
 * The service role of jobs that customize a Bedrock model. It may read the training and validation data and write the results.
 */
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BucketLocation, grantLocation, grantLocations, READ_AND_LIST, READ_WRITE_AND_LIST } from './bucket-location';
import { invokeModels } from './model-invocation';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { IInvokableModel } from '../grants/bedrock-model-grants';

/**
 * Properties of a `BedrockModelCustomizationRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: model customization jobs of this account and region only. A job gets its id when it is started with the role.
 */
export interface BedrockModelCustomizationRoleProps extends ServiceRoleOptions {
  /**
   * Where the training and the validation data lie. They may be read and listed. Not empty.
   */
  readonly input: BucketLocation[];

  /**
   * Where the results go. Objects there may be written, read and listed.
   */
  readonly output: BucketLocation;

  /**
   * The inference profile of the teacher model of a distillation job. It may be looked up too.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-iam-role.html#customization-iam-sr-ip
   */
  readonly teacherModel?: IInvokableModel;
}

/**
 * Service role of jobs that customize a model of Amazon Bedrock. A customer-managed key of the custom model has to be granted.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-iam-role.html
 */
export class BedrockModelCustomizationRole extends ServiceRole {
  /**
   * Throws when `input` is empty, when a prefix of keys, a name, path or session duration is not valid, and when the key of a bucket cannot be named.
   */
  constructor(scope: Construct, id: string, props: BedrockModelCustomizationRoleProps) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'bedrock.amazonaws.com',
      _source: { arns: [Stack.of(scope).formatArn({ service: 'bedrock', resource: 'model-customization-job', resourceName: '*' })] },
    });
    if (props.input.length === 0) {
      throw new Error('input is [], expected where the training data lie: name at least one place, such as { bucket, prefix: \'training/\' }');
    }
    grantLocations(this, 'input', props.input, READ_AND_LIST);
    grantLocation(this, 'output', props.output, READ_WRITE_AND_LIST);
    invokeModels(this, props.teacherModel && [props.teacherModel]);
  }
}
