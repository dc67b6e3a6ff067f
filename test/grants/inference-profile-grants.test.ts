import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { ACCOUNT, newRole, newStack, REGION } from './testing';
import { InferenceProfileRouting, ScopedInferenceProfileGrants } from '../../src/grants/inference-profile-grants';

const OWN = `arn:aws:bedrock:${REGION}:${ACCOUNT}:application-inference-profile/team`;
const MODEL = `arn:aws:bedrock:${REGION}::foundation-model/amazon.nova-lite-v1:0`;

test.each<[string, InferenceProfileRouting, RegExp]>([
  ['amazon.nova-lite-v1:0', {}, /got 'amazon.nova-lite-v1:0'; expected the id of a profile.*ScopedBedrockModelGrants/],
  ['eu.amazon.nova*', {}, /expected the id of a profile/],
  ['eu.amazon.nova-lite-v1:0', {}, /`destinationRegions` is missing.*aws bedrock get-inference-profile/],
  ['eu.amazon.nova-lite-v1:0', { destinationRegions: [] }, /`destinationRegions` is \[\]/],
  ['eu.amazon.nova-lite-v1:0', { destinationRegions: ['*'] }, /`destinationRegions` has '\*'; expected a region/],
  ['global.amazon.nova-lite-v1:0', { destinationRegions: ['eu-west-1'] }, /a global profile routes to any region. Leave it out/],
])('the profile %s with %j is an error', (profileId, routing, message) => {
  expect(() => ScopedInferenceProfileGrants.fromSystemProfile(newStack(), profileId, routing)).toThrow(message);
});

test.each<[string, string, InferenceProfileRouting, RegExp]>([
  [OWN.replace('team', '*'), MODEL, {}, /expected the ARN of one resource, which holds ':application-inference-profile\/' and no wildcard/],
  [OWN, 'amazon.nova-lite-v1:0', {}, /copied from 'amazon.nova-lite-v1:0'; expected the ARN of a foundation model or of an AWS-defined profile/],
  [OWN, MODEL, { destinationRegions: ['eu-west-1'] }, /`destinationRegions` is of no use/],
])('the profile %s copied from %s with %j is an error', (arn, copiedFrom, routing, message) => {
  expect(() => ScopedInferenceProfileGrants.fromApplicationInferenceProfileArn(newStack(), arn, copiedFrom, routing)).toThrow(message);
});

test('a profile of which nothing is known is an error', () => {
  const stack = newStack();
  const profile = new bedrock.CfnApplicationInferenceProfile(stack, 'Profile', { inferenceProfileName: 'team' });
  expect(() => ScopedInferenceProfileGrants.fromApplicationInferenceProfile(profile))
    .toThrow(/what 'Stack\/Profile' was copied from is not known.*fromApplicationInferenceProfileArn/);
});

test('a global profile cannot be held to regions, and models carry no tags', () => {
  const stack = newStack();
  const grants = ScopedInferenceProfileGrants.fromSystemProfile(stack, 'global.amazon.nova-2-lite-v1:0');
  expect(() => grants.invoke(newRole(stack, 'A'), { regions: [REGION] })).toThrow(/`regions` cannot narrow a global profile.*Use a geographic profile/);
  expect(() => grants.invoke(newRole(stack, 'B'), { resourceTags: { team: 'a' } })).toThrow(/`resourceTags` cannot narrow this grant/);
});
