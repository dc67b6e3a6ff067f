import { Severity } from '../../diagnostics/severity';
import { JsonObject, JsonValue } from '../../policy/json';
import { ResourceSite } from '../../policy/policy-site';
import { Statement } from '../../policy/statement';
import { Rule } from '../rule';
import { isUndecided, policiesOf } from './policies-of-resource';

const OAC = 'cloudfront.amazonaws.com';
const OAI = ':iam::cloudfront:user/';

/**
 * Whether the bucket is public is not judged here. Silent where a policy of the bucket could not be read in full, and where the website
 * configuration stands under a condition.
 */
export const websiteBucketWithoutCloudfront: Rule = {
  id: 'website-bucket-without-cloudfront',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['K-06'],
  summary: 'a bucket serves a website by itself instead of through CloudFront',
  why: 'The website endpoint of S3 speaks plain HTTP only, and shows nothing but what everyone may read. '
    + 'Behind CloudFront with origin access control the bucket stays private and the site has HTTPS.',
  accept: 'For a site inside a network, or one that only redirects.',
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html',
  ],
  examples: {
    flagged: [
      { title: 'a website', resources: bucket() },
      { title: 'that everyone may read', resources: bucket({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' }) },
    ],
    allowed: [
      {
        title: 'CloudFront with origin access control',
        resources: bucket({
          Effect: 'Allow',
          Principal: { Service: OAC },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::shop/*',
          Condition: { StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1EXAMPLE' } },
        }),
      },
      {
        title: 'CloudFront with an origin access identity',
        resources: bucket({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE' },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::shop/*',
        }),
      },
      {
        title: 'a redirect',
        resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { WebsiteConfiguration: { RedirectAllRequestsTo: { HostName: 'shop.example.com' } } } } },
      },
    ],
  },

  judgeApp(app) {
    return app.resources.filter(isWebsite)
      .filter(site => !policiesOf(site, app).some(({ document }) => isUndecided(document) || document.statements.some(letsCloudFrontIn)))
      .map(({ origin }) => ({
        cause: '',
        origin,
        message: 'the bucket has a website endpoint, which speaks plain HTTP only, and no policy that lets CloudFront read it',
        fix: 'serve it with a CloudFront distribution, `S3BucketOrigin.withOriginAccessControl(bucket)`, and remove the website configuration',
      }));
  },
};

function isWebsite({ origin, properties }: ResourceSite): boolean {
  if (origin.resourceType !== 'AWS::S3::Bucket') { return false; }
  const website = properties.WebsiteConfiguration;
  return typeof website === 'object' && website !== null && !Array.isArray(website) && website.IndexDocument !== undefined;
}

function letsCloudFrontIn({ effect, principals }: Statement): boolean {
  return effect === 'Allow' && principals !== undefined && !principals.negated && principals.values.some(({ type, text }) =>
    type === 'CanonicalUser' || (type === 'Service' && text.literal === OAC) || (type === 'AWS' && text.toString().includes(OAI)));
}

function bucket(statement?: JsonValue): JsonObject {
  return {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { WebsiteConfiguration: { IndexDocument: 'index.html' } } },
    ...statement !== undefined && {
      Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: [statement] } } },
    },
  };
}
