import { Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { arnIn, Intent, request, requests } from './intent';
import { ScopedBedrockModelGrants } from '../../../src/grants/bedrock-model-grants';
import { ScopedGuardrailGrants } from '../../../src/grants/guardrail-grants';
import { ACCOUNT, REGION } from '../testing';

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const MODEL = `arn:aws:bedrock:${REGION}::foundation-model/amazon.nova-lite-v1:0`;
const PROVISIONED = `arn:aws:bedrock:${REGION}:${ACCOUNT}:provisioned-model/abc123`;
const GUARDRAIL = `arn:aws:bedrock:${REGION}:${ACCOUNT}:guardrail/safe`;
const novaLite = (stack: Stack) => ScopedBedrockModelGrants.fromFoundationModelId(stack, 'amazon.nova-lite-v1:0');
const guardrailOf = (stack: Stack) => ScopedGuardrailGrants.fromGuardrailArn(stack, 'Guardrail', arnIn(stack, 'bedrock', 'guardrail/safe'));

export const INTENTS: Intent[] = [
  {
    call: 'ScopedBedrockModelGrants.invoke',
    actions: INVOKE,
    grant: { none: (stack, role) => novaLite(stack).invoke(role) },
    allows: requests(INVOKE, MODEL),
    denies: [
      ...requests(INVOKE, MODEL.replace('lite', 'pro')),
      request('bedrock:InvokeModel', MODEL.replace(REGION, 'us-east-1')),
      request('bedrock:GetFoundationModel', MODEL),
    ],
  },
  {
    call: 'ScopedBedrockModelGrants.invoke',
    scope: 'of provisioned throughput',
    actions: INVOKE,
    grant: {
      none: (stack, role) => ScopedBedrockModelGrants.fromModel(
        bedrock.ProvisionedModel.fromProvisionedModelArn(stack, 'Model', arnIn(stack, 'bedrock', 'provisioned-model/abc123')),
      ).invoke(role),
    },
    allows: requests(INVOKE, PROVISIONED),
    denies: [...requests(INVOKE, MODEL), request('bedrock:DeleteProvisionedModelThroughput', PROVISIONED)],
  },
  {
    call: 'ScopedBedrockModelGrants.invoke',
    scope: 'with a version of a guardrail only',
    actions: [...INVOKE, 'bedrock:ApplyGuardrail'],
    grant: { none: (stack, role) => novaLite(stack).invoke(role, { guardrail: guardrailOf(stack), guardrailVersion: '3' }) },
    allows: [
      ...requests(INVOKE, MODEL, { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:3` }),
      request('bedrock:ApplyGuardrail', GUARDRAIL),
    ],
    denies: [
      ...requests(INVOKE, MODEL),
      ...requests(INVOKE, MODEL, { 'bedrock:GuardrailIdentifier': GUARDRAIL }),
      request('bedrock:InvokeModel', MODEL, { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:4` }),
    ],
  },
  {
    call: 'ScopedBedrockModelGrants.invoke',
    scope: 'with any version of a guardrail',
    actions: [...INVOKE, 'bedrock:ApplyGuardrail'],
    grant: { none: (stack, role) => novaLite(stack).invoke(role, { guardrail: guardrailOf(stack) }) },
    allows: [
      ...requests(INVOKE, MODEL, { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:3` }),
      ...requests(INVOKE, MODEL, { 'bedrock:GuardrailIdentifier': GUARDRAIL }),
      request('bedrock:ApplyGuardrail', GUARDRAIL),
    ],
    denies: [...requests(INVOKE, MODEL), request('bedrock:InvokeModel', MODEL, { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}r:1` })],
  },
];
