/**
 * Errs to silence: a value that is known only at deployment opens nothing here, and of an endpoint service that the app does not make it
 * is not known whether it accepts whoever asks.
 */
import { Severity } from '../../diagnostics/severity';
import { isObject } from '../../policy/json';
import { ResourceSite } from '../../policy/policy-site';
import { AppGraph, graphOf } from '../app-graph';
import { PlacedViolation, Rule } from '../rule';

export const sharedWithEveryone: Rule = {
  id: 'shared-with-everyone',
  severity: Severity.ERROR,
  checks: ['P-12', 'X-06'],
  summary: 'a property of a resource, and no policy, opens it to everyone',
  why: 'Anyone with an AWS account, often anyone at all, can use what it shares or read what is in it. No policy shows that, so a review of the policies passes over it.',
  accept: 'For what is meant for the public, such as the image of a product.',
  references: [
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_analyze_cross_account.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/modify-endpoint-service.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl',
    'https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-imagebuilder-distributionconfiguration-launchpermissionconfiguration.html',
  ],
  examples: {
    flagged: [
      {
        title: 'an endpoint service that accepts whoever asks',
        resources: {
          Service: { Type: 'AWS::EC2::VPCEndpointService', Properties: { AcceptanceRequired: false } },
          Permissions: { Type: 'AWS::EC2::VPCEndpointServicePermissions', Properties: { ServiceId: { Ref: 'Service' }, AllowedPrincipals: ['*'] } },
        },
      },
      {
        title: 'a bucket with an access control list for all',
        resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } } },
      },
      {
        title: 'images for all',
        resources: {
          Images: {
            Type: 'AWS::ImageBuilder::DistributionConfiguration',
            Properties: {
              Name: 'orders',
              Distributions: [{ Region: 'eu-west-1', AmiDistributionConfiguration: { LaunchPermissionConfiguration: { UserGroups: ['all'] } } }],
            },
          },
        },
      },
      { title: 'builds for all to see', resources: { Build: { Type: 'AWS::CodeBuild::Project', Properties: { Visibility: 'PUBLIC_READ' } } } },
    ],
    allowed: [
      {
        title: 'an endpoint service that everyone may ask for, and its owner answers',
        resources: {
          Service: { Type: 'AWS::EC2::VPCEndpointService', Properties: { AcceptanceRequired: true } },
          Permissions: { Type: 'AWS::EC2::VPCEndpointServicePermissions', Properties: { ServiceId: { Ref: 'Service' }, AllowedPrincipals: ['*'] } },
        },
      },
      {
        title: 'an endpoint service for one account',
        resources: {
          Service: { Type: 'AWS::EC2::VPCEndpointService', Properties: { AcceptanceRequired: false } },
          Permissions: {
            Type: 'AWS::EC2::VPCEndpointServicePermissions',
            Properties: { ServiceId: { Ref: 'Service' }, AllowedPrincipals: ['arn:aws:iam::111122223333:root'] },
          },
        },
      },
      {
        title: 'an access control list that the bucket ignores',
        resources: {
          Bucket: {
            Type: 'AWS::S3::Bucket',
            Properties: { AccessControl: 'PublicRead', PublicAccessBlockConfiguration: { BlockPublicAcls: false, IgnorePublicAcls: true } },
          },
        },
      },
      { title: 'a bucket of its owner', resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'Private' } } } },
    ],
  },

  judgeApp(app) {
    const violations: PlacedViolation[] = [];
    for (const resource of app.resources) {
      const opening = OPENINGS.get(resource.origin.resourceType);
      const value = opening && resource.texts(opening.path).map(({ text }) => text.literal ?? '').find(text => opening.values.includes(text));
      if (!opening || value === undefined || opening.isClosed?.(resource, graphOf(app))) { continue; }
      const property = opening.path.slice(opening.path.lastIndexOf('.') + 1);
      violations.push({
        origin: resource.origin,
        cause: value,
        path: opening.path.split(/\[|\./, 1)[0],
        message: `\`${property}\` has \`${value}\`: ${opening.effect}`,
        fix: opening.fix,
      });
    }
    return violations;
  },
};

interface Opening {
  readonly path: string;
  /** Those that open it. */
  readonly values: readonly string[];
  /** What everyone can do. */
  readonly effect: string;
  readonly fix: string;
  /** Whether something else keeps everyone out. */
  readonly isClosed?: (resource: ResourceSite, graph: AppGraph) => boolean;
}

/** By type of resource; the references say so, and `aws-service-spec` 0.1.216 has the properties. Kept by hand, read 2026-11-23. */
const OPENINGS: ReadonlyMap<string, Opening> = new Map([
  ['AWS::CodeBuild::Project', {
    path: 'Visibility',
    values: ['PUBLIC_READ'],
    effect: 'anyone can read the logs and the artifacts of all builds',
    fix: 'set `Visibility` to `PRIVATE`',
  }],
  ['AWS::EC2::VPCEndpointServicePermissions', {
    path: 'AllowedPrincipals',
    values: ['*'],
    effect: 'anyone who knows the name of the endpoint service can connect to it, for it accepts all requests',
    fix: 'name the accounts that may connect, such as `arn:aws:iam::111122223333:root`, or set `AcceptanceRequired` of the service to `true`',
    isClosed: mayAskBeforeItAccepts,
  }],
  ['AWS::ImageBuilder::DistributionConfiguration', {
    path: 'Distributions[].AmiDistributionConfiguration.LaunchPermissionConfiguration.UserGroups',
    values: ['all'],
    effect: 'anyone can launch the images, and read what is in them',
    fix: 'name the accounts in `UserIds`, or the organization in `OrganizationArns`',
  }],
  ['AWS::S3::Bucket', {
    path: 'AccessControl',
    values: ['AuthenticatedRead', 'PublicRead', 'PublicReadWrite'],
    effect: 'the access control list of the bucket names everyone, or everyone with an AWS account',
    fix: 'remove `AccessControl`, and name who may use the bucket in its policy; serve the files of a website through CloudFront with origin access control',
    isClosed: mayIgnorePublicLists,
  }],
]);

function mayAskBeforeItAccepts({ references }: ResourceSite, graph: AppGraph): boolean {
  const services = references.filter(({ path }) => path === 'Properties/ServiceId').flatMap(({ target }) => graph.resource(target) ?? []);
  return !services.some(service => service.texts('AcceptanceRequired').some(({ text }) => text.literal === 'false'));
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html read 2026-11-23 */
function mayIgnorePublicLists(bucket: ResourceSite): boolean {
  const { PublicAccessBlockConfiguration: block } = bucket.properties;
  return bucket.texts('OwnershipControls.Rules[].ObjectOwnership').some(({ text }) => text.literal === 'BucketOwnerEnforced')
    || isObject(block) && [block.BlockPublicAcls, block.IgnorePublicAcls].some(value => value !== undefined && String(value) !== 'false');
}
