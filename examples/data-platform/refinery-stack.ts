import { Stack, StackProps } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { GlueCrawlerRole, GlueJobRole, ScopedBucketGrants, ScopedKeyGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { LakeStack } from './lake-stack';
import { RefineryRun } from './refinery-run';

export interface RefineryStackProps extends StackProps {
  readonly lake: LakeStack;
}

/** A Glue job refines what came in, and a crawler keeps the tables of the catalog. */
export class RefineryStack extends Stack {
  private readonly lake: LakeStack;
  private readonly security: glue.SecurityConfiguration;

  constructor(scope: Construct, id: string, { lake, ...props }: RefineryStackProps) {
    super(scope, id, props);
    this.lake = lake;
    const key = this.logKey();
    this.security = new glue.SecurityConfiguration(this, 'Security', {
      securityConfigurationName: 'refinery',
      cloudWatchEncryption: glue.CloudWatchEncryption.kms(key),
      jobBookmarksEncryption: glue.JobBookmarksEncryption.clientSideKms(key),
      s3Encryption: glue.S3Encryption.kms(lake.key),
    });
    new RefineryRun(this, 'Run', { job: this.refine(key), crawler: this.crawl() });
  }

  private refine(key: kms.IKey): glue.IJob {
    const { bucket } = this.lake;
    const role = new GlueJobRole(this, 'JobRole', {
      scripts: [{ bucket, key: 'scripts/refine.py' }],
      temporaryDirectory: { bucket, prefix: 'temporary/' },
      securityConfiguration: this.security.securityConfigurationName,
      metrics: true,
    });
    const events = ScopedBucketGrants.fromBucket(bucket);
    events.read(role, { prefixes: ['raw/', 'refined/'] });
    events.write(role, { prefix: 'refined/' });
    events.delete(role, { prefix: 'refined/' });
    const bookmarks = ScopedKeyGrants.fromKey(key);
    bookmarks.encryptDecrypt(role);
    bookmarks.generateDataKey(role);

    // The role has what the job needs: what the CDK would add to it on its own, more broadly, is turned away.
    return new glue.PySparkEtlJob(this, 'Job', {
      role: role.withoutPolicyUpdates(),
      glueVersion: glue.GlueVersion.V5_0,
      script: glue.Code.fromBucket(bucket, 'scripts/refine.py'),
      workerConfiguration: { workerType: glue.WorkerType.G_1X, numberOfWorkers: 2 },
      securityConfiguration: this.security,
      defaultArguments: {
        '--TempDir': bucket.s3UrlForObject('temporary/'),
        '--job-bookmark-option': 'job-bookmark-enable',
      },
    });
  }

  private crawl(): glue.CfnCrawler {
    const { bucket, catalog } = this.lake;
    const role = new GlueCrawlerRole(this, 'CrawlerRole', {
      database: catalog,
      targets: [{ bucket, prefix: 'refined/' }],
      securityConfiguration: this.security.securityConfigurationName,
    });
    return new glue.CfnCrawler(this, 'Crawler', {
      role: role.roleArn,
      databaseName: catalog.databaseName,
      targets: { s3Targets: [{ path: bucket.s3UrlForObject('refined/') }] },
      crawlerSecurityConfiguration: this.security.securityConfigurationName,
      schemaChangePolicy: { updateBehavior: 'UPDATE_IN_DATABASE', deleteBehavior: 'LOG' },
      // A table for each folder under `refined/`, named after its tenant.
      configuration: JSON.stringify({ Version: 1, Grouping: { TableLevelConfiguration: 3 } }),
    });
  }

  /** CloudWatch Logs uses it for the log groups of Glue, and for no others. */
  private logKey(): kms.Key {
    const key = new kms.Key(this, 'LogKey', { enableKeyRotation: true });
    key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${this.region}.amazonaws.com`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': this.formatArn({ service: 'logs', resource: 'log-group:/aws-glue/*' }) } },
    }));
    return key;
  }
}
