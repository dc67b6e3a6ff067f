/**
 * Settings of a resource without which AWS refuses every request that a grant allows, such as IAM authentication of a database.
 *
 * Promises: a setting that is certainly off at synthesis is an error that says how to switch it on. Silent about imported resources
 * and about values of the deployment.
 */
import { CfnResource } from 'aws-cdk-lib';

/**
 * @param property the property as CloudFormation spells it
 * @param remedy what to set, in the words of CDK's constructs
 */
export function requireFeature(call: string, resource: CfnResource | undefined, property: string, remedy: string): void {
  resource?.node.addValidation({
    validate: () => {
      const value = propertyOf(resource, property);
      return value !== undefined && value !== false && value !== 'false' ? []
        : [`${call}: every request would be refused, since ${property} of this resource is off. ${remedy}`];
    },
  });
}

/** As it is deployed, with what `addPropertyOverride` left. */
function propertyOf(resource: CfnResource, property: string): unknown {
  const [{ Properties = {} }] = Object.values<any>(resource.stack.resolve(resource._toCloudFormation()).Resources);
  return Properties[property];
}
