/**
 * What a role may do with resources of the app, against what its workload is handed. A guess: code may know a name from elsewhere.
 *
 * Errs towards silence: a role of several workloads, or of one that is no function or task, is left aside, and any resource of the app that
 * refers to both the workload and the other resource (a mapping, a subscription, a permission) counts as handing it over.
 */
import { dataName, isDataResource, serviceOf } from './data-resources';
import { allow, arnOf, functionWith, policyOn, roleOf } from './example-app';
import { heldDocuments } from './held-documents';
import { helperRoles } from './helper-roles';
import { takerName, takersByRole } from './role-takers';
import { Severity } from '../../diagnostics/severity';
import { Identity, PolicyInventory, resourceKey, ResourceSite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { AppGraph, graphOf } from '../app-graph';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const WORKLOADS = new Set(['AWS::Lambda::Function', 'AWS::ECS::TaskDefinition']);
/** What does not bring a workload and what it works on together. */
const APART = /^AWS::(?:DynamoDB|IAM|KMS|Kinesis|Lambda::Function$|Logs|SQS|SecretsManager)/;
const ALIASES = new Set(['AWS::Lambda::Alias', 'AWS::Lambda::Version']);
const TABLE = { Type: 'AWS::DynamoDB::Table', Properties: {} };

export const grantWithoutConsumer: Rule = {
  id: 'grant-without-consumer',
  severity: Severity.WARNING,
  tier: 'preview',
  checks: ['W-13', 'Z-05'],
  summary: 'a role may use a resource of the app that nothing hands to its workload',
  why: 'Rights that the code cannot be using are what is left of old code, or were given to the wrong workload.',
  accept: 'When the code learns the name from elsewhere: a parameter store, an event, a convention.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/cdk/v2/guide/permissions.html',
  ],
  examples: {
    flagged: [{
      title: 'a table that the function does not know of',
      resources: {
        Role: roleOf('lambda.amazonaws.com'), Policy: policyOn('Role', allow('dynamodb:GetItem', arnOf('Orders'))), Function: functionWith(arnOf('Role')), Orders: TABLE,
      },
    }],
    allowed: [
      {
        title: 'a table in the environment',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Role', allow('dynamodb:GetItem', arnOf('Orders'))),
          Function: functionWith(arnOf('Role'), { Environment: { Variables: { TABLE: { Ref: 'Orders' } } } }),
          Orders: TABLE,
        },
      },
      {
        title: 'a queue that sends the events',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Role', allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('Queue'))),
          Function: functionWith(arnOf('Role')),
          Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
          Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Function' } } },
        },
      },
      {
        title: 'a table with a name that the code can know',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Role', allow('dynamodb:GetItem', arnOf('Orders'))),
          Function: functionWith(arnOf('Role')),
          Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
        },
      },
    ],
  },

  judgeApp(inventory) {
    const graph = graphOf(inventory);
    const found: PlacedViolation[] = [];
    for (const [role, takers] of takersByRole(inventory)) {
      const workloads = [...new Set(takers.map(({ resource }) => resource))];
      if (workloads.length !== 1 || !WORKLOADS.has(workloads[0].origin.resourceType)) { continue; }
      const granted = grantedResources(role, graph);
      const own = granted.size === 0 ? undefined : new Set(workloads[0].references.map(({ target }) => target));
      const open = [...granted].filter(resource => !own!.has(resourceKey(resource.origin)));
      const beside = open.length === 0 ? undefined : handedBeside(workloads[0], inventory);
      const idle = open.filter(resource => !beside!.has(resourceKey(resource.origin)));
      if (idle.length === 0 || helperRoles(inventory).has(role)) { continue; }
      found.push({
        origin: role.origin,
        cause: causeOf(idle.map(resource => serviceOf(resource) ?? resource.origin.resourceType)),
        message: `the role may use ${idle.slice(0, 3).map(dataName).join(', ')}${idle.length > 3 ? ` and ${idle.length - 3} more` : ''}, `
          + `which nothing hands to ${takerName(takers[0])} ${listOf([workloads[0].origin.logicalId])}`,
        fix: `remove the grant, or hand the name to ${takerName(takers[0])} in its environment`,
      });
    }
    return found;
  },
};

function grantedResources(role: Identity, graph: AppGraph): ReadonlySet<ResourceSite> {
  const granted = new Set<ResourceSite>();
  for (const { statements } of heldDocuments(role).own) {
    for (const { effect, resources } of statements) {
      if (effect !== 'Allow' || !resources || resources.negated) { continue; }
      for (const { text } of resources.values) {
        for (const { resource: key } of text.unknowns) {
          const resource = key === undefined ? undefined : graph.resource(key);
          if (resource && isDataResource(resource)) { granted.add(resource); }
        }
      }
    }
  }
  return granted;
}

/** What stands beside the workload, or beside an alias of it, in other resources. */
function handedBeside(workload: ResourceSite, inventory: PolicyInventory): ReadonlySet<string> {
  const referring = referringTo(inventory);
  const beside = referring.get(resourceKey(workload.origin)) ?? [];
  const aliases = beside.filter(({ origin }) => ALIASES.has(origin.resourceType));
  const all = [...beside, ...aliases.flatMap(({ origin }) => referring.get(resourceKey(origin)) ?? [])];
  return new Set(all.flatMap(({ origin, references }) => [resourceKey(origin), ...references.map(({ target }) => target)]));
}

const referringTo = rememberFor(({ resources }: PolicyInventory): ReadonlyMap<string, readonly ResourceSite[]> => {
  const referring = new Map<string, ResourceSite[]>();
  for (const resource of resources) {
    if (APART.test(resource.origin.resourceType)) { continue; }
    for (const target of new Set(resource.references.map(reference => reference.target))) {
      const known = referring.get(target);
      if (known) { known.push(resource); } else { referring.set(target, [resource]); }
    }
  }
  return referring;
});
