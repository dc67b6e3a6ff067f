/** The texts that roles of data, analytics and machine learning take may all be known only at deployment. */
import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BedrockModelCustomizationRole } from '../../src/roles/bedrock-model-customization-role';
import { DmsLogsRole } from '../../src/roles/dms-logs-role';
import { FirehoseRole } from '../../src/roles/firehose-role';
import { GlueCrawlerRole } from '../../src/roles/glue-crawler-role';
import { GlueJobRole } from '../../src/roles/glue-job-role';
import { MskConnectRole } from '../../src/roles/msk-connect-role';
import { OpenSearchIngestionRole } from '../../src/roles/open-search-ingestion-role';
import { RedshiftRole } from '../../src/roles/redshift-role';
import { SageMakerModelRole } from '../../src/roles/sage-maker-model-role';
import { SageMakerPipelineRole } from '../../src/roles/sage-maker-pipeline-role';

test.each<[string, (stack: Stack, text: string, location: { bucket: s3.IBucketRef; prefix: string }) => unknown]>([
  ['GlueJobRole', (stack, text, location) => new GlueJobRole(stack, 'Role', { logGroupPrefix: text, connections: [text], temporaryDirectory: location })],
  ['GlueCrawlerRole', (stack, text, location) => new GlueCrawlerRole(stack, 'Role', {
    database: glue.CfnDatabase.fromDatabaseName(stack, 'Database', text), connections: [text], targets: [location],
  })],
  ['DmsLogsRole', (stack, text) => new DmsLogsRole(stack, 'Role', { regions: [text] })],
  ['FirehoseRole', (stack, text, location) => new FirehoseRole(stack, 'Role', { schema: { database: text, table: text }, destinations: [location] })],
  ['OpenSearchIngestionRole', (stack, text, location) => new OpenSearchIngestionRole(stack, 'Role', { pipelineName: text, deadLetters: location })],
  ['RedshiftRole', (stack, text, location) => new RedshiftRole(stack, 'Role', { clusterIdentifier: text, unloadTo: [location] })],
  ['MskConnectRole', (stack, text) => new MskConnectRole(stack, 'Role', { connectorName: text, clusterArn: text, writeTopics: [text] })],
  ['SageMakerModelRole', (stack, text) => new SageMakerModelRole(stack, 'Role', { endpointName: text })],
  ['SageMakerPipelineRole', (stack, text, location) => new SageMakerPipelineRole(stack, 'Role', { pipelineName: text, jsonFiles: [location] })],
  ['BedrockModelCustomizationRole', (stack, _, location) => new BedrockModelCustomizationRole(stack, 'Role', { input: [location], output: location })],
])('%s takes tokens', (_, make) => {
  const stack = new Stack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  make(stack, text, { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', text), prefix: text });
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain('{"Ref":"Text"}');
});
