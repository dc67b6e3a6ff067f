import { CfnParameter } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, newRole, newStack, REGION } from './testing';
import { ScopedGuardrailGrants } from '../../src/grants/guardrail-grants';

const ARN = `arn:aws:bedrock:${REGION}:${ACCOUNT}:guardrail/safe`;
const routed = (guardrailProfileArn: string) =>
  ({ blockedInputMessaging: 'no', blockedOutputsMessaging: 'no', name: 'safe', crossRegionConfig: { guardrailProfileArn } });

test.each<[string, RegExp]>([
  ['safe', /got 'safe'; expected the ARN of one resource/],
  [`${ARN}*`, /expected the ARN of one resource, which holds ':guardrail\/' and no wildcard/],
])('the ARN %s is an error', (arn, message) => {
  expect(() => ScopedGuardrailGrants.fromGuardrailArn(newStack(), 'Guardrail', arn)).toThrow(message);
});

test('a guardrail profile asks for its regions', () => {
  const stack = newStack();
  const guardrail = new bedrock.CfnGuardrail(stack, 'Guardrail', routed(`arn:aws:bedrock:${REGION}:${ACCOUNT}:guardrail-profile/eu.guardrail.v1:0`));
  expect(() => ScopedGuardrailGrants.fromGuardrail(guardrail)).toThrow(/`destinationRegions` is missing/);
  expect(() => ScopedGuardrailGrants.fromGuardrail(guardrail, { destinationRegions: ['eu-central-1'] }).apply(newRole(stack), { resourceTags: { a: 'b' } }))
    .toThrow(/guardrail profiles carry no tags/);
});

test('a guardrail profile that is known only at deployment has to be given', () => {
  const stack = newStack();
  const guardrail = new bedrock.CfnGuardrail(stack, 'Guardrail', routed(new CfnParameter(stack, 'Profile').valueAsString));
  expect(() => ScopedGuardrailGrants.fromGuardrail(guardrail, { destinationRegions: [REGION] })).toThrow(/Pass its id as `guardrailProfile`/);
  expect(() => ScopedGuardrailGrants.fromGuardrail(guardrail, { destinationRegions: [REGION], guardrailProfile: 'eu.guardrail.v1:0' })).not.toThrow();
});

test('a grantee of another account needs the resource policy of the guardrail too, and a word on its key', () => {
  const stack = newStack();
  const grants = ScopedGuardrailGrants.fromGuardrailArn(stack, 'Guardrail', ARN.replace(ACCOUNT, '444455556666'));
  expect(() => grants.apply(new iam.AccountPrincipal(ACCOUNT))).toThrow(/nothing is said of its KMS key/);
  expect(() => grants.apply(new iam.AccountPrincipal(ACCOUNT), { withoutEncryptionKey: true }))
    .toThrow(/Add to the guardrail resource policy of 'Stack\/Guardrail' in account 444455556666/);
});
