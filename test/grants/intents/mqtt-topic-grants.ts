import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Intent, request, requests } from './intent';
import { MqttPublishGrantOptions, ScopedMqttTopicGrants } from '../../../src/grants/mqtt-topic-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:iot:${REGION}:${ACCOUNT}`;
const publish = (filters: string[], options?: MqttPublishGrantOptions) => ({
  none: (stack: Stack, role: iam.Role) => ScopedMqttTopicGrants.fromTopicFilters(stack, filters).publish(role, options),
});

export const INTENTS: Intent[] = [
  {
    call: 'ScopedMqttTopicGrants.publish',
    actions: ['iot:Publish'],
    grant: publish(['devices/+/commands', 'alarms']),
    allows: [request('iot:Publish', `${ARN}:topic/devices/7/commands`), request('iot:Publish', `${ARN}:topic/alarms`)],
    denies: [
      request('iot:Publish', `${ARN}:topic/devices/7/status`),
      request('iot:Publish', `${ARN}:topic/alarms/secret`),
      request('iot:RetainPublish', `${ARN}:topic/alarms`),
      request('iot:Connect', `${ARN}:client/app`),
      request('iot:Subscribe', `${ARN}:topicfilter/alarms`),
    ],
  },
  {
    call: 'ScopedMqttTopicGrants.publish',
    scope: 'over MQTT, retained',
    actions: ['iot:Publish', 'iot:RetainPublish', 'iot:Connect'],
    grant: publish(['alarms'], { clientIds: ['app'], retained: true }),
    allows: [...requests(['iot:Publish', 'iot:RetainPublish'], `${ARN}:topic/alarms`), request('iot:Connect', `${ARN}:client/app`)],
    denies: [request('iot:Connect', `${ARN}:client/app2`), request('iot:RetainPublish', `${ARN}:topic/other`)],
  },
  {
    call: 'ScopedMqttTopicGrants.subscribe',
    scope: 'per tenant',
    actions: ['iot:Subscribe', 'iot:Receive', 'iot:Connect'],
    tags: { tenant: 'blue' },
    grant: {
      none: (stack, role) => ScopedMqttTopicGrants.fromTopicFilters(stack, ['tenants/${aws:PrincipalTag/tenant}/#'])
        .subscribe(role, { clientIds: ['${aws:PrincipalTag/tenant}-app'] }),
    },
    allows: [
      request('iot:Subscribe', `${ARN}:topicfilter/tenants/blue/#`),
      request('iot:Receive', `${ARN}:topic/tenants/blue/orders/1`),
      request('iot:Connect', `${ARN}:client/blue-app`),
    ],
    denies: [
      request('iot:Subscribe', `${ARN}:topicfilter/#`),
      request('iot:Subscribe', `${ARN}:topicfilter/tenants/+/orders`),
      request('iot:Subscribe', `${ARN}:topicfilter/tenants/green/#`),
      request('iot:Receive', `${ARN}:topic/tenants/green/orders/1`),
      request('iot:Connect', `${ARN}:client/green-app`),
      request('iot:Publish', `${ARN}:topic/tenants/blue/orders/1`),
    ],
  },
];
