/**
 * What the CDK's bucket deployment handler needs: to read the named archives, and to synchronise the destination under its prefix.
 *
 * The handler runs `aws s3 cp` on each source, `aws s3 sync` (`--delete` when it prunes) to the destination, and `aws s3 rm` on the destination of
 * a deployment that is not retained; it reads the bucket's tags before that.
 *
 * @see https://github.com/aws/aws-cdk/blob/v2.271.0/packages/%40aws-cdk/custom-resource-handlers/lib/aws-s3-deployment/bucket-deployment-handler/index.py read 2026-11-22
 */
import { CfnResource, Stack } from 'aws-cdk-lib';
import { OwnRole } from './own-role';
import { writtenResource } from '../../cdk/app-templates';
import { propertyNames, rawProperty } from '../../cdk/resource-properties';
import { acknowledgeWildcards } from '../../cdk/wildcard-acknowledgement';

export const BUCKET_DEPLOYMENT = 'Custom::CDKBucketDeployment';

/** The actions of the CDK's read and write grants, which are all that is replaced. */
const GRANTED = new Set([
  's3:GetObject*', 's3:GetBucket*', 's3:List*', 's3:DeleteObject*', 's3:PutObject', 's3:PutObjectLegalHold', 's3:PutObjectRetention',
  's3:PutObjectTagging', 's3:PutObjectVersionTagging', 's3:Abort*',
]);

export function narrowBucketDeployment(role: OwnRole, deployments: readonly CfnResource[]): void {
  if (deployments.length === 0) { return; }
  const policy = role.defaultPolicy;
  if (!policy || deployments.some(deployment => propertyNames(deployment).some(name => !role.isOfThisStack(rawProperty(deployment, name).value)))) {
    role.leave('a source or destination of its deployments stands in another stack');
    return;
  }
  const document = writtenResource(policy).Properties?.PolicyDocument as any;
  const needed = deployments.flatMap(deployment => statementsFor(role.stack, writtenResource(deployment).Properties as any));
  if (needed.includes(undefined)) {
    role.leave('a source or destination of its deployments is only known at deployment');
    return;
  }
  policy.policyDocument = { ...document, Statement: [...document.Statement.flatMap(withoutGranted), ...needed] };
  acknowledgeWildcards(role.construct, { resources: needed.flatMap(({ Resource }: any) => Resource) },
    'the files of a deployment are known only when it runs: its prefix and the actions are exact');
}

/** A statement that grants more than is replaced keeps the rest. */
function withoutGranted(statement: any): any[] {
  const kept = [statement.Action].flat().filter(action => !GRANTED.has(action));
  return kept.length === 0 ? [] : [{ ...statement, Action: kept }];
}

function statementsFor(stack: Stack, properties: any): any[] {
  const { SourceBucketNames: buckets, SourceObjectKeys: keys, DestinationBucketName: destination, DestinationBucketKeyPrefix: prefix = '' } = properties;
  if (!Array.isArray(buckets) || !Array.isArray(keys) || buckets.length !== keys.length || destination === undefined || typeof prefix !== 'string') { return [undefined]; }
  const isRetained = String(properties.RetainOnDelete ?? true) === 'true';
  const prunes = String(properties.Prune ?? true).toLowerCase() === 'true';
  const folder = prefix.replace(/^\/|\/$/g, '');
  // A destination that moved leaves files under a prefix that the template no longer names.
  const underPrefix = folder === '' || !isRetained ? '*' : `${folder}/*`;
  const arn = (bucket: any, key?: any) => stack.resolve({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', bucket, ...(key === undefined ? [] : ['/', key])]] });
  return [
    ...buckets.map((bucket, index) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: arn(bucket, keys[index]) })),
    { Effect: 'Allow', Action: ['s3:ListBucket', ...(isRetained ? [] : ['s3:GetBucketTagging'])], Resource: arn(destination) },
    {
      Effect: 'Allow',
      Action: ['s3:AbortMultipartUpload', ...(prunes || !isRetained ? ['s3:DeleteObject'] : []), 's3:GetObject', 's3:PutObject'],
      Resource: arn(destination, underPrefix),
    },
  ];
}
