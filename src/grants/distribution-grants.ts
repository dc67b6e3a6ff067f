/**
 * CloudFront: invalidating what one distribution has cached. Never its configuration.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as iam from 'aws-cdk-lib/aws-iam';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on a CloudFront distribution that name exact actions.
 *
 * Works with L2, L1 and imported distributions. The statements go into the grantee's own policy. CloudFront has no resource-based
 * policies, so a grantee of another account is an error; so is a grant that would be lost (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html
 */
export class ScopedDistributionGrants {
  /**
   * Starts the grants of a distribution.
   *
   * @param distribution an L2, L1 or imported distribution
   */
  public static fromDistribution(distribution: cloudfront.IDistributionRef): ScopedDistributionGrants {
    return new ScopedDistributionGrants(distribution);
  }

  private constructor(private readonly distribution: cloudfront.IDistributionRef) {}

  /**
   * Lets the grantee invalidate cached files and see when that is done: `cloudfront:CreateInvalidation`, `cloudfront:GetInvalidation`.
   *
   * @throws if the grant would be lost
   */
  public invalidate(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return addScopedGrant({
      call: 'ScopedDistributionGrants.invalidate',
      grantee,
      resource: this.distribution,
      scope: options,
      statements: [{ actions: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'], resources: [this.arn] }],
      otherAccountRemedy: 'Let the grantee assume a role of the distribution\'s account.',
    });
  }

  private get arn(): string {
    return Stack.of(this.distribution).formatArn({
      account: environmentOf(this.distribution).account,
      region: '',
      service: 'cloudfront',
      resource: 'distribution',
      resourceName: this.distribution.distributionRef.distributionId,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }
}
