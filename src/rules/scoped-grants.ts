/**
 * The grants of this library that write exact actions on exact resources, by service; of several, the one that is asked for most.
 */
const SCOPED_GRANTS: ReadonlyMap<string, string> = new Map(Object.entries({
  'aoss': 'ScopedCollectionGrants',
  'appconfig': 'ScopedConfigurationGrants',
  'athena': 'ScopedWorkGroupGrants',
  'bedrock': 'ScopedBedrockModelGrants',
  'bedrock-agentcore': 'ScopedAgentRuntimeGrants',
  'cassandra': 'ScopedKeyspacesTableGrants',
  'cloudfront': 'ScopedDistributionGrants',
  'cloudwatch': 'ScopedMetricGrants',
  'cognito-idp': 'ScopedUserPoolGrants',
  'dsql': 'ScopedDsqlClusterGrants',
  'dynamodb': 'ScopedTableGrants',
  'ecr': 'ScopedRepositoryGrants',
  'ecs': 'ScopedTaskDefinitionGrants',
  'elasticache': 'ScopedElastiCacheGrants',
  'elasticfilesystem': 'ScopedFileSystemGrants',
  'es': 'ScopedDomainGrants',
  'events': 'ScopedEventBusGrants',
  'execute-api': 'ScopedRestApiGrants',
  'firehose': 'ScopedDeliveryStreamGrants',
  'glue': 'ScopedGlueDatabaseGrants',
  'iot': 'ScopedMqttTopicGrants',
  'kafka-cluster': 'ScopedMskClusterGrants',
  'kinesis': 'ScopedStreamGrants',
  'kms': 'ScopedKeyGrants',
  'lambda': 'ScopedFunctionGrants',
  'logs': 'ScopedLogGroupGrants',
  'memorydb': 'ScopedMemoryDbClusterGrants',
  'neptune-db': 'ScopedNeptuneClusterGrants',
  'rds-data': 'ScopedDataApiGrants',
  'rds-db': 'ScopedDatabaseGrants',
  'redshift-data': 'ScopedRedshiftClusterGrants',
  'route53': 'ScopedHostedZoneGrants',
  's3': 'ScopedBucketGrants',
  's3express': 'ScopedDirectoryBucketGrants',
  's3tables': 'ScopedS3TableGrants',
  's3vectors': 'ScopedVectorIndexGrants',
  'sagemaker': 'ScopedSageMakerEndpointGrants',
  'scheduler': 'ScopedScheduleGroupGrants',
  'secretsmanager': 'ScopedSecretGrants',
  'ses': 'ScopedEmailIdentityGrants',
  'sns': 'ScopedTopicGrants',
  'sqs': 'ScopedQueueGrants',
  'ssm': 'ScopedParameterGrants',
  'states': 'ScopedStateMachineGrants',
  'verifiedpermissions': 'ScopedPolicyStoreGrants',
  'xray': 'ScopedTraceGrants',
}));

/** The end of a fix: which grant writes it; empty when there is none. */
export function scopedGrantHint(service: string): string {
  const grant = SCOPED_GRANTS.get(service);
  return grant ? `; \`${grant}\` writes such statements` : '';
}
