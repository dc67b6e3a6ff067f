import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedTopicGrants, TopicSubscribeGrantOptions } from '../../../src/grants/topic-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:orders`;
const OTHER = `arn:aws:sns:${REGION}:${ACCOUNT}:orders-secret`;
const TOPICS: Kinds<sns.ITopicRef> = {
  L2: (stack) => new sns.Topic(stack, 'Target', { masterKey: new kms.Key(stack, 'Key') }),
  L1: (stack) => new sns.CfnTopic(stack, 'Target', { kmsMasterKeyId: new kms.CfnKey(stack, 'Key').ref }),
  imported: (stack) => sns.Topic.fromTopicAttributes(stack, 'Target', {
    topicArn: arnIn(stack, 'sns', 'orders'), keyArn: arnIn(stack, 'kms', KEY_ARN.split(':')[5]),
  }),
};
const subscribe = (options: TopicSubscribeGrantOptions) =>
  onEach(TOPICS, (topic, role) => ScopedTopicGrants.fromTopic(topic).subscribe(role, options));
const cdk = (call: string, give: (topic: sns.Topic, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(TOPICS.L2!(stack) as sns.Topic, role) });

const KEY_ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'];
const viaSns = (arn: string) => throughService('sns', REGION, { 'aws:sns:topicArn': arn });
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`;

export const INTENTS: Intent[] = [
  {
    call: 'ScopedTopicGrants.publish',
    actions: ['sns:Publish', ...KEY_ACTIONS],
    grant: onEach(TOPICS, (topic, role) => ScopedTopicGrants.fromTopic(topic).publish(role)),
    cdk: cdk('Topic.grantPublish', (topic, role) => topic.grantPublish(role)),
    allows: [request('sns:Publish', ARN), ...requests(KEY_ACTIONS, KEY_ARN, viaSns(ARN))],
    denies: [
      request('sns:Publish', OTHER),
      request('sns:Publish', '*'),
      ...requests(['sns:Subscribe', 'sns:SetTopicAttributes', 'sns:DeleteTopic'], ARN),
      ...requests(KEY_ACTIONS, KEY_ARN),
      ...requests(KEY_ACTIONS, KEY_ARN, viaSns(OTHER)),
      ...requests(KEY_ACTIONS, KEY_ARN, throughService('sqs', REGION, { 'aws:sns:topicArn': ARN })),
    ],
  },
  {
    call: 'ScopedTopicGrants.subscribe',
    actions: ['sns:Subscribe'],
    grant: subscribe({}),
    cdk: cdk('Topic.grantSubscribe', (topic, role) => topic.grantSubscribe(role)),
    allows: [request('sns:Subscribe', ARN, { 'sns:Protocol': 'https', 'sns:Endpoint': 'https://example.com/hook' })],
    denies: [request('sns:Subscribe', OTHER), ...requests(['sns:Publish', 'sns:ListSubscriptionsByTopic', 'sns:Unsubscribe'], ARN)],
  },
  {
    call: 'ScopedTopicGrants.subscribe',
    scope: 'of one queue',
    actions: ['sns:Subscribe'],
    grant: onEach(TOPICS, (topic, role, stack) => ScopedTopicGrants.fromTopic(topic).subscribe(role, {
      protocols: [sns.SubscriptionProtocol.SQS], endpoints: [arnIn(stack, 'sqs', 'orders')],
    })),
    allows: [request('sns:Subscribe', ARN, { 'sns:Protocol': 'sqs', 'sns:Endpoint': QUEUE })],
    denies: [
      request('sns:Subscribe', ARN),
      request('sns:Subscribe', ARN, { 'sns:Protocol': 'sqs', 'sns:Endpoint': `${QUEUE}-other` }),
      request('sns:Subscribe', ARN, { 'sns:Protocol': 'https', 'sns:Endpoint': QUEUE }),
    ],
  },
  {
    call: 'ScopedTopicGrants.subscribe',
    scope: 'by mail, of one domain',
    actions: ['sns:Subscribe'],
    grant: subscribe({ protocols: [sns.SubscriptionProtocol.EMAIL, sns.SubscriptionProtocol.EMAIL_JSON], endpoints: ['*@example.com'] }),
    allows: [
      request('sns:Subscribe', ARN, { 'sns:Protocol': 'email', 'sns:Endpoint': 'ops@example.com' }),
      request('sns:Subscribe', ARN, { 'sns:Protocol': 'email-json', 'sns:Endpoint': 'ops@example.com' }),
    ],
    denies: [
      request('sns:Subscribe', ARN, { 'sns:Protocol': 'email', 'sns:Endpoint': 'ops@example.org' }),
      request('sns:Subscribe', ARN, { 'sns:Protocol': 'https', 'sns:Endpoint': 'https://example.org/?a=@example.com' }),
    ],
  },
];
