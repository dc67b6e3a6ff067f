import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Intent, request, requests } from './intent';
import { ScopedMetricGrants } from '../../../src/grants/metric-grants';

const READ = ['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedMetricGrants.putMetricData',
    actions: ['cloudwatch:PutMetricData'],
    grant: { none: (_, role) => ScopedMetricGrants.fromNamespace('Orders').putMetricData(role) },
    cdk: { call: 'Metric.grantPutMetricData', grant: (_, role) => cloudwatch.Metric.grantPutMetricData(role) },
    allows: [request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Orders' })],
    denies: [
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Billing' }),
      request('cloudwatch:PutMetricData', '*'),
      ...requests([...READ, 'cloudwatch:PutMetricAlarm'], '*', { 'cloudwatch:namespace': 'Orders' }),
    ],
  },
  {
    call: 'ScopedMetricGrants.readAllNamespaces',
    scope: 'in one region',
    actions: READ,
    grant: { none: (_, role) => ScopedMetricGrants.fromNamespace('Orders').readAllNamespaces(role, { regions: ['eu-west-1'] }) },
    allows: requests(READ, '*', { 'aws:RequestedRegion': 'eu-west-1' }),
    denies: [
      ...requests(READ, '*', { 'aws:RequestedRegion': 'us-east-1' }),
      ...requests(['cloudwatch:ListMetrics', 'cloudwatch:PutMetricData', 'cloudwatch:DescribeAlarms'], '*', { 'aws:RequestedRegion': 'eu-west-1' }),
    ],
  },
];
