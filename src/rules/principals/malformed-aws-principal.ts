import { Severity } from '../../diagnostics/severity';
import { JsonValue } from '../../policy/json';
import { NO_VIOLATIONS, Rule } from '../rule';
import { faultOfAwsPrincipal } from './aws-principal';
import { elementName } from './principal-values';
import { stableText } from '../trust/stable-text';
import { listOf } from '../wording';

export const malformedAwsPrincipal: Rule = {
  id: 'malformed-aws-principal',
  severity: Severity.ERROR,
  checks: ['P-03'],
  summary: 'an `AWS` principal is neither an account nor the ARN of a role, a user or a session',
  why: 'AWS refuses the policy: the deployment fails with "Invalid principal in policy". Groups and instance profiles make no requests, so they are no principals.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html',
  ],
  examples: {
    flagged: [
      { title: 'a name, in a statement that is no list', kind: 'trust', policy: { Statement: trustIn('my-role') } },
      { title: 'an account with a digit too few', kind: 'trust', policy: { Statement: [trustIn('11112222333')] } },
      { title: 'a group', kind: 'trust', policy: { Statement: [trustIn('arn:aws:iam::111122223333:group/devs')] } },
      {
        title: 'a service, and an instance profile, in the policy of a queue',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: ['sns.amazonaws.com', 'arn:aws:iam::111122223333:instance-profile/web'] },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'account, role, user and sessions',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: {
              AWS: [
                '111122223333',
                'arn:aws:iam::111122223333:role/app/worker',
                'arn:aws-cn:iam::111122223333:user/anna',
                'arn:aws:sts::111122223333:assumed-role/worker/main',
                'arn:aws:sts::111122223333:federated-user/anna',
                'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC',
              ],
            },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::orders/*',
          }],
        },
      },
    ],
  },
  kinds: ['trust', 'resource', 'endpoint', 'rcp'],

  judgeStatement(statement) {
    const { principals } = statement;
    if (!principals) { return NO_VIOLATIONS; }
    return principals.values.flatMap(({ type, text }) => {
      const fault = type === 'AWS' ? faultOfAwsPrincipal(text) : undefined;
      return fault ? [{
        cause: stableText(text),
        message: `${listOf([text.toString()])} in \`${elementName(statement)}\` ${fault.problem}`,
        fix: fault.fix,
      }] : [];
    });
  },
};

function trustIn(principal: JsonValue) {
  return { Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' };
}
