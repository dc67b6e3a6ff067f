/**
 * What the app itself says of an OpenID Connect provider, before anything is resolved. A provider is a resource of CloudFormation's, or the custom
 * resource of CDK's `OpenIdConnectProvider`, which a cluster of `aws-eks` makes too. Of an imported one only the ARN is known.
 */
import { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { rawProperty } from '../../cdk/resource-properties';

/** By type, how it calls the list of audiences. */
const AUDIENCES: { readonly [type: string]: string } = {
  [iam.CfnOIDCProvider.CFN_RESOURCE_TYPE_NAME]: 'ClientIdList',
  'Custom::AWSCDKOpenIdConnectProvider': 'ClientIDList',
};

export function isProviderResource(node: IConstruct): node is CfnResource {
  return CfnResource.isCfnResource(node) && node.cfnResourceType in AUDIENCES;
}

export function urlOf(resource: CfnResource): unknown {
  return rawProperty(resource, 'Url').value;
}

/** `undefined` where none are listed, or not as a list. */
export function audiencesOf(resource: CfnResource): string[] | undefined {
  const { value } = rawProperty(resource, AUDIENCES[resource.cfnResourceType]);
  return Array.isArray(value) ? value : undefined;
}

/** The resource of a provider that the app makes: itself, or the default child, of which the custom resource has one more. */
export function resourceOf(provider: IConstruct): CfnResource | undefined {
  for (let node: IConstruct | undefined = provider; node !== undefined; node = node.node.defaultChild) {
    if (isProviderResource(node)) { return node; }
  }
  return undefined;
}

/** The URL where it is given, else the ARN. */
export function urlOrArnOf(provider: iam.IOIDCProviderRef): string {
  const resource = resourceOf(provider);
  const url = resource && urlOf(resource);
  return typeof url === 'string' ? url : provider.oidcProviderRef.oidcProviderArn;
}

/** The issuer without `https://`. Of a URL or an ARN that begins with what is known only at deployment, the end may still be known. */
export function issuerIn(urlOrArn: string): string | undefined {
  return /(?:^https:\/\/|:oidc-provider\/)(.+)$/.exec(urlOrArn)?.[1];
}
