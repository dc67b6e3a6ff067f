import { CfnParameter, Fn } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { newRole, newStack, statementsOf } from './testing';
import { ScopedTopicGrants, TopicSubscribeGrantOptions } from '../../src/grants/topic-grants';

const subscribe = (options: TopicSubscribeGrantOptions, stack = newStack()) => {
  ScopedTopicGrants.fromTopic(new sns.Topic(stack, 'Topic')).subscribe(newRole(stack), options);
  return statementsOf(stack)[0].Condition;
};

test.each<[TopicSubscribeGrantOptions, RegExp]>([
  [{ protocols: [] }, /ScopedTopicGrants.subscribe: `protocols` is \[\]; expected at least one value/],
  [{ endpoints: [] }, /`endpoints` is \[\]; expected at least one value/],
  [{ endpoints: ['*'] }, /`endpoints` has '\*', which fits anything.*Leave `endpoints` out/],
  [{ endpoints: ['*@example.com'] }, /'\*@example.com', which fits the URL of anyone that ends so; name the `protocols` too.*EMAIL/],
])('subscribe with %j is an error', (options, message) => {
  expect(() => subscribe(options)).toThrow(message);
});

test('endpoints are compared exactly unless one of them is a pattern', () => {
  expect(subscribe({ endpoints: ['https://example.com/hook'] })).toEqual({ StringEquals: { 'sns:Endpoint': 'https://example.com/hook' } });
  expect(subscribe({ endpoints: ['https://example.com/*', 'https://example.org/'] }))
    .toEqual({ StringLike: { 'sns:Endpoint': ['https://example.com/*', 'https://example.org/'] } });
  expect(subscribe({ endpoints: [Fn.importValue('hook')] })).toEqual({ StringEquals: { 'sns:Endpoint': { 'Fn::ImportValue': 'hook' } } });
});

test('a list known only at deployment', () => {
  const stack = newStack();
  const endpoints = new CfnParameter(stack, 'Hooks', { type: 'CommaDelimitedList' }).valueAsList;
  expect(subscribe({ endpoints, protocols: [sns.SubscriptionProtocol.HTTPS] }, stack))
    .toEqual({ StringEquals: { 'sns:Protocol': 'https' }, StringLike: { 'sns:Endpoint': { Ref: 'Hooks' } } });
});
