import { Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import { Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedDistributionGrants } from '../../../src/grants/distribution-grants';
import { ACCOUNT } from '../testing';

const ARN = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1ABCDEF234567`;
const newDistribution = (stack: Stack) => new cloudfront.Distribution(stack, 'Target', { defaultBehavior: { origin: new origins.HttpOrigin('example.com') } });
const DISTRIBUTIONS: Kinds<cloudfront.IDistributionRef> = {
  L2: newDistribution,
  L1: (stack) => new cloudfront.CfnDistribution(stack, 'Target', {
    distributionConfig: { enabled: true, defaultCacheBehavior: { targetOriginId: 'web', viewerProtocolPolicy: 'https-only' } },
  }),
  imported: (stack) => cloudfront.Distribution.fromDistributionAttributes(stack, 'Target', {
    distributionId: 'E1ABCDEF234567', domainName: 'd111111abcdef8.cloudfront.net',
  }),
};
const INVALIDATE = ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'];

export const INTENTS: Intent[] = [{
  call: 'ScopedDistributionGrants.invalidate',
  actions: INVALIDATE,
  grant: onEach(DISTRIBUTIONS, (distribution, role) => ScopedDistributionGrants.fromDistribution(distribution).invalidate(role)),
  cdk: { call: 'Distribution.grantCreateInvalidation', grant: (stack, role) => newDistribution(stack).grantCreateInvalidation(role) },
  allows: requests(INVALIDATE, ARN),
  denies: [...requests(INVALIDATE, `${ARN}8`), ...requests(['cloudfront:UpdateDistribution', 'cloudfront:ListInvalidations', 'cloudfront:DeleteDistribution'], ARN),
    request('cloudfront:CreateInvalidationForDistributionTenant', `arn:aws:cloudfront::${ACCOUNT}:distribution-tenant/dt-1`)],
}];
