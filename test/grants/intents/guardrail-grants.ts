import { Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as kms from 'aws-cdk-lib/aws-kms';
import { arnIn, Intent, request, throughService } from './intent';
import { GuardrailRouting, ScopedGuardrailGrants } from '../../../src/grants/guardrail-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:bedrock:${REGION}:${ACCOUNT}:guardrail/safe`;
const PROFILE = `arn:aws:bedrock:eu-central-1:${ACCOUNT}:guardrail-profile/eu.guardrail.v1:0`;
const MESSAGES = { blockedInputMessaging: 'no', blockedOutputsMessaging: 'no', name: 'safe' };

const made = (stack: Stack, props: Partial<bedrock.CfnGuardrailProps> = {}, routing?: GuardrailRouting) =>
  ScopedGuardrailGrants.fromGuardrail(new bedrock.CfnGuardrail(stack, 'Target', { ...MESSAGES, ...props }), routing);
const imported = (stack: Stack, routing?: GuardrailRouting) =>
  ScopedGuardrailGrants.fromGuardrailArn(stack, 'Target', arnIn(stack, 'bedrock', 'guardrail/safe'), routing);

export const INTENTS: Intent[] = [
  {
    call: 'ScopedGuardrailGrants.apply',
    actions: ['bedrock:ApplyGuardrail'],
    grant: {
      L1: (stack, role) => made(stack).apply(role),
      imported: (stack, role) => imported(stack).apply(role),
    },
    allows: [request('bedrock:ApplyGuardrail', ARN)],
    denies: [request('bedrock:ApplyGuardrail', `${ARN}r`), request('bedrock:GetGuardrail', ARN), request('bedrock:ApplyGuardrail', PROFILE)],
  },
  {
    call: 'ScopedGuardrailGrants.apply',
    scope: 'across regions, encrypted',
    actions: ['bedrock:ApplyGuardrail', 'kms:Decrypt'],
    grant: {
      L1: (stack, role) => made(stack, {
        kmsKeyArn: new kms.CfnKey(stack, 'Key').attrArn,
        crossRegionConfig: { guardrailProfileArn: arnIn(stack, 'bedrock', 'guardrail-profile/eu.guardrail.v1:0') },
      }, { destinationRegions: ['eu-central-1'] }).apply(role),
      imported: (stack, role) => imported(stack, { guardrailProfile: 'eu.guardrail.v1:0', destinationRegions: ['eu-central-1'] }).apply(role, {
        encryptionKey: kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })),
      }),
    },
    allows: [
      request('bedrock:ApplyGuardrail', ARN),
      request('bedrock:ApplyGuardrail', PROFILE),
      request('kms:Decrypt', KEY_ARN, throughService('bedrock', REGION)),
    ],
    denies: [
      request('bedrock:ApplyGuardrail', PROFILE.replace('eu.guardrail', 'us.guardrail')),
      request('bedrock:ApplyGuardrail', PROFILE.replace('eu-central-1', 'us-east-1')),
      request('kms:Decrypt', KEY_ARN),
      request('kms:GenerateDataKey', KEY_ARN, throughService('bedrock', REGION)),
    ],
  },
];
