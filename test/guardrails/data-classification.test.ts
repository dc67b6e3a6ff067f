import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyReader } from '../../src/cli/policy-reader';
import { readPolicies } from '../../src/cli/read-policies';
import { readRequest } from '../../src/cli/read-request';
import { WorkloadBoundaryProps } from '../../src/guardrails/boundary-props';
import { WorkloadBoundary } from '../../src/guardrails/workload-boundary';
import { evaluate } from '../../src/reasoning/evaluate';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { inventoryOfPolicy } from '../rules/example-inventory';

const ACCOUNT = '111122223333';
const TABLE = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/orders`;
const OBJECT = 'arn:aws:s3:::orders/file';
const MODEL = 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude';
const CLASSES: WorkloadBoundaryProps = { dataClassification: { tagKey: 'data-class', allowedValues: ['public', 'internal'] } };
const REGIONS: WorkloadBoundaryProps = {
  allowedRegions: ['eu-central-1'], inferenceProfiles: ['arn:aws:bedrock:*:*:inference-profile/eu.*'],
};

function documentOf(props: WorkloadBoundaryProps): any {
  const stack = new Stack(new App(), 'Stack');
  new WorkloadBoundary(stack, 'Boundary', props);
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))[0].Properties.PolicyDocument;
}

function decide(props: WorkloadBoundaryProps, action: string, resource: string, context: Record<string, string> = {}) {
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  return evaluate(
    readRequest({ principal: `arn:aws:iam::${ACCOUNT}:role/app`, action, resource, resourceAccount: ACCOUNT, context: { 'aws:RequestedRegion': 'eu-central-1', ...context } }),
    readPolicies({ identity: [all], boundary: documentOf(props) } as any, new PolicyReader()),
  ).decision;
}

test.each<[string, WorkloadBoundaryProps, string, string, Record<string, string>, string]>([
  ['a resource of an allowed class', CLASSES, 'dynamodb:GetItem', TABLE, { 'aws:ResourceTag/data-class': 'internal' }, 'allowed'],
  ['a resource without the tag', CLASSES, 'dynamodb:GetItem', TABLE, {}, 'allowed'],
  ['a resource with another tag', CLASSES, 'dynamodb:GetItem', TABLE, { 'aws:ResourceTag/team': 'secret' }, 'allowed'],
  ['a resource of another class', CLASSES, 'dynamodb:GetItem', TABLE, { 'aws:ResourceTag/data-class': 'secret' }, 'explicitly-denied'],
  ['taking the tag off such a resource', CLASSES, 'dynamodb:UntagResource', TABLE, { 'aws:ResourceTag/data-class': 'secret' }, 'explicitly-denied'],
  ['a class in letters of another case', CLASSES, 'dynamodb:GetItem', TABLE, { 'aws:ResourceTag/data-class': 'Internal' }, 'explicitly-denied'],
  ['an object of an allowed class', CLASSES, 's3:GetObject', OBJECT, { 's3:ExistingObjectTag/data-class': 'public' }, 'allowed'],
  ['an object without tags', CLASSES, 's3:GetObject', OBJECT, {}, 'allowed'],
  ['an object of another class', CLASSES, 's3:GetObject', OBJECT, { 's3:ExistingObjectTag/data-class': 'secret' }, 'explicitly-denied'],
  ['another region', REGIONS, 'dynamodb:GetItem', TABLE, { 'aws:RequestedRegion': 'us-east-1' }, 'explicitly-denied'],
  ['inference elsewhere by a named profile', REGIONS, 'bedrock:InvokeModel', MODEL,
    { 'aws:RequestedRegion': 'eu-west-1', 'bedrock:InferenceProfileArn': `arn:aws:bedrock:eu-central-1:${ACCOUNT}:inference-profile/eu.x` }, 'allowed'],
  ['inference elsewhere by another profile', REGIONS, 'bedrock:InvokeModel', MODEL,
    { 'aws:RequestedRegion': 'us-east-1', 'bedrock:InferenceProfileArn': `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/us.x` }, 'explicitly-denied'],
  ['inference elsewhere without a profile', REGIONS, 'bedrock:InvokeModel', MODEL, { 'aws:RequestedRegion': 'eu-west-1' }, 'explicitly-denied'],
  ['inference at home without a profile', REGIONS, 'bedrock:InvokeModel', MODEL, {}, 'allowed'],
  ['an allowed action', { allowedActions: ['s3:GetObject'] }, 's3:GetObject', OBJECT, {}, 'allowed'],
  ['an action that is not', { allowedActions: ['s3:GetObject'] }, 's3:PutObject', OBJECT, {}, 'implicitly-denied'],
  ['an action of an allowed service beside allowed actions', { allowedServices: ['dynamodb'], allowedActions: ['s3:GetObject'] }, 'dynamodb:GetItem', TABLE, {}, 'allowed'],
])('%s', (_, props, action, resource, context, expected) => {
  expect(decide(props, action, resource, context)).toBe(expected);
});

test.each([[CLASSES], [REGIONS], [{ allowedActions: ['s3:GetObject', 'sqs:Send*'] }]])('our own rules have nothing to say of %j', props => {
  const strict = selectRules({ packs: ['strict'], disabled: new Set() });
  const findings = analyze(inventoryOfPolicy(documentOf(props), 'boundary'), strict, DEFAULT_CONTEXT);
  expect(findings.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test('tokens pass', () => {
  const stack = new Stack();
  const values = new CfnParameter(stack, 'Classes', { type: 'CommaDelimitedList' }).valueAsList;
  expect(() => new WorkloadBoundary(stack, 'Boundary', { dataClassification: { tagKey: 'data-class', allowedValues: values } })).not.toThrow();
});

test.each<[string, WorkloadBoundaryProps, string]>([
  ['a tag key with a wildcard', { dataClassification: { tagKey: 'data-*', allowedValues: ['x'] } }, 'dataClassification has the tagKey `data-*`, expected the key of a tag'],
  ['no tag key', { dataClassification: { tagKey: '', allowedValues: ['x'] } }, 'dataClassification has the tagKey ``'],
  ['no value', { dataClassification: { tagKey: 'data-class', allowedValues: [] } }, 'dataClassification has no allowedValues, expected at least one'],
  ['a value with a wildcard', { dataClassification: { tagKey: 'data-class', allowedValues: ['int*'] } }, 'the value `int*`, expected the value of a tag, without wildcards'],
  ['profiles without regions', { inferenceProfiles: ['arn:aws:bedrock:*:*:inference-profile/eu.*'] }, 'inferenceProfiles is given without allowedRegions'],
  ['no profile', { allowedRegions: ['eu-central-1'], inferenceProfiles: [] }, 'inferenceProfiles is an empty list'],
  ['a profile by its id', { allowedRegions: ['eu-central-1'], inferenceProfiles: ['eu.anthropic'] },
    'inferenceProfiles has `eu.anthropic`, expected the ARN of an inference profile'],
  ['an unknown action', { allowedActions: ['s3:GetObjects'] }, 'allowedActions has `s3:GetObjects`, which names no action of AWS: did you mean `s3:GetObject`?'],
  ['every action', { allowedActions: ['*'] }, 'allowedActions has `*`, which is every action'],
  ['no action', { allowedActions: [] }, 'allowedActions is an empty list'],
  ['an action of a denied service', { allowedActions: ['iam:PassRole'] },
    'allowedActions has `iam:PassRole`, which `iam:*` of deniedServices or deniedActions denies: drop it here, or give deniedServices without it'],
  ['an action that leads out', { allowedActions: ['iam:CreateRole'], deniedServices: [] }, 'allowedActions has `iam:CreateRole`, by which whoever is under the boundary could leave it'],
])('%s is refused', (_, props, message) => {
  expect(() => new WorkloadBoundary(new Stack(), 'Boundary', props)).toThrow(message);
});
