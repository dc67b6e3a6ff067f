/** The custom resources of a stack that one function serves. */
import { CfnResource, Stack } from 'aws-cdk-lib';
import { elementsOf } from '../../cdk/app-templates';
import { referencesIn } from '../../cdk/references';
import { rawProperty } from '../../cdk/resource-properties';

export function customResourcesOf(lambdaFunction: CfnResource): CfnResource[] {
  return elementsOf(Stack.of(lambdaFunction)).filter(CfnResource.isCfnResource)
    .filter(resource => referencesIn(rawProperty(resource, 'ServiceToken').value, resource).has(lambdaFunction));
}
