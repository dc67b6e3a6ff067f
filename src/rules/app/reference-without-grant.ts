/**
 * What a workload is handed in its environment, against what its role may do. A guess: a name may be handed on for reading only.
 *
 * Errs towards silence: a wildcard, a text that is not known, a policy that cannot be read, and any grant on the resource, however small, count
 * as enough. Of an imported role nothing is known but what the app itself attaches to it.
 */
import { dataName, handedTo, isDataResource, serviceOf } from './data-resources';
import { allow, arnOf, functionWith, policyOn, roleOf } from './example-app';
import { heldDocuments } from './held-documents';
import { helperRoles } from './helper-roles';
import { RoleTaker, takerName, takersByRole } from './role-takers';
import { Severity } from '../../diagnostics/severity';
import { globsOverlap, toGlob } from '../../policy/glob';
import { Identity, PolicyInventory, resourceKey, ResourceSite } from '../../policy/policy-site';
import { PolicyElement, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { AppGraph, graphOf } from '../app-graph';
import { PlacedViolation, Rule } from '../rule';

const FUNCTION = 'AWS::Lambda::Function';
const TABLE = { Type: 'AWS::DynamoDB::Table', Properties: {} };
const HANDED = { Environment: { Variables: { TABLE: { Ref: 'Orders' } } } };

export const referenceWithoutGrant: Rule = {
  id: 'reference-without-grant',
  severity: Severity.WARNING,
  tier: 'preview',
  checks: ['Z-06'],
  summary: 'a workload is handed a resource of the app in its environment, and its role may do nothing with it',
  why: 'The first call is denied. With an imported role the grant may be there in the code, and be dropped without a word: a role of another account, '
    + 'or one imported as immutable, takes no policies.',
  accept: 'When the name is only shown or handed on, or the grant is written outside of the app.',
  references: [
    'https://docs.aws.amazon.com/cdk/v2/guide/permissions.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a table that was never granted',
        resources: { Role: roleOf('lambda.amazonaws.com'), Function: functionWith(arnOf('Role'), HANDED), Orders: TABLE },
      },
      {
        title: 'a task that may use another table only',
        resources: {
          Role: roleOf('ecs-tasks.amazonaws.com'),
          Policy: policyOn('Role', allow('dynamodb:GetItem', arnOf('Ledger'))),
          Task: {
            Type: 'AWS::ECS::TaskDefinition',
            Properties: { TaskRoleArn: arnOf('Role'), ContainerDefinitions: [{ Environment: [{ Name: 'TABLE', Value: { Ref: 'Orders' } }] }] },
          },
          Orders: TABLE,
          Ledger: TABLE,
        },
      },
      {
        title: 'an imported role that drops the grant',
        resources: { Function: functionWith('arn:aws:iam::111122223333:role/worker', HANDED), Orders: TABLE },
      },
    ],
    allowed: [
      {
        title: 'a table that is granted',
        resources: {
          Role: roleOf('lambda.amazonaws.com'), Policy: policyOn('Role', allow('dynamodb:GetItem', arnOf('Orders'))), Function: functionWith(arnOf('Role'), HANDED), Orders: TABLE,
        },
      },
      {
        title: 'a wildcard that covers it',
        resources: {
          Role: roleOf('lambda.amazonaws.com'), Policy: policyOn('Role', allow('dynamodb:*', '*')), Function: functionWith(arnOf('Role'), HANDED), Orders: TABLE,
        },
      },
      {
        title: 'an imported role to which the app attaches a policy',
        resources: {
          Policy: {
            Type: 'AWS::IAM::Policy',
            Properties: { Roles: ['worker'], PolicyDocument: { Statement: [allow('dynamodb:GetItem', arnOf('Orders'))] } },
          },
          Function: functionWith('arn:aws:iam::111122223333:role/worker', HANDED),
          Orders: TABLE,
        },
      },
    ],
  },

  judgeApp(inventory) {
    const graph = graphOf(inventory);
    const found: PlacedViolation[] = [];
    for (const [role, takers] of takersByRole(inventory)) {
      if (!takers.some(({ property }) => property.runsCode) || !heldDocuments(role).areAll || helperRoles(inventory).has(role)) { continue; }
      for (const taker of takers.filter(({ property }) => property.runsCode)) { found.push(...missingGrants(role, taker, graph)); }
    }
    return [...found, ...droppedGrants(inventory, graph)];
  },
};

function missingGrants(role: Identity, taker: RoleTaker, graph: AppGraph): readonly PlacedViolation[] {
  const missing = [...handedTo(taker, graph)].filter(resource => !mayUse(role, resource));
  return missing.map(resource => ({
    origin: taker.resource.origin,
    cause: serviceOf(resource) ?? '',
    message: `${takerName(taker)} is handed ${dataName(resource)}, and its role \`${role.origin.logicalId}\` may do nothing with it`,
    fix: `grant the role what ${takerName(taker)} does with ${dataName(resource)}, with a grant of the CDK or of this library; or do not hand it over`,
  }));
}

/** Errs towards yes. */
function mayUse(role: Identity, resource: ResourceSite): boolean {
  const { own, aws } = heldDocuments(role);
  const key = resourceKey(resource.origin);
  if (own.some(({ statements }) => statements.some(({ effect, resources }) => effect === 'Allow' && namesIt(resources, key)))) { return true; }
  const service = serviceOf(resource);
  const glob = resource.arn && toGlob(resource.arn);
  if (service === undefined || glob === undefined) { return true; }
  return [...own, ...aws].some(({ statements }) => statements.some(statement => statement.effect === 'Allow' && mayReach(statement, service, glob)));
}

function namesIt(resources: PolicyElement | undefined, key: string): boolean {
  return resources !== undefined && resources.values.some(({ text }) => text.parts.some(part => typeof part === 'object' && part.resource === key));
}

function mayReach({ actions, resources }: Statement, service: string, glob: string): boolean {
  if (!resources || resources.negated) { return true; }
  return resources.values.some(({ text }) => meets(text, glob))
    && (actions.negated || actions.values.some(({ text }) => globsOverlap(toGlob(text).toLowerCase().split(':')[0], service)));
}

/** What names a resource of the app by reference names no other. The objects of a bucket and the indexes of a table are of it. */
function meets(text: SymbolicText, glob: string): boolean {
  const holder = toGlob(text).split('/', glob.split('/').length).join('/');
  return !text.parts.some(part => typeof part === 'object' && part.resource !== undefined) && globsOverlap(holder, glob);
}

/** Functions under a role that the app neither makes nor attaches a policy to. */
function droppedGrants(inventory: PolicyInventory, graph: AppGraph): readonly PlacedViolation[] {
  const orphans = inventory.resources.filter(resource => {
    if (resource.origin.resourceType !== FUNCTION) { return false; }
    const [role, ...others] = resource.texts('Role');
    return role?.text.literal !== undefined && others.length === 0 && !graph.takenRole(role.text, resource.origin.templateId);
  });
  if (orphans.length === 0) { return []; }
  const attached = new Set(inventory.resources.filter(({ origin }) => origin.resourceType === 'AWS::IAM::Policy')
    .flatMap(policy => policy.texts('Roles').map(({ text }) => text.literal)));
  return orphans.flatMap(resource => {
    const arn = resource.texts('Role')[0].text.toString();
    if (attached.has(arn.slice(arn.lastIndexOf('/') + 1)) || attached.has(undefined)) { return []; }
    const data = resource.references.filter(({ path }) => path.startsWith('Properties/Environment/')).map(({ target }) => graph.resource(target))
      .find(target => target && isDataResource(target));
    return data ? [{
      origin: resource.origin,
      cause: 'imported-role',
      path: 'Role',
      message: `the function is handed ${dataName(data)} and runs with the imported role \`${arn}\`, to which the app attaches no policy`,
      fix: 'import the role as mutable, in a stack of its own account, so that grants reach it; or let the owner of the role allow it, and acknowledge this',
    }] : [];
  });
}
