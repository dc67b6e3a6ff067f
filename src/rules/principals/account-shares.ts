/**
 * Properties, other than policies, that give an account access to a resource.
 *
 * Kept by hand, not complete: what the pages of the types say in the copy of them that the CloudFormation service spec is
 * (`@aws-cdk/aws-service-spec` 0.1.216, all rows read 2026-11-23).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
import { parseArn } from '../../policy/arn';
import { ownValue } from '../../policy/json';
import { ResourceSite } from '../../policy/policy-site';
import { SymbolicText } from '../../policy/symbolic-text';

const SHARES: { readonly [type: string]: readonly string[] } = {
  'AWS::CodeGuruProfiler::ProfilingGroup': ['AgentPermissions.Principals'],
  'AWS::Config::AggregationAuthorization': ['AuthorizedAccountId'],
  'AWS::DLM::LifecyclePolicy': ['PolicyDetails.Schedules[].ShareRules[].TargetAccounts'],
  'AWS::EC2::NetworkInterfacePermission': ['AwsAccountId'],
  'AWS::EC2::VPCEndpointServicePermissions': ['AllowedPrincipals'],
  'AWS::GlobalAccelerator::CrossAccountAttachment': ['Principals'],
  'AWS::ImageBuilder::DistributionConfiguration': ['Distributions[].AmiDistributionConfiguration.LaunchPermissionConfiguration.UserIds'],
  'AWS::LakeFormation::Permissions': ['DataLakePrincipal.DataLakePrincipalIdentifier'],
  'AWS::LakeFormation::PrincipalPermissions': ['Principal.DataLakePrincipalIdentifier'],
  'AWS::LicenseManager::Grant': ['Principals'],
  'AWS::QBusiness::DataAccessor': ['Principal'],
  'AWS::QBusiness::Permission': ['Principal'],
  'AWS::RAM::ResourceShare': ['Principals'],
  'AWS::Redshift::EndpointAuthorization': ['Account'],
  'AWS::S3::AccessGrant': ['Grantee.GranteeIdentifier'],
  'AWS::SecurityLake::Subscriber': ['SubscriberIdentity.Principal'],
  'AWS::ServiceCatalog::PortfolioShare': ['AccountId'],
};

/** An account, as far as it is written out, and the property that names it. */
export interface AccountShare {
  readonly account: string;
  readonly path: string;
}

const NO_SHARES: readonly AccountShare[] = [];

/** The accounts that a resource is shared with by other properties than a policy. */
export function accountShares(resource: ResourceSite): readonly AccountShare[] {
  const paths = ownValue(SHARES, resource.origin.resourceType);
  if (!paths || isForOrganization(resource)) { return NO_SHARES; }
  return paths.flatMap(path => resource.texts(path).flatMap(({ text }) => {
    const account = accountOf(text);
    return account === undefined ? [] : [{ account, path }];
  }));
}

/** The ARN of an organization has the number of the account that manages it, which is not whom it lets in. */
function accountOf(text: SymbolicText): string | undefined {
  if (text.literal !== undefined && /^\d{12}$/.test(text.literal)) { return text.literal; }
  const arn = parseArn(text);
  return arn?.service.literal === 'organizations' ? undefined : arn?.account.literal;
}

/** A share that refuses accounts from outside of the organization. */
function isForOrganization({ properties: { AllowExternalPrincipals: allowed } }: ResourceSite): boolean {
  return allowed !== undefined && String(allowed) === 'false';
}
