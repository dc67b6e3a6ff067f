import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { looseSourceArns, sourceBinding } from './source-binding';
import { usedServices } from './used-services';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { stableText } from '../trust/stable-text';
import { causeOf, listOf } from '../wording';

export const sourceArnWithoutAccount: Rule = {
  id: 'source-arn-without-account',
  severity: Severity.WARNING,
  checks: ['D-05'],
  summary: 'a service is held to a bucket by its name alone',
  why: 'The ARN of a bucket says not whose it is. When the bucket is deleted, whoever makes a new one of its name gets the access.',
  accept: 'For a bucket that is never deleted.',
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention',
  ],
  examples: {
    flagged: [
      {
        title: 'a bucket by its name, in a statement that is no list',
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:orders' } },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'a bucket and its account',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::orders' }, StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
      },
      {
        title: 'a bucket of the app itself',
        resources: {
          Bucket: { Type: 'AWS::S3::Bucket' },
          TopicPolicy: {
            Type: 'AWS::SNS::TopicPolicy',
            Properties: {
              Topics: ['orders'],
              PolicyDocument: {
                Statement: [{
                  Effect: 'Allow',
                  Principal: { Service: 's3.amazonaws.com' },
                  Action: 'sns:Publish',
                  Resource: 'arn:aws:sns:eu-west-1:111122223333:orders',
                  Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': ['Bucket', 'Arn'] } } },
                }],
              },
            },
          },
        },
      },
    ],
  },
  kinds: ['resource'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      // A permission of a function is judged by `lambda-permission-without-account`.
      if (statement.conditions.length === 0 || site.origin.resourceType === 'AWS::Lambda::Permission') { return NO_VIOLATIONS; }
      const services = usedServices(statement).filter(({ source }) => source?.sourceAccount);
      if (services.length === 0 || sourceBinding(statement) !== 'no-account') { return NO_VIOLATIONS; }
      const loose = looseSourceArns(statement);
      return [{
        cause: causeOf(loose.map(stableText)),
        message: `${listOf(services.map(({ name }) => name))} is held to ${listOf(loose.map(String), 4, 'or')}, whose ARN does not say which account it belongs to`,
        fix: 'require the account too, in the same statement: `"StringEquals": {"aws:SourceAccount": "…"}`',
      }];
    });
  },
};
