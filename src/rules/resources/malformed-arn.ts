import { PARTITION_NAMES, partitionOf } from '../../catalog/partition';
import { Severity } from '../../diagnostics/severity';
import { PolicySite } from '../../policy/policy-site';
import { withField } from '../arn-parts';
import { resourcePatterns } from '../resource-pattern';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { FlaggedArns } from './flagged-arns';

export const malformedArn: Rule = {
  id: 'malformed-arn',
  severity: Severity.ERROR,
  checks: ['R-01', 'R-02', 'R-03', 'R-04', 'R-05', 'R-06'],
  cdkRules: ['E3510'],
  summary: 'a resource is no ARN, or one that no resource can have',
  why: 'AWS refuses the policy at deployment, or the statement matches nothing: the workload fails when it runs, a Deny protects nothing.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a name, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'orders/*' } },
      },
      {
        title: 'the name of a bucket where its ARN belongs',
        resources: {
          Bucket: { Type: 'AWS::S3::Bucket' },
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Bucket}/*' } }] },
            },
          },
        },
      },
      {
        title: 'a colon too few',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3::orders/*' }] },
      },
      {
        title: 'a partition that does not exist',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:amazon:s3:::orders/*' }] },
      },
      {
        title: 'a service in capitals',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:S3:::orders/*' }] },
      },
      {
        title: 'an availability zone for a region',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'sqs:*', Resource: 'arn:aws:sqs:eu-west-1a:111122223333:orders' }] },
      },
      {
        title: 'the account was forgotten, and all moved up',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:eu-west-1:function:orders' }] },
      },
    ],
    allowed: [
      {
        title: 'ARNs with and without region and account',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Action: ['s3:GetObject', 'sqs:SendMessage', 'iam:GetPolicy'],
            Resource: ['arn:aws:s3:::orders/*', 'arn:aws:sqs:eu-west-1:111122223333:orders', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
          }],
        },
      },
      {
        title: 'everything, and wildcards in any part',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: ['*', 'arn:*:sqs:*:*:orders', 'arn:aws:s3*'] }] },
      },
      {
        title: 'a policy of an API, which may leave the beginning out',
        resources: {
          Api: {
            Type: 'AWS::ApiGateway::RestApi',
            Properties: {
              Policy: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' }, Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
              },
            },
          },
        },
      },
      {
        title: 'a value that is known only at deployment',
        resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::ImportValue': 'OrdersArn' } }] },
            },
          },
        },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'boundary', 'session', 'scp', 'rcp', 'endpoint', 'resource'],

  judgePolicy(site) {
    const own = partitionOf(site.environment.region)?.name;
    let flagged: FlaggedArns | undefined;
    for (const statement of site.document.statements) {
      const { resources } = statement;
      if (!resources) { continue; }
      const patterns = resourcePatterns(resources);
      for (let index = 0; index < patterns.length; index++) {
        const { fault, arn } = patterns[index];
        if (!fault && (own === undefined || !arn || arn.partition === own || !PARTITION_NAMES.includes(arn.partition))) { continue; }
        const text = resources.values[index].text.toString();
        if (fault && isShortApiForm(text, site)) { continue; }
        flagged ??= new FlaggedArns();
        if (fault) {
          flagged.add(fault.name, statement, text, { ...fault, better: fault.name === 'service case' ? withField(text, 2, arn!.service.toLowerCase()) : undefined });
        } else {
          flagged.add(`partition ${arn!.partition}`, statement, text, { ...foreignPartition(arn!.partition, own!), better: withField(text, 1, own!) });
        }
      }
    }
    return flagged?.violations(site.document) ?? NO_VIOLATIONS;
  },
};

function foreignPartition(partition: string, own: string): Pick<Violation, 'message' | 'fix'> {
  return {
    message: `is of the partition \`${partition}\`, but the stack is deployed in \`${own}\``,
    fix: 'write `${AWS::Partition}`, or `Stack.of(this).formatArn(…)`, in the place of the partition',
  };
}

/**
 * `execute-api:/stage/GET/path`, which API Gateway completes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
function isShortApiForm(text: string, { kind, origin }: PolicySite): boolean {
  return kind === 'resource' && text.startsWith('execute-api:/') && /^$|^AWS::(?:ApiGateway|Serverless)::/.test(origin.resourceType);
}
