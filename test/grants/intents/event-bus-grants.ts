import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnIn, Intent, Kinds, onEach, request, requests } from './intent';
import { PutEventsGrantOptions, ScopedEventBusGrants } from '../../../src/grants/event-bus-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/orders`;
const BUSES: Kinds<events.IEventBusRef> = {
  L2: (stack) => new events.EventBus(stack, 'Target'),
  L1: (stack) => new events.CfnEventBus(stack, 'Target', { name: 'orders' }),
  imported: (stack) => events.EventBus.fromEventBusArn(stack, 'Target', arnIn(stack, 'events', 'event-bus/orders')),
};
const putEvents = (options: PutEventsGrantOptions = {}) =>
  onEach(BUSES, (bus, role) => ScopedEventBusGrants.fromEventBus(bus).putEvents(role, options));
const put = (sources: string[], detailTypes: string[] = ['Placed']) =>
  request('events:PutEvents', ARN, { 'events:source': sources, 'events:detail-type': detailTypes });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedEventBusGrants.putEvents',
    actions: ['events:PutEvents'],
    grant: putEvents(),
    cdk: {
      call: 'EventBus.grantPutEventsTo',
      grant: (stack: Stack, role: iam.Role) => new events.EventBus(stack, 'Target').grantPutEventsTo(role),
    },
    allows: [put(['com.example.orders'])],
    denies: [
      request('events:PutEvents', `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`),
      ...requests(['events:PutRule', 'events:PutTargets', 'events:PutPermission', 'events:DeleteEventBus'], ARN),
    ],
  },
  {
    call: 'ScopedEventBusGrants.putEvents',
    scope: 'of two sources',
    actions: ['events:PutEvents'],
    grant: putEvents({ sources: ['com.example.orders', 'com.example.billing'] }),
    allows: [put(['com.example.orders']), put(['com.example.orders', 'com.example.billing'])],
    denies: [
      put(['com.example.secret']),
      put(['com.example.orders', 'com.example.secret']),
      request('events:PutEvents', ARN),
    ],
  },
  {
    call: 'ScopedEventBusGrants.putEvents',
    scope: 'of one source and detail type, per tenant',
    actions: ['events:PutEvents'],
    tags: { tenant: 'blue' },
    grant: putEvents({ sources: ['com.example.${aws:PrincipalTag/tenant}'], detailTypes: ['Placed'] }),
    allows: [put(['com.example.blue'])],
    denies: [
      put(['com.example.green']),
      put(['com.example.blue'], ['Deleted']),
      put(['com.example.blue'], ['Placed', 'Deleted']),
      request('events:PutEvents', ARN, { 'events:source': ['com.example.blue'] }),
    ],
  },
];
