/**
 * Account and region of a resource, and whether a grantee lives in another account.
 *
 * An ARN need not carry them (S3's never does), and CDK then gives an empty string for an L1 import: such a resource is taken to
 * live where it is imported. Accounts that are known only at deployment are not guessed about: they count as the same.
 */
import { CfnResource, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IEnvironmentAware, ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';

export type Resource = IConstruct & IEnvironmentAware;

export function environmentOf(resource: Resource): ResourceEnvironment {
  const stack = Stack.of(resource);
  return { account: resource.env.account || stack.account, region: resource.env.region || stack.region };
}

export function isOtherAccount(grantee: iam.IGrantable, resource: Resource): boolean {
  const account = grantee.grantPrincipal.principalAccount;
  return account !== undefined && Token.compareStrings(account, environmentOf(resource).account) === TokenComparison.DIFFERENT;
}

/** Neither an L1 nor a construct that makes one: this app knows no more of the resource than was said at its import. */
export function isImported(resource: Resource): boolean {
  return ![resource, resource.node.defaultChild].some(CfnResource.isCfnResource);
}

/** CDK's import of some resources forgets the account and the region that stand in their ARN. */
export function locatedBy<R extends Resource>(arn: string, resource: R): R {
  const [, , , region, account] = arn.split(':');
  return isImported(resource) && account ? Object.create(resource, { env: { value: { account, region } } }) : resource;
}
