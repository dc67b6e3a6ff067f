/**
 * The grants of this library that write exact actions on exact resources, by service.
 */
const SCOPED_GRANTS: { readonly [service: string]: string | undefined } = {
  dynamodb: 'ScopedTableGrants',
  ecr: 'ScopedRepositoryGrants',
  logs: 'ScopedLogGroupGrants',
  s3: 'ScopedBucketGrants',
  secretsmanager: 'ScopedSecretGrants',
  sqs: 'ScopedQueueGrants',
};

/** The end of a fix: which grant writes it; empty when there is none. */
export function scopedGrantHint(service: string): string {
  const grant = SCOPED_GRANTS[service];
  return grant ? `; \`${grant}\` writes such statements` : '';
}
