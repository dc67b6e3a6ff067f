/** SageMaker endpoints: inference. Never the endpoint's configuration, models or captured data. */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';
import { oneOrMany, requireMatching, requireNames } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which models behind an endpoint a grant covers.
 */
export interface SageMakerInvokeGrantOptions extends GrantScope {
  /**
   * Only these models of a multi-model endpoint (`sagemaker:TargetModel`), as `tenant-a/model.tar.gz`. They may hold policy variables
   * and tokens, but no wildcard. Streaming, which knows no target model, is then left out.
   *
   * @default - all models of the endpoint
   */
  readonly targetModels?: string[];

  /**
   * The inference components of the endpoint that may be called as well. An endpoint that has inference components is called
   * through them.
   *
   * @default - none
   */
  readonly inferenceComponents?: sagemaker.IInferenceComponentRef[];
}

/**
 * Grants on an Amazon SageMaker AI endpoint.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html
 */
export class ScopedSageMakerEndpointGrants {
  /**
   * Starts the grants of an endpoint.
   *
   * @param endpoint an L1 endpoint
   */
  public static fromEndpoint(endpoint: sagemaker.IEndpointRef): ScopedSageMakerEndpointGrants {
    return new ScopedSageMakerEndpointGrants(endpoint, endpoint.endpointRef.endpointArn);
  }

  /**
   * Starts the grants of an endpoint that somebody else makes, in account and region of the stack.
   *
   * @throws if the name holds a wildcard
   */
  public static fromEndpointName(scope: Construct, id: string, endpointName: string): ScopedSageMakerEndpointGrants {
    const call = 'ScopedSageMakerEndpointGrants.fromEndpointName';
    requireNames(call, 'endpointName', [endpointName], 'churn-model');
    const arn = Stack.of(scope).formatArn({ service: 'sagemaker', resource: 'endpoint', resourceName: endpointName });
    return new ScopedSageMakerEndpointGrants(new ImportedResource(scope, id, arn, call, ':endpoint/'), arn);
  }

  private constructor(private readonly endpoint: Resource, private readonly arn: string) {}

  /**
   * Lets the grantee get predictions at once: `sagemaker:InvokeEndpoint`, `sagemaker:InvokeEndpointWithResponseStream`.
   *
   * @throws if a scope is empty or holds a wildcard, or if the grant would be lost
   */
  public invoke(grantee: iam.IGrantable, options: SageMakerInvokeGrantOptions = {}): iam.Grant {
    const call = 'ScopedSageMakerEndpointGrants.invoke';
    const { targetModels, inferenceComponents = [] } = options;
    if (targetModels !== undefined) {
      requireMatching(call, 'targetModels', targetModels, /^[^*?]+$/, "names without wildcards, such as 'tenant-a/model.tar.gz'");
    }
    return this.grant(call, grantee, options, {
      actions: ['sagemaker:InvokeEndpoint', ...(targetModels ? [] : ['sagemaker:InvokeEndpointWithResponseStream'])],
      resources: [this.arn, ...inferenceComponents.map(({ inferenceComponentRef }) => inferenceComponentRef.inferenceComponentArn)],
      conditions: targetModels && { StringEquals: { 'sagemaker:TargetModel': oneOrMany(targetModels) } },
    });
  }

  /**
   * Lets the grantee queue predictions on an asynchronous endpoint (`sagemaker:InvokeEndpointAsync`). Input and output lie in S3:
   * grant those with `ScopedBucketGrants`.
   *
   * @throws if the grant would be lost
   */
  public invokeAsync(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('ScopedSageMakerEndpointGrants.invokeAsync', grantee, options, { actions: ['sagemaker:InvokeEndpointAsync'], resources: [this.arn] });
  }

  private grant(call: string, grantee: iam.IGrantable, scope: GrantScope, statement: ScopedStatement): iam.Grant {
    return addScopedGrant({
      call,
      grantee,
      resource: this.endpoint,
      scope,
      statements: [statement],
      otherAccountRemedy: 'Endpoints have no resource-based policies. Let it assume a role of that account, and grant to that role.',
    });
  }
}
