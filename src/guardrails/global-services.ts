/**
 * The actions that stay usable when a boundary restricts the region: services with one endpoint for the world, and the regional ones
 * that such services need beside them (KMS and ACM for CloudFront).
 *
 * Hand-kept after the two region-deny policies that AWS itself publishes. They err on the wide side: an action listed here is not held
 * to the region. AWS says of both that they may lack the latest global services.
 */

/** One action pattern that a region restriction exempts. */
export interface GlobalServiceRow {
  /** As written in a policy: `cloudfront:*`. */
  readonly action: string;
  readonly source: string;
  /** When the source was read: `YYYY-MM-DD`. */
  readonly date: string;
}

const ORGANIZATIONS_GUIDE =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-deny-region';
const AWS_SAMPLES = 'https://github.com/aws-samples/service-control-policy-examples/blob/main/Region-controls/'
  + 'Deny-access-to-AWS-based-on-the-requested-AWS-region-with-Bedrock-CRIS.json';
const READ = '2026-11-22';

/** In alphabetical order. */
export const GLOBAL_SERVICES: readonly GlobalServiceRow[] = [
  { action: 'a4b:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'acm:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'aws-marketplace-management:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'aws-marketplace:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'aws-portal:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'budgets:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'ce:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'chime:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'cloudfront:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'config:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'cur:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'directconnect:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'ec2:DescribeRegions', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'ec2:DescribeTransitGateways', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'ec2:DescribeVpnGateways', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'fms:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'globalaccelerator:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'health:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'iam:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'importexport:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'kms:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'mobileanalytics:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'networkmanager:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'organizations:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'pricing:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'route53-recovery-cluster:*', source: AWS_SAMPLES, date: READ },
  { action: 'route53-recovery-control-config:*', source: AWS_SAMPLES, date: READ },
  { action: 'route53-recovery-readiness:*', source: AWS_SAMPLES, date: READ },
  { action: 'route53:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'route53domains:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 's3:GetAccountPublic*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 's3:ListAllMyBuckets', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 's3:ListMultiRegionAccessPoints', source: AWS_SAMPLES, date: READ },
  { action: 's3:PutAccountPublic*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'shield:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'sts:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'support:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'supportplans:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'trustedadvisor:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'waf-regional:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'waf:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'wafv2:*', source: ORGANIZATIONS_GUIDE, date: READ },
  { action: 'wellarchitected:*', source: ORGANIZATIONS_GUIDE, date: READ },
];
