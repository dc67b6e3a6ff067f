/**
 * Says only what is certain: the function, its role and the source are resources of the app, all policies of the role can be read, and none of
 * them allows the action on the source. The request that shows it is one of a plausible deployment.
 */
import { allow, arnOf, functionWith, policyOn, roleOf } from './example-app';
import { heldDocuments } from './held-documents';
import { referredTo } from './role-takers';
import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { ownValue } from '../../policy/json';
import { Identity, PolicyInventory, ResourceSite } from '../../policy/policy-site';
import { SymbolicText } from '../../policy/symbolic-text';
import { evaluate } from '../../reasoning/evaluate';
import { Request } from '../../reasoning/request';
import { AppGraph, graphOf } from '../app-graph';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
/**
 * What Lambda asks of the role when a mapping is made, by service. Read 2026-11-22: the pages in the references of the rule, and for
 * streams what the CDK grants (aws-lambda-event-sources).
 */
const NEEDED: { readonly [service: string]: readonly string[] | undefined } = {
  dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  kinesis: ['kinesis:DescribeStream', 'kinesis:GetRecords', 'kinesis:GetShardIterator'],
  sqs: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
};
/** Of those, the types of which the last part of the ARN is the name of the resource. */
const NEEDED_BY_TYPE: typeof NEEDED = { 'AWS::Kinesis::Stream': NEEDED.kinesis, 'AWS::SQS::Queue': NEEDED.sqs };
const QUEUE = { Type: 'AWS::SQS::Queue', Properties: {} };
const QUEUE_MAPPING = { Type: MAPPING, Properties: { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Function' } } };

export const eventSourceWithoutGrant: Rule = {
  id: 'event-source-without-grant',
  severity: Severity.ERROR,
  checks: ['Z-06'],
  summary: 'a function reads from a queue or stream that its role may not read',
  why: 'Lambda reads with the role of the function and checks it when the mapping is made: the deployment fails, or the events pile up.',
  accept: 'When the grant is written outside of the app.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a queue that the role may not read',
        resources: { Role: roleOf('lambda.amazonaws.com'), Function: functionWith(arnOf('Role')), Queue: QUEUE, Mapping: QUEUE_MAPPING },
      },
      {
        title: 'an action that is missing',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Role', allow('sqs:ReceiveMessage', arnOf('Queue'))),
          Function: functionWith(arnOf('Role')),
          Queue: QUEUE,
          Mapping: QUEUE_MAPPING,
        },
      },
      {
        title: 'the table instead of its stream',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Role', allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], arnOf('Orders'))),
          Function: functionWith(arnOf('Role')),
          Orders: { Type: 'AWS::DynamoDB::Table', Properties: {} },
          Mapping: { Type: MAPPING, Properties: { EventSourceArn: { 'Fn::GetAtt': ['Orders', 'StreamArn'] }, FunctionName: { Ref: 'Function' } } },
        },
      },
    ],
    allowed: [
      {
        title: 'what the CDK grants',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Role', allow(['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('Queue'))),
          Function: functionWith(arnOf('Role')),
          Queue: QUEUE,
          Mapping: QUEUE_MAPPING,
        },
      },
      {
        title: 'the policy of AWS for it',
        resources: {
          Role: roleOf('lambda.amazonaws.com', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole'] }),
          Function: functionWith(arnOf('Role')),
          Queue: QUEUE,
          Mapping: QUEUE_MAPPING,
        },
      },
      {
        title: 'a wildcard that reaches it',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Role', allow('sqs:*', { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:*:${AWS::AccountId}:*' })),
          Function: functionWith(arnOf('Role')),
          Queue: QUEUE,
          Mapping: QUEUE_MAPPING,
        },
      },
      {
        title: 'a role that is imported',
        resources: { Function: functionWith('arn:aws:iam::111122223333:role/worker'), Queue: QUEUE, Mapping: QUEUE_MAPPING },
      },
      {
        title: 'a policy that cannot be read here',
        resources: {
          Role: roleOf('lambda.amazonaws.com', { ManagedPolicyArns: [{ 'Fn::ImportValue': 'QueueReader' }] }),
          Function: functionWith(arnOf('Role')),
          Queue: QUEUE,
          Mapping: QUEUE_MAPPING,
        },
      },
    ],
  },

  judgeApp(inventory: PolicyInventory) {
    const found: PlacedViolation[] = [];
    let graph: AppGraph | undefined;
    for (const mapping of inventory.resources) {
      if (mapping.origin.resourceType !== MAPPING) { continue; }
      graph ??= graphOf(inventory);
      const role = roleOfFunction(mapping, graph);
      if (!role || isPlainlyGranted(role, mapping, graph)) { continue; }
      const [source, ...others] = mapping.texts('EventSourceArn');
      const needed = source && others.length === 0 ? ownValue(NEEDED, parseArn(source.text)?.service.literal ?? '') : undefined;
      const missing = needed ? missingActions(role, source.text, needed, graph) : [];
      if (missing.length === 0) { continue; }
      const actions = missing.map(({ action }) => action);
      found.push({
        origin: mapping.origin,
        cause: causeOf(actions),
        path: 'EventSourceArn',
        message: `the role \`${role.origin.logicalId}\` of the function may not ${listOf(actions)} on \`${source.text}\``,
        fix: `allow ${listOf(needed!)} on \`${source.text}\` in a policy of the role; the event sources of the CDK do it`,
        actions,
        resources: [source.text.toString()],
        witness: missing[0],
      });
    }
    return found;
  },
};

function roleOfFunction(mapping: ResourceSite, graph: AppGraph): Identity | undefined {
  const { templateId } = mapping.origin;
  const name = referredTo(mapping.properties.FunctionName, templateId);
  const site = name === undefined ? undefined : graph.resource(name);
  if (site?.origin.resourceType !== 'AWS::Lambda::Function') { return undefined; }
  const key = referredTo(site.properties.Role, templateId);
  const role = key === undefined ? undefined : graph.identity(key);
  if (role) { return role; }
  const roles = site.texts('Role');
  return roles.length === 1 ? graph.takenRole(roles[0].text, templateId) : undefined;
}

/**
 * A quick yes for the common case: the role is granted the actions on the very queue or stream. A Deny that takes them away again is not
 * looked for.
 */
function isPlainlyGranted({ inlinePolicies }: Identity, mapping: ResourceSite, graph: AppGraph): boolean {
  const key = referredTo(mapping.properties.EventSourceArn, mapping.origin.templateId);
  const needed = key === undefined ? undefined : NEEDED_BY_TYPE[graph.resource(key)?.origin.resourceType ?? ''];
  return needed !== undefined && needed.every(action => inlinePolicies.some(({ document }) => document.statements.some(statement => {
    const { effect, actions, resources, conditions, when } = statement;
    return effect === 'Allow' && conditions.length === 0 && when.length === 0 && !actions.negated && resources !== undefined && !resources.negated
      && actions.values.some(({ text }) => text.literal === action) && resources.values.some(({ text }) => endsIn(text, key!));
  })));
}

function endsIn({ parts }: SymbolicText, key: string): boolean {
  const last = parts[parts.length - 1];
  return typeof last === 'object' && last.resource === key;
}

function missingActions(role: Identity, source: SymbolicText, needed: readonly string[], graph: AppGraph): readonly Request[] {
  const { own, aws, areAll } = heldDocuments(role);
  const principal = areAll ? graph.principal(role) : undefined;
  const resource = graph.bind(source);
  if (!principal || /[<*]/.test(resource)) { return []; }
  const policies = { identity: [...own, ...aws].map(document => graph.document({ document })), scp: [], rcp: [] };
  return needed.map(action => ({ principal, action, resource, context: {} }))
    .filter(request => ['implicitly-denied', 'explicitly-denied'].includes(evaluate(request, policies).decision));
}
