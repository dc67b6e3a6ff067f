/**
 * The execution role of a SageMaker model behind an endpoint. It may read the model, fetch the image, and write logs and metrics of the endpoint.
 */
import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BucketLocation, grantLocations, READ_OBJECTS } from './bucket-location';
import { runContainers, SageMakerContainerOptions } from './sage-maker-instances';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of a `SageMakerModelRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: SageMaker of this account and region only. Inference bears nothing narrower.
 */
export interface SageMakerModelRoleProps extends ServiceRoleOptions, SageMakerContainerOptions {
  /**
   * Where the model lies. Objects there may be read.
   *
   * @default - nothing may be read
   */
  readonly modelData?: BucketLocation[];

  /**
   * The name of the endpoint, up to 63 letters, digits and hyphens: the role may write to the log group of this one. Give the endpoint the same.
   *
   * @default - the log groups of all endpoints of this account and region
   */
  readonly endpointName?: string;
}

/**
 * Execution role of an Amazon SageMaker AI model, in place of the AWS managed policy, which may do nearly all of SageMaker.
 *
 * Asynchronous inference, data capture and the alarms of deployment guardrails have to be granted.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms
 */
export class SageMakerModelRole extends ServiceRole {
  /**
   * Throws when the name of the endpoint, a prefix of keys, a name, path or session duration is not valid, and when the key of a bucket cannot be named.
   */
  constructor(scope: Construct, id: string, props: SageMakerModelRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'sagemaker.amazonaws.com' });
    requireEndpointName(props.endpointName);
    grantLocations(this, 'modelData', props.modelData, READ_OBJECTS);
    runContainers(this, props, { logGroup: `/aws/sagemaker/Endpoints/${props.endpointName ?? '*'}`, namespace: '/aws/sagemaker/Endpoints' });
  }
}

function requireEndpointName(name: string | undefined): void {
  if (name !== undefined && !Token.isUnresolved(name) && !/^[A-Za-z0-9](?:-*[A-Za-z0-9]){0,62}$/.test(name)) {
    throw new Error(`endpointName is \`${name}\`, expected up to 63 letters, digits and hyphens: give the bare name, not an ARN and not a pattern`);
  }
}
