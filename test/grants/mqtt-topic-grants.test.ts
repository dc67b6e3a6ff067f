import { CfnParameter, Fn } from 'aws-cdk-lib';
import { ACCOUNT, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedMqttTopicGrants } from '../../src/grants/mqtt-topic-grants';

test.each<[string[], RegExp]>([
  [[], /ScopedMqttTopicGrants.fromTopicFilters: `topicFilters` is \[\]; expected at least one value/],
  [[''], /`topicFilters` is \[""\]/],
  [['devices/*'], /`topicFilters` has 'devices\/\*'; expected topic filters such as 'devices\/\+\/status'/],
  [['devices/?'], /(?:is|has) 'devices\/\?'/],
  [['devices/a+/status'], /(?:is|has) 'devices\/a\+\/status'/],
  [['devices/#/status'], /(?:is|has) 'devices\/#\/status'/],
  [['arn:aws:iot:eu-west-1:111122223333:topic/a'], /(?:is|has) 'arn:aws:iot/],
  [Fn.split(',', Fn.importValue('filters')), /`topicFilters` is a list that is known only at deployment/],
])('topic filters %j are an error', (filters, message) => {
  expect(() => ScopedMqttTopicGrants.fromTopicFilters(newStack(), filters)).toThrow(message);
});

test.each<[string[], RegExp]>([
  [[], /ScopedMqttTopicGrants.subscribe: `clientIds` is \[\]/],
  [['*'], /`clientIds` has '\*'.*'order-service'/],
])('client ids %j are an error', (clientIds, message) => {
  const stack = newStack();
  expect(() => ScopedMqttTopicGrants.fromTopicFilters(stack, ['a']).subscribe(newRole(stack), { clientIds })).toThrow(message);
});

test('a filter may hold a token; what is subscribed to keeps its wildcards', () => {
  const stack = newStack();
  const tenant = new CfnParameter(stack, 'Tenant').valueAsString;
  ScopedMqttTopicGrants.fromTopicFilters(stack, [`${tenant}/+/status`]).subscribe(newRole(stack), { clientIds: ['app'] });
  const arn = (type: string, rest: string) =>
    ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iot:${REGION}:${ACCOUNT}:${type}/`, { Ref: 'Tenant' }, rest]] });
  expect(statementsOf(stack).map(({ Resource }) => Resource).slice(0, 2)).toEqual([arn('topicfilter', '/+/status'), arn('topic', '/*/status')]);
});
