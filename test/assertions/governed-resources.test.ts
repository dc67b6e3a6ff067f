import { governingProperty, governs, namedArn } from '../../src/assertions/governed-resources';

test.each([
  ['arn:aws:s3:::orders', 'arn:aws:s3:::orders', true],
  ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/1', true],
  ['arn:aws:s3:::orders', 'arn:aws:s3:::orders-archive', false],
  ['arn:aws:lambda:eu-west-1:111122223333:function:f', 'arn:aws:lambda:eu-west-1:111122223333:function:f:live', true],
  ['arn:aws:logs:eu-west-1:111122223333:log-group:l:*', 'arn:aws:logs:eu-west-1:111122223333:log-group:l', true],
  ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::111122223333:role/app', true],
  ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::111122223333:role/app/worker', false],
])('the policy of %s governs %s: %s', (arn, other, expected) => {
  expect(governs(arn, other)).toBe(expected);
});

const VARIABLES = { Partition: 'aws', Region: 'eu-west-1', Account: '111122223333' };

test.each([
  ['AWS::S3::BucketPolicy', 'orders', 'arn:aws:s3:::orders'],
  ['AWS::SQS::QueuePolicy', 'https://sqs.eu-west-1.amazonaws.com/444455556666/jobs', 'arn:aws:sqs:eu-west-1:444455556666:jobs'],
  ['AWS::SNS::TopicPolicy', 'arn:aws:sns:eu-west-1:111122223333:t', 'arn:aws:sns:eu-west-1:111122223333:t'],
  ['AWS::Events::EventBusPolicy', 'orders', 'arn:aws:events:eu-west-1:111122223333:event-bus/orders'],
  ['AWS::SecretsManager::ResourcePolicy', 'name', undefined],
])('%s on %s governs %s', (type, value, arn) => {
  expect(namedArn(value, governingProperty(type)!, VARIABLES)).toBe(arn);
});
