import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import { foreignRole, newRole, newStack, REGION, statementsOf } from './testing';
import { PutEventsGrantOptions, ScopedEventBusGrants } from '../../src/grants/event-bus-grants';

test.each<[PutEventsGrantOptions, RegExp]>([
  [{ sources: [] }, /ScopedEventBusGrants.putEvents: `sources` is \[\]; expected at least one value/],
  [{ sources: [''] }, /`sources` is \[""\]/],
  [{ sources: ['com.example.*'] }, /`sources` has 'com.example.\*', but it is compared exactly.*'com.example.orders'/],
  [{ detailTypes: [] }, /`detailTypes` is \[\]/],
  [{ detailTypes: ['Order?'] }, /`detailTypes` has 'Order\?'.*'OrderPlaced'/],
])('putEvents with %j is an error', (options, message) => {
  const stack = newStack();
  expect(() => ScopedEventBusGrants.fromEventBus(new events.EventBus(stack, 'Bus')).putEvents(newRole(stack), options)).toThrow(message);
});

test('sources and detail types may be tokens, each and as a whole', () => {
  const stack = newStack();
  const sources = new CfnParameter(stack, 'Sources', { type: 'CommaDelimitedList' }).valueAsList;
  const type = new CfnParameter(stack, 'Type').valueAsString;
  ScopedEventBusGrants.fromEventBus(new events.EventBus(stack, 'Bus')).putEvents(newRole(stack), { sources, detailTypes: [type] });
  expect(statementsOf(stack)[0].Condition).toEqual({
    'ForAllValues:StringEquals': { 'events:source': { Ref: 'Sources' }, 'events:detail-type': { Ref: 'Type' } },
    'Null': { 'events:source': 'false', 'events:detail-type': 'false' },
  });
});

describe('a grantee of another account', () => {
  function acrossAccounts() {
    const app = new App();
    const stack = newStack(app);
    return { stack, other: new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }) };
  }

  test('is allowed in the policy of the bus too, by a statement of its own for each grant', () => {
    const { stack, other } = acrossAccounts();
    const grants = ScopedEventBusGrants.fromEventBus(new events.EventBus(stack, 'Bus', { eventBusName: 'orders' }));
    const roles = ['One', 'Two'].map((id) => foreignRole(other, id));
    roles.forEach((role) => grants.putEvents(role, { sources: ['com.example.orders'] }));
    grants.putEvents(roles[0], { sources: ['com.example.billing'] });
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::Events::EventBusPolicy')).map(({ Properties }) => Properties);
    expect(policies.map(({ Statement }) => Statement.Condition['ForAllValues:StringEquals']['events:source']).sort())
      .toEqual(['com.example.billing', 'com.example.orders', 'com.example.orders']);
    expect(new Set(policies.map(({ StatementId }) => StatementId)).size).toBe(3);
    policies.forEach(({ StatementId, Statement }) => {
      expect(StatementId).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
      expect(Statement.Sid).toBe(StatementId);
    });
  });

  test('is told what to add to the policy of an L1 bus', () => {
    const { stack, other } = acrossAccounts();
    ScopedEventBusGrants.fromEventBus(new events.CfnEventBus(stack, 'Bus', { name: 'orders' })).putEvents(foreignRole(other));
    Annotations.fromStack(other).hasWarning('*', Match.stringLikeRegexp("add to the policy of 'Stack/Bus' in account 111122223333: .*events:PutEvents"));
  });
});
