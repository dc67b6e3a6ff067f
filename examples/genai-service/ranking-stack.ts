import { Stack, StackProps } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { SageMakerModelRole } from 'cdk-least-privilege';
import { Construct } from 'constructs';

/** A model of our own that ranks answers, behind an endpoint of SageMaker. */
export class RankingStack extends Stack {
  public readonly endpoint: sagemaker.CfnEndpoint;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true });
    const models = new s3.Bucket(this, 'Models', {
      encryptionKey: key,
      bucketKeyEnabled: false,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: new s3.Bucket(this, 'AccessLogs', { enforceSSL: true }),
    });
    const images = new ecr.Repository(this, 'Images', { imageScanOnPush: true, imageTagMutability: ecr.TagMutability.IMMUTABLE });

    const endpointName = 'answer-ranking';
    const role = new SageMakerModelRole(this, 'Role', {
      endpointName,
      modelData: [{ bucket: models, key: 'ranking/model.tar.gz' }],
      repositories: [images],
    });
    const model = new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: role.roleArn,
      enableNetworkIsolation: true,
      primaryContainer: { image: images.repositoryUriForTag('1.0.3'), modelDataUrl: models.s3UrlForObject('ranking/model.tar.gz') },
    });
    // SageMaker fetches image and model with the role when it makes these.
    model.node.addDependency(role);

    const configuration = new sagemaker.CfnEndpointConfig(this, 'Configuration', {
      kmsKeyId: key.keyArn,
      productionVariants: [{
        variantName: 'all', modelName: model.attrModelName, instanceType: 'ml.m5.large', initialInstanceCount: 2, initialVariantWeight: 1,
      }],
    });
    this.endpoint = new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointName, endpointConfigName: configuration.attrEndpointConfigName });
  }
}
