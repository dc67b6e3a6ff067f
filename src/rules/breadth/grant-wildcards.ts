/**
 * Wildcards that the grants of aws-cdk-lib write, with what to write instead. Whoever calls the grant did not choose them, and they
 * reach little beyond what the grant is for, so they are told apart from wildcards that a person wrote.
 *
 * Read in aws-cdk-lib 2.271.0 on 2026-11-22; the source of each row is the file with the list. The `s3:PutObject*`
 * of earlier versions and the `dynamodb:*` of `grantFullAccess` reach further and are not here.
 */
import { ActionPattern } from '../action-pattern';

interface GrantWildcard {
  readonly source: string;
  /** The actions that do what the grant is for; empty where only the caller knows. */
  readonly instead: readonly string[];
}

const S3 = 'aws-s3/lib/perms.ts';
const KMS = 'aws-kms/lib/private/perms.ts';
const BASTION = 'aws-ec2/lib/bastion-host.ts';
const LOGS_KEY = 'aws-ecs/lib/base/base-service.ts';

export const GRANT_WILDCARDS: { readonly [pattern: string]: GrantWildcard | undefined } = {
  's3:getobject*': row(S3, 's3:GetObject'),
  's3:getbucket*': row(S3, 's3:GetBucketLocation'),
  's3:list*': row(S3, 's3:ListBucket'),
  's3:deleteobject*': row(S3, 's3:DeleteObject'),
  's3:abort*': row(S3, 's3:AbortMultipartUpload'),
  'kms:reencrypt*': row(KMS, 'kms:ReEncryptFrom', 'kms:ReEncryptTo'),
  // The key pairs and the form without plaintext reach no further; AWS's key policy for users of a key has the same wildcard.
  'kms:generatedatakey*': row(KMS),
  'kms:encrypt*': row(LOGS_KEY, 'kms:Encrypt'),
  'kms:decrypt*': row(LOGS_KEY, 'kms:Decrypt'),
  'kms:describe*': row(LOGS_KEY, 'kms:DescribeKey'),
  // The agent of Systems Manager uses each of them: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
  'ec2messages:*': row(BASTION),
  'ssmmessages:*': row(BASTION),
  'ecs:submit*': row('aws-ecs/lib/cluster.ts', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'),
  ...Object.fromEntries(['create', 'enable', 'list', 'put', 'update', 'revoke', 'disable', 'get', 'delete'].map(verb => [`kms:${verb}*`, row(KMS)])),
};

const SERVICES = new Set(Object.keys(GRANT_WILDCARDS).map(pattern => pattern.slice(0, pattern.indexOf(':'))));

export function isGrantWildcard({ text, service, hasWildcard }: ActionPattern): boolean {
  return hasWildcard && SERVICES.has(service) && GRANT_WILDCARDS[text.toLowerCase()] !== undefined;
}

/** What to write for it: what the grant is for, else all that it stands for. */
export function insteadOf({ text, service, actions }: ActionPattern): readonly string[] {
  const instead = GRANT_WILDCARDS[text.toLowerCase()]?.instead ?? [];
  return instead.length > 0 ? instead : actions.map(({ name }) => `${service}:${name}`);
}

function row(source: string, ...instead: string[]): GrantWildcard {
  return { source, instead };
}
