/** Keys, secrets, certificates and what watches over an account. */
import { Duration } from 'aws-cdk-lib';
import * as accessanalyzer from 'aws-cdk-lib/aws-accessanalyzer';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as config from 'aws-cdk-lib/aws-config';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as guardduty from 'aws-cdk-lib/aws-guardduty';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { functionIn, OrdinaryStacks } from './ordinary-stack';

export const keysAndSecrets: OrdinaryStacks = {
  Keys: stack => {
    const key = new kms.Key(stack, 'Key', { alias: 'shop', enableKeyRotation: true, admins: [new iam.AccountRootPrincipal()] });
    key.grantEncryptDecrypt(functionIn(stack, 'Both'));
    key.grantDecrypt(functionIn(stack, 'Reader'));
    key.grantGenerateMac(functionIn(stack, 'Signer'));
    key.grantDecrypt(new iam.AccountPrincipal('444455556666'));
    new kms.Key(stack, 'ForLogs').addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${stack.region}:${stack.account}:*` } },
    }));
    kms.Alias.fromAliasName(stack, 'Shared', 'alias/shared').grantEncrypt(functionIn(stack, 'Writer'));
  },

  RotatedSecret: stack => {
    const secret = new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') });
    secret.addRotationSchedule('Rotation', { rotationLambda: functionIn(stack, 'Rotate'), automaticallyAfter: Duration.days(30) });
    secret.grantRead(functionIn(stack, 'Reader'));
    secret.grantWrite(functionIn(stack, 'Writer'));
    secret.grantRead(new iam.AccountPrincipal('444455556666'));
    secret.denyAccountRootDelete();
  },

  Trail: stack => {
    const trail = new cloudtrail.Trail(stack, 'Trail', { sendToCloudWatchLogs: true, encryptionKey: undefined });
    trail.addS3EventSelector([{ bucket: new s3.Bucket(stack, 'Watched') }]);
  },

  Compliance: stack => {
    const rule = new config.ManagedRule(stack, 'Rotation', { identifier: config.ManagedRuleIdentifiers.ACCESS_KEYS_ROTATED });
    rule.onComplianceChange('Changed', { target: new targets.SnsTopic(new sns.Topic(stack, 'Topic')) });
    new config.CustomRule(stack, 'Custom', { lambdaFunction: functionIn(stack), configurationChanges: true });
    const role = new iam.Role(stack, 'Recorder', {
      assumedBy: new iam.ServicePrincipal('config.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWS_ConfigRole')],
    });
    const bucket = new s3.Bucket(stack, 'History');
    bucket.grantWrite(role);
    new config.CfnConfigurationRecorder(stack, 'ConfigRecorder', { roleArn: role.roleArn });
    new config.CfnDeliveryChannel(stack, 'Channel', { s3BucketName: bucket.bucketName });
  },

  ThreatDetection: stack => {
    new guardduty.CfnDetector(stack, 'Detector', { enable: true });
    new accessanalyzer.CfnAnalyzer(stack, 'Analyzer', { type: 'ACCOUNT' });
    const topic = new sns.Topic(stack, 'Findings');
    new events.Rule(stack, 'Found', { eventPattern: { source: ['aws.guardduty'] }, targets: [new targets.SnsTopic(topic)] });
    topic.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')], actions: ['sns:Publish'], resources: [topic.topicArn],
    }));
  },

  Parameters: stack => {
    const handler = functionIn(stack);
    new ssm.StringParameter(stack, 'Flag', { parameterName: '/shop/flag', stringValue: 'on' }).grantWrite(handler);
    ssm.StringParameter.fromStringParameterName(stack, 'Other', '/shared/endpoint').grantRead(handler);
    new logs.LogGroup(stack, 'Logs').grantWrite(new iam.ServicePrincipal('route53.amazonaws.com'));
  },
};
