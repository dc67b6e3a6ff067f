import { Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { arnIn, Intent, request, requests } from './intent';
import { InferenceProfileRouting, ScopedInferenceProfileGrants } from '../../../src/grants/inference-profile-grants';
import { ACCOUNT, REGION } from '../testing';

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const MODEL = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const model = (region: string, id = MODEL) => `arn:aws:bedrock:${region}::foundation-model/${id}`;
const profile = (geography: string) => `arn:aws:bedrock:${REGION}:${ACCOUNT}:inference-profile/${geography}.${MODEL}`;
const OWN = `arn:aws:bedrock:${REGION}:${ACCOUNT}:application-inference-profile/team`;
const through = (arn: string) => ({ 'bedrock:InferenceProfileArn': arn });
const ROUTING = { destinationRegions: ['eu-central-1', 'eu-north-1'] };
const eu = (stack: Stack) => ScopedInferenceProfileGrants.fromSystemProfile(stack, `eu.${MODEL}`, ROUTING);
const own = (stack: Stack, rest: string, routing?: InferenceProfileRouting) => {
  const copyFrom = arnIn(stack, 'bedrock', rest, rest.startsWith('foundation-model') ? { account: '' } : {});
  return {
    made: () => ScopedInferenceProfileGrants.fromApplicationInferenceProfile(
      new bedrock.CfnApplicationInferenceProfile(stack, 'Target', { inferenceProfileName: 'team', modelSource: { copyFrom } }), routing,
    ),
    imported: () => ScopedInferenceProfileGrants.fromApplicationInferenceProfileArn(
      stack, arnIn(stack, 'bedrock', 'application-inference-profile/team'), copyFrom, routing,
    ),
  };
};

export const INTENTS: Intent[] = [
  {
    call: 'ScopedInferenceProfileGrants.invoke',
    scope: 'of a geography',
    actions: INVOKE,
    grant: { none: (stack, role) => eu(stack).invoke(role) },
    allows: [
      ...requests(INVOKE, profile('eu')),
      ...requests(INVOKE, model(REGION), through(profile('eu'))),
      ...requests(INVOKE, model('eu-north-1'), through(profile('eu'))),
    ],
    denies: [
      ...requests(INVOKE, model(REGION)),
      request('bedrock:InvokeModel', model('us-east-1'), through(profile('eu'))),
      request('bedrock:InvokeModel', model(REGION), through(profile('global'))),
      request('bedrock:InvokeModel', model(REGION, 'amazon.nova-pro-v1:0'), through(profile('eu'))),
      request('bedrock:InvokeModel', profile('global')),
      request('bedrock:GetInferenceProfile', profile('eu')),
    ],
  },
  {
    call: 'ScopedInferenceProfileGrants.invoke',
    scope: 'of all regions',
    actions: INVOKE,
    grant: { none: (stack, role) => ScopedInferenceProfileGrants.fromSystemProfile(stack, `global.${MODEL}`).invoke(role) },
    allows: [
      ...requests(INVOKE, profile('global')),
      ...requests(INVOKE, model(REGION), through(profile('global'))),
      ...requests(INVOKE, model(''), { ...through(profile('global')), 'aws:RequestedRegion': 'unspecified' }),
    ],
    denies: [
      request('bedrock:InvokeModel', model('us-east-1'), through(profile('global'))),
      request('bedrock:InvokeModel', model(''), { 'aws:RequestedRegion': 'unspecified' }),
      request('bedrock:InvokeModel', profile('eu')),
    ],
  },
  {
    call: 'ScopedInferenceProfileGrants.invoke',
    scope: 'of your own, copied from a geography',
    actions: INVOKE,
    grant: {
      L1: (stack, role) => own(stack, `inference-profile/eu.${MODEL}`, ROUTING).made().invoke(role),
      imported: (stack, role) => own(stack, `inference-profile/eu.${MODEL}`, ROUTING).imported().invoke(role),
    },
    allows: [...requests(INVOKE, OWN), ...requests(INVOKE, model('eu-north-1'), through(OWN))],
    denies: [request('bedrock:InvokeModel', model('eu-north-1'), through(profile('eu'))), request('bedrock:InvokeModel', profile('eu'))],
  },
  {
    call: 'ScopedInferenceProfileGrants.invoke',
    scope: 'of your own, copied from a model',
    actions: INVOKE,
    grant: {
      L1: (stack, role) => own(stack, `foundation-model/${MODEL}`).made().invoke(role),
      imported: (stack, role) => own(stack, `foundation-model/${MODEL}`).imported().invoke(role),
    },
    allows: [...requests(INVOKE, OWN), ...requests(INVOKE, model(REGION), through(OWN))],
    denies: [request('bedrock:InvokeModel', model('eu-north-1'), through(OWN)), request('bedrock:InvokeModel', model(REGION))],
  },
  {
    call: 'ScopedInferenceProfileGrants.describe',
    actions: ['bedrock:GetInferenceProfile'],
    grant: { none: (stack, role) => eu(stack).describe(role) },
    allows: [request('bedrock:GetInferenceProfile', profile('eu'))],
    denies: [request('bedrock:GetInferenceProfile', profile('us')), request('bedrock:InvokeModel', profile('eu'))],
  },
];
