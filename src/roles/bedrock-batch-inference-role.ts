/**
 * The service role of batch inference on Bedrock. It may read the prompts and write the answers; a model needs no permission, a profile does.
 */
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BucketLocation, grantLocation, READ_AND_LIST, READ_WRITE_AND_LIST } from './bucket-location';
import { invokeModels } from './model-invocation';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { IInvokableModel } from '../grants/bedrock-model-grants';

/**
 * Properties of a `BedrockBatchInferenceRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: model invocation jobs of this account and region only. A job gets its id when it is started with the role.
 */
export interface BedrockBatchInferenceRoleProps extends ServiceRoleOptions {
  /**
   * Where the prompts lie. They may be read and listed.
   */
  readonly input: BucketLocation;

  /**
   * Where the answers go. Objects there may be written, read and listed.
   */
  readonly output: BucketLocation;

  /**
   * The inference profiles that jobs name in place of a model. Each may be looked up too.
   *
   * @default - jobs name models
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html#batch-iam-sr-ip
   */
  readonly inferenceProfiles?: IInvokableModel[];
}

/**
 * Service role of batch inference on Amazon Bedrock.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html
 */
export class BedrockBatchInferenceRole extends ServiceRole {
  /**
   * Throws when a prefix of keys, a name, path or session duration is not valid, and when the key of a bucket cannot be named.
   */
  constructor(scope: Construct, id: string, props: BedrockBatchInferenceRoleProps) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'bedrock.amazonaws.com',
      _source: { arns: [Stack.of(scope).formatArn({ service: 'bedrock', resource: 'model-invocation-job', resourceName: '*' })] },
    });
    grantLocation(this, 'input', props.input, READ_AND_LIST);
    grantLocation(this, 'output', props.output, READ_WRITE_AND_LIST);
    invokeModels(this, props.inferenceProfiles);
  }
}
