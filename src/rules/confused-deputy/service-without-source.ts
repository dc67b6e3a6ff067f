import { Severity } from '../../diagnostics/severity';
import { conditionsOn } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { sourceBinding } from './source-binding';
import { missingSource, requestForStranger, withSource } from './trusted-services';
import { accountCondition, usedServices } from './used-services';
import { allowedPrincipals, allowedServices, isAnybody } from '../principals/principal-values';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { conditionsAreKnown, requiresValueOf } from '../trust/required-keys';
import { textsOf } from '../wording';

export const serviceWithoutSource: Rule = {
  id: 'service-without-source',
  // The CDK itself writes such statements, and not all of them can be mended from outside.
  severity: Severity.WARNING,
  checks: ['D-01', 'D-07'],
  summary: 'the policy of a resource allows an AWS service without saying for whose resources',
  why: 'The service works for everybody. Someone who knows the name of the resource has the service use it from their account: '
    + 'sends messages, writes files, invokes the function.',
  accept: 'When resources of accounts that nobody can list beforehand are meant to use it.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'S3 may send to a queue for any bucket, in a statement that is no list',
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          },
        },
      },
      {
        title: 'CloudTrail may publish for any trail, as the CDK writes it',
        resources: {
          TopicPolicy: {
            Type: 'AWS::SNS::TopicPolicy',
            Properties: {
              Topics: [{ Ref: 'Topic' }],
              PolicyDocument: {
                Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'sns:Publish', Resource: { Ref: 'Topic' } }],
              },
            },
          },
          Topic: { Type: 'AWS::SNS::Topic' },
        },
      },
      {
        title: 'CloudTrail may write to the bucket for any trail that gives it the object',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'cloudtrail.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::trails/AWSLogs/*',
            Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
          }],
        },
      },
      {
        title: 'a service that is named in a condition',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::trails/AWSLogs/*',
            Condition: { StringEquals: { 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' } },
          }],
        },
      },
      {
        title: 'a load balancer may invoke a function for any target group',
        resources: {
          Permission: {
            Type: 'AWS::Lambda::Permission',
            Properties: { Action: 'lambda:InvokeFunction', FunctionName: 'orders', Principal: 'elasticloadbalancing.amazonaws.com' },
          },
        },
      },
      {
        title: 'a condition that also holds when the key is not sent',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { ArnLikeIfExists: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:orders' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'a rule to a queue, as the CDK writes it',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:111122223333:rule/orders' } },
          }],
        },
      },
      {
        title: 'a Deny of all that comes for another account, or for none',
        kind: 'resource',
        policy: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 's3.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            },
            {
              Effect: 'Deny',
              Principal: { Service: 's3.amazonaws.com' },
              Action: 'sqs:*',
              Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
              Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } },
            },
          ],
        },
      },
      {
        title: 'the notifications of a bucket of the same app, as the CDK writes them',
        resources: {
          Bucket: { Type: 'AWS::S3::Bucket' },
          QueuePolicy: {
            Type: 'AWS::SQS::QueuePolicy',
            Properties: {
              Queues: ['orders'],
              PolicyDocument: {
                Statement: [{
                  Effect: 'Allow',
                  Principal: { Service: 's3.amazonaws.com' },
                  Action: 'sqs:SendMessage',
                  Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
                  Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': ['Bucket', 'Arn'] } } },
                }],
              },
            },
          },
        },
      },
      {
        title: 'a service that does not send its source here: a condition would break the delivery',
        kind: 'resource',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' }] },
      },
      {
        title: 'logs that are tied by what is encrypted',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
            Action: 'kms:Decrypt',
            Resource: '*',
            Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:111122223333:*' } },
          }],
        },
      },
    ],
  },
  kinds: ['resource'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const services = usedServices(statement);
      if (services.length === 0 || sourceBinding(statement) !== 'unbound') { return NO_VIOLATIONS; }
      const open = services.filter(({ source }) => source);
      if (open.length === 0) { return NO_VIOLATIONS; }
      // A weaker key is the business of `weak-source-condition`.
      if (requiresValueOf(statement, 'aws:Referer') || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      // A condition for one would lock out the others: EventBridge, say, sends no source to a topic.
      const isAlone = open.length === allowedServices(statement).length
        && allowedPrincipals(statement).every(principal => principal.type === 'Service' || isAnybody(principal));
      return open.map(({ name, source }) => {
        const condition = accountCondition(source!, site.environment);
        const asked = conditionsOn(statement, 'aws:SourceArn').length > 0 || conditionsOn(statement, 'aws:SourceAccount').length > 0;
        return {
          cause: source!.servicePrincipal,
          message: `\`${name}\` may use it on behalf of any account: ${missingSource(statement)}`,
          fix: `${asked ? 'require' : 'add'} in ${isAlone ? 'the same statement' : 'a statement of its own'} \`"Condition": ${JSON.stringify(condition)}\`, or the ARN of the one resource that sends, as \`aws:SourceArn\``,
          ...isAlone && { replacement: withSource(statement, site, condition) },
          actions: textsOf(statement.actions),
          resources: statement.resources && textsOf(statement.resources),
          witness: requestForStranger(name, source!, statement, site),
        };
      });
    });
  },
};
