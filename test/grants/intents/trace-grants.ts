import { Intent, requests } from './intent';
import { ScopedTraceGrants } from '../../../src/grants/trace-grants';

const WRITE = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const SAMPLING = ['xray:GetSamplingRules', 'xray:GetSamplingTargets'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedTraceGrants.write',
    actions: WRITE,
    grant: { none: (_, role) => ScopedTraceGrants.fromAccount().write(role) },
    allows: requests(WRITE, '*'),
    denies: requests([...SAMPLING, 'xray:BatchGetTraces', 'xray:GetTraceSummaries', 'xray:PutEncryptionConfig', 'xray:PutResourcePolicy'], '*'),
  },
  {
    call: 'ScopedTraceGrants.readSamplingRules',
    actions: SAMPLING,
    grant: { none: (_, role) => ScopedTraceGrants.fromAccount().readSamplingRules(role) },
    allows: requests(SAMPLING, '*'),
    denies: requests([...WRITE, 'xray:UpdateSamplingRule', 'xray:GetTraceSummaries'], '*'),
  },
];
