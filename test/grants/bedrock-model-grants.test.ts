import { CfnParameter } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { ACCOUNT, newRole, newStack, REGION, statementsOf } from './testing';
import { BedrockModelGrantOptions, ScopedBedrockModelGrants } from '../../src/grants/bedrock-model-grants';
import { ScopedGuardrailGrants } from '../../src/grants/guardrail-grants';

const PROFILE = `arn:aws:bedrock:${REGION}:${ACCOUNT}:inference-profile/eu.amazon.nova-lite-v1:0`;

test.each<[string, RegExp]>([
  [PROFILE, /is an inference profile. Use ScopedInferenceProfileGrants/],
  [`arn:aws:bedrock:${REGION}:${ACCOUNT}:custom-model/a`, /is a custom model, which is called by the ARN of its provisioned throughput/],
  [`arn:aws:bedrock:${REGION}::foundation-model/*`, /holds a wildcard. Pass one model/],
])('a model of ARN %s is an error', (modelArn, message) => {
  expect(() => ScopedBedrockModelGrants.fromModel({ modelArn })).toThrow(message);
});

test.each<[string, RegExp]>([
  ['', /`modelId` is \[""\]/],
  ['amazon.nova*', /`modelId` is 'amazon.nova\*'.*'amazon.nova-lite-v1:0'/],
  ['eu.amazon.nova-lite-v1:0', /'eu.amazon.nova-lite-v1:0' is an inference profile. Use ScopedInferenceProfileGrants.fromSystemProfile/],
])('a model of id %j is an error', (modelId, message) => {
  expect(() => ScopedBedrockModelGrants.fromFoundationModelId(newStack(), modelId)).toThrow(message);
});

test.each<[BedrockModelGrantOptions, RegExp]>([
  [{ guardrailVersion: '1' }, /`guardrailVersion` is '1'; expected .* together with `guardrail`/],
  [{ resourceTags: { team: 'a' } }, /`resourceTags` cannot narrow this grant, since foundation models carry no tags/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  const grants = ScopedBedrockModelGrants.fromModel(
    bedrock.FoundationModel.fromFoundationModelId(stack, 'Model', bedrock.FoundationModelIdentifier.AMAZON_TITAN_EMBED_TEXT_V2_0),
  );
  expect(() => grants.invoke(newRole(stack), options)).toThrow(message);
});

test('a version that is none is an error', () => {
  const stack = newStack();
  const guardrail = ScopedGuardrailGrants.fromGuardrailArn(stack, 'Guardrail', `arn:aws:bedrock:${REGION}:${ACCOUNT}:guardrail/safe`);
  expect(() => ScopedBedrockModelGrants.fromFoundationModelId(stack, 'amazon.nova-lite-v1:0').invoke(newRole(stack), { guardrail, guardrailVersion: 'latest' }))
    .toThrow("`guardrailVersion` is 'latest'; expected the number of a version, such as '3', or 'DRAFT'");
});

test('the draft of a guardrail is its ARN without a version', () => {
  const stack = newStack();
  const arn = `arn:aws:bedrock:${REGION}:${ACCOUNT}:guardrail/safe`;
  const guardrail = ScopedGuardrailGrants.fromGuardrailArn(stack, 'Guardrail', arn);
  ScopedBedrockModelGrants.fromFoundationModelId(stack, 'amazon.nova-lite-v1:0').invoke(newRole(stack), { guardrail, guardrailVersion: 'DRAFT' });
  expect(statementsOf(stack)[0].Condition).toEqual({ ArnEquals: { 'bedrock:GuardrailIdentifier': arn } });
});

test('the id of a model may be a token', () => {
  const stack = newStack();
  const modelId = new CfnParameter(stack, 'Model').valueAsString;
  ScopedBedrockModelGrants.fromFoundationModelId(stack, modelId).invoke(newRole(stack));
  expect(statementsOf(stack)[0].Resource).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:bedrock:${REGION}::foundation-model/`, { Ref: 'Model' }]],
  });
});
