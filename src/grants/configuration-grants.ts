/**
 * AppConfig: reading one configuration in one environment. Never deploying or editing it.
 *
 * Data that was deployed under a customer-managed key is decrypted in the name of the reader, with the deployment in the encryption
 * context (2026-11): https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-security.html
 * The key is chosen with each deployment, so no construct names it.
 */
import { Stack } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { keyUse } from './writing/encryption-key';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * How a configuration may be read.
 */
export interface ConfigurationReadGrantOptions extends GrantScope {
  /**
   * The customer-managed KMS key under which the configuration is deployed.
   *
   * @default - none; data under AWS's own key needs no grant
   */
  readonly encryptionKey?: kms.IKeyRef;
}

/**
 * Grants on an AppConfig configuration that name exact actions.
 *
 * Works with L1 profiles, and L2, L1 and imported environments. The statements go into the grantee's own policy. AppConfig has no
 * resource-based policies, so a grantee of another account is an error; so is a grant that would be lost (immutable or imported
 * principals).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsappconfig.html
 */
export class ScopedConfigurationGrants {
  /**
   * Starts the grants of a configuration in one environment.
   *
   * @param profile the configuration profile
   * @param environment the environment it is deployed to, of the same application
   */
  public static fromConfiguration(profile: appconfig.IConfigurationProfileRef, environment: appconfig.IEnvironmentRef): ScopedConfigurationGrants {
    return new ScopedConfigurationGrants(profile, environment);
  }

  private constructor(private readonly profile: appconfig.IConfigurationProfileRef, private readonly environment: appconfig.IEnvironmentRef) {}

  /**
   * Lets the grantee read the configuration that is deployed: `appconfig:StartConfigurationSession`,
   * `appconfig:GetLatestConfiguration`, and with `encryptionKey` also `kms:Decrypt` of what was deployed to this environment.
   *
   * @throws if the key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: ConfigurationReadGrantOptions = {}): iam.Grant {
    const call = 'ScopedConfigurationGrants.read';
    const { applicationId, environmentId } = this.environment.environmentRef;
    const arn = (rest: string) => Stack.of(this.environment).formatArn({
      ...environmentOf(this.environment), service: 'appconfig', resource: 'application', resourceName: `${applicationId}/environment/${environmentId}/${rest}`,
    });
    return addScopedGrant({
      call,
      grantee,
      resource: this.environment,
      scope: options,
      statements: [
        {
          actions: ['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration'],
          resources: [arn(`configuration/${this.profile.configurationProfileRef.configurationProfileId}`)],
        },
        ...(options.encryptionKey ? keyUse({
          call,
          grantee,
          resource: this.environment,
          options,
          actions: ['kms:Decrypt'],
          context: { StringLike: { 'aws:appconfig:deployment:arn': arn('deployment/*') } },
        }) : []),
      ],
      otherAccountRemedy: 'Let the grantee assume a role of the configuration\'s account.',
    });
  }
}
