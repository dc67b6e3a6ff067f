/**
 * Errs towards silence: a role with a fixed name, one that anybody but services may take, and one that a policy or any other resource of the
 * app refers to is taken to be used. Whether an output hands it on is not seen.
 */
import { allow, arnOf, functionWith, policyOn, roleOf, trusting } from './example-app';
import { helperRoles } from './helper-roles';
import { takersByRole } from './role-takers';
import { servicesTrustedBy } from './trusted-services';
import { Severity } from '../../diagnostics/severity';
import { Identity, isOwnResource, PolicyInventory, ResourceSite, resourceKey } from '../../policy/policy-site';
import { graphOf } from '../app-graph';
import { Rule } from '../rule';
import { listOf } from '../wording';

export const unusedRole: Rule = {
  id: 'unused-role',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['N-07'],
  summary: 'no resource of the app takes a role that only services may take',
  why: 'A role that nobody needs is one more that can be passed, and nobody watches over its rights.',
  accept: 'When something outside of the app takes the role, by an output or from a list of roles.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#remove-credentials',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
  ],
  examples: {
    flagged: [
      { title: 'a role that is left over', resources: { Role: roleOf('lambda.amazonaws.com'), Policy: policyOn('Role', allow('sns:Publish', '*')) } },
      { title: 'a role without any policy', resources: { Role: roleOf('ecs-tasks.amazonaws.com') } },
    ],
    allowed: [
      { title: 'a role of a function', resources: { Role: roleOf('lambda.amazonaws.com'), Function: functionWith(arnOf('Role')) } },
      { title: 'a role that another account takes', resources: { Role: trusting({ AWS: 'arn:aws:iam::111122223333:role/deployer' }) } },
      { title: 'a role with a name that others know', resources: { Role: roleOf('lambda.amazonaws.com', { RoleName: 'shared' }) } },
      {
        title: 'a role that is passed at run time',
        resources: {
          Task: roleOf('ecs-tasks.amazonaws.com'),
          Runner: roleOf('lambda.amazonaws.com'),
          Function: functionWith(arnOf('Runner')),
          Policy: policyOn('Runner', allow('iam:PassRole', arnOf('Task'))),
        },
      },
      {
        title: 'a role in an instance profile',
        resources: { Role: roleOf('ec2.amazonaws.com'), Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } } },
      },
    ],
  },

  judgeApp(inventory) {
    const graph = graphOf(inventory);
    const takers = takersByRole(inventory);
    const idle = inventory.identities.filter(role => !takers.has(role) && isForServices(role) && graph.usesOf(role).length === 0);
    if (idle.length === 0) { return []; }
    const named = namedElsewhere(inventory);
    return idle.filter(role => !named.has(resourceKey(role.origin)) && !helperRoles(inventory).has(role)).map(role => ({
      origin: role.origin,
      cause: '',
      message: `only ${listOf(servicesTrustedBy(role)!.names)} may take the role${isEmpty(role) ? ', which has no policy,' : ''} and no resource of the app is given it`,
      fix: 'remove the role with its policies, or give it to the resource that it is meant for',
    }));
  },
};

function isForServices(identity: Identity): boolean {
  const { type, properties, trust } = identity;
  if (type !== 'role' || !isOwnResource(identity) || properties.RoleName !== undefined || !trust) { return false; }
  const { statements, problems, undecided } = trust.document;
  return problems.length === 0 && undecided.length === 0 && statements.length > 0
    && statements.every(({ principals }) => principals && !principals.negated && principals.values.every(({ type: kind }) => kind === 'Service'));
}

function isEmpty({ inlinePolicies, managedPolicies, managedPolicyArns }: Identity): boolean {
  return inlinePolicies.length + managedPolicies.length + managedPolicyArns.length === 0;
}

/** What policies and instance profiles refer to. */
function namedElsewhere({ sites, resources }: PolicyInventory): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { document } of sites) {
    for (const { resources: targets, principals, conditions } of document.statements) {
      for (const list of [targets, principals, ...conditions]) {
        for (const { text } of list?.values ?? []) {
          for (const { resource } of text.unknowns) {
            if (resource !== undefined) { named.add(resource); }
          }
        }
      }
    }
  }
  for (const { target } of resources.filter(isProfile).flatMap(({ references }) => references)) { named.add(target); }
  return named;
}

function isProfile({ origin }: ResourceSite): boolean {
  return origin.resourceType === 'AWS::IAM::InstanceProfile';
}
