import { RESOURCE_POLICY_QUOTAS } from '../../catalog/quotas';
import { Severity } from '../../diagnostics/severity';
import { policySize } from '../../policy/policy-size';
import { NO_VIOLATIONS, Rule } from '../rule';
import { longPolicy } from './long-policy';

export const resourcePolicyTooLong: Rule = {
  id: 'resource-policy-too-long',
  severity: Severity.ERROR,
  checks: ['Q-04'],
  summary: 'the policy of a bucket, queue, topic or table is longer than its service accepts',
  why: 'The deployment fails when the policy is put, often long after the grant that made it too long was written.',
  accept: 'Never; the services do not raise this quota.',
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-iam-policies.html',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a queue, which takes 8,192 characters',
        resources: { Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['orders'], PolicyDocument: longPolicy(8400) } } },
      },
      {
        title: 'a bucket, which takes 20,480 characters',
        resources: { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'orders', PolicyDocument: longPolicy(20_900) } } },
      },
    ],
    allowed: [
      {
        title: 'a bucket policy of 20,000 characters',
        resources: { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'orders', PolicyDocument: longPolicy(20_000) } } },
      },
      {
        title: 'the policy of a service that publishes no figure',
        resources: { Policy: { Type: 'AWS::ECR::RegistryPolicy', Properties: { PolicyText: longPolicy(9000) } } },
      },
    ],
  },
  kinds: ['resource'],

  judgePolicy({ document, origin }) {
    const quota = RESOURCE_POLICY_QUOTAS[origin.resourceType];
    if (!quota) { return NO_VIOLATIONS; }
    const size = policySize(document);
    if (size <= quota.maximum) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `the policy has at least ${size} characters, and the service accepts ${quota.maximum} in \`${origin.resourceType}\``,
      fix: 'name principals by a common condition such as `aws:PrincipalOrgID` or `aws:PrincipalArn`, join statements with the same actions, or grant in the policies of the principals',
    }];
  },
};
