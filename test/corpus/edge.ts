/** What the internet reaches: sites, names, certificates and firewalls. */
import { Duration, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as deployment from 'aws-cdk-lib/aws-s3-deployment';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { ENVIRONMENT, functionIn, OrdinaryStacks } from './ordinary-stack';

export const edge: OrdinaryStacks = {
  StaticSite: stack => {
    const bucket = new s3.Bucket(stack, 'Site', { enforceSSL: true });
    const distribution = new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: { origin: origins.S3BucketOrigin.withOriginAccessControl(bucket) },
      enableLogging: true,
    });
    new deployment.BucketDeployment(stack, 'Deployment', {
      sources: [deployment.Source.jsonData('config.json', {})], destinationBucket: bucket, distribution,
    });
    const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z123', zoneName: 'example.com' });
    new route53.ARecord(stack, 'Record', { zone, target: route53.RecordTarget.fromAlias(new targets.CloudFrontTarget(distribution)) });
    distribution.grantCreateInvalidation(functionIn(stack, 'Invalidate'));
  },

  EncryptedSite: stack => {
    const bucket = new s3.Bucket(stack, 'Site', { encryptionKey: new kms.Key(stack, 'Key') });
    new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: {
        origin: origins.S3BucketOrigin.withOriginAccessControl(bucket, {
          originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
        }),
      },
    });
  },

  LegacySite: stack => {
    new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: { origin: origins.S3BucketOrigin.withOriginAccessIdentity(new s3.Bucket(stack, 'Site')) },
    });
  },

  SiteWithFunction: stack => {
    const url = functionIn(stack).addFunctionUrl({ authType: lambda.FunctionUrlAuthType.AWS_IAM });
    new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin: origins.FunctionUrlOrigin.withOriginAccessControl(url) } });
  },

  EdgeFunction: (_, app) => {
    const stack = new Stack(app, 'Edge', { env: ENVIRONMENT });
    const rewrite = new cloudfront.experimental.EdgeFunction(stack, 'Rewrite', {
      runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async e => e;'),
    });
    new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: {
        origin: new origins.HttpOrigin('example.com'),
        edgeLambdas: [{ functionVersion: rewrite.currentVersion, eventType: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST }],
      },
    });
  },

  Domain: stack => {
    const zone = new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example.com' });
    new acm.Certificate(stack, 'Certificate', { domainName: 'shop.example.com', validation: acm.CertificateValidation.fromDns(zone) });
    new acm.DnsValidatedCertificate(stack, 'Legacy', { domainName: 'old.shop.example.com', hostedZone: zone, region: 'us-east-1' });
    zone.grantDelegation(new iam.AccountPrincipal('444455556666'));
    new route53.CrossAccountZoneDelegationRecord(stack, 'Delegation', {
      delegatedZone: zone,
      parentHostedZoneName: 'example.com',
      delegationRole: iam.Role.fromRoleArn(stack, 'DelegationRole', 'arn:aws:iam::444455556666:role/delegation'),
      ttl: Duration.minutes(5),
    });
  },

  Firewall: stack => {
    const acl = new wafv2.CfnWebACL(stack, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'acl', sampledRequestsEnabled: true },
    });
    const stream = new firehose.DeliveryStream(stack, 'Logs', {
      deliveryStreamName: 'aws-waf-logs-shop', destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')),
    });
    new wafv2.CfnLoggingConfiguration(stack, 'Logging', { resourceArn: acl.attrArn, logDestinationConfigs: [stream.deliveryStreamArn] });
  },
};
