/**
 * Account and region of a resource. An ARN need not carry them (S3's never does), and CDK then gives an empty string for an
 * L1 import: such a resource is taken to live where it is imported.
 */
import { Stack } from 'aws-cdk-lib';
import { IEnvironmentAware, ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';

export function environmentOf(resource: IConstruct & IEnvironmentAware): ResourceEnvironment {
  const stack = Stack.of(resource);
  return { account: resource.env.account || stack.account, region: resource.env.region || stack.region };
}
