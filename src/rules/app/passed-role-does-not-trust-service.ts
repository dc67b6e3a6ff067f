/**
 * Errs towards silence: only roles of the app that a statement names one by one, and services that it names in full, are compared.
 */
import { allow, arnOf, policyOn, roleOf } from './example-app';
import { servicesTrustedBy, shutsOut } from './trusted-services';
import { globalServicePrincipal } from '../../catalog/trust-conditions';
import { Severity } from '../../diagnostics/severity';
import { Identity, PolicyInventory, PolicySite } from '../../policy/policy-site';
import { conditionsOn, Statement } from '../../policy/statement';
import { AppGraph, graphOf } from '../app-graph';
import { serviceName } from '../confused-deputy/trusted-services';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const PASSED_TO_SERVICE = 'iam:PassedToService';

export const passedRoleDoesNotTrustService: Rule = {
  id: 'passed-role-does-not-trust-service',
  severity: Severity.ERROR,
  checks: ['B-03'],
  summary: '`iam:PassRole` names a service in `iam:PassedToService` that the passed role does not trust',
  why: 'The pass is allowed and the service then cannot take the role: what was to be started fails. A service that is listed for nothing can '
    + 'take the role as soon as its trust policy is loosened.',
  accept: 'When the trust policy of the role is completed by something outside of the app.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a role for tasks is passed to functions',
        resources: {
          Runner: roleOf('lambda.amazonaws.com'),
          Task: roleOf('ecs-tasks.amazonaws.com'),
          Policy: policyOn('Runner', allow('iam:PassRole', arnOf('Task'), { Condition: { StringEquals: { [PASSED_TO_SERVICE]: 'lambda.amazonaws.com' } } })),
        },
      },
      {
        title: 'one service too many',
        resources: {
          Runner: roleOf('lambda.amazonaws.com'),
          Task: roleOf('ecs-tasks.amazonaws.com'),
          Policy: policyOn('Runner', allow(['iam:PassRole'], [arnOf('Task')], {
            Condition: { StringLike: { [PASSED_TO_SERVICE]: ['ecs-tasks.amazonaws.com', 'glue.amazonaws.com'] } },
          })),
        },
      },
      {
        title: 'one of two roles trusts no service that is listed',
        resources: {
          Runner: roleOf('lambda.amazonaws.com'),
          Task: roleOf('ecs-tasks.amazonaws.com'),
          Job: roleOf('glue.amazonaws.com'),
          Policy: policyOn('Runner', allow('iam:PassRole', [arnOf('Task'), arnOf('Job')], {
            Condition: { StringEquals: { [PASSED_TO_SERVICE]: 'ecs-tasks.amazonaws.com' } },
          })),
        },
      },
    ],
    allowed: [
      {
        title: 'the service that the role trusts',
        resources: {
          Runner: roleOf('lambda.amazonaws.com'),
          Task: roleOf('ecs-tasks.amazonaws.com'),
          Policy: policyOn('Runner', allow('iam:PassRole', arnOf('Task'), { Condition: { StringEquals: { [PASSED_TO_SERVICE]: 'ecs-tasks.amazonaws.com' } } })),
        },
      },
      {
        title: 'roles that the app does not make',
        resources: {
          Runner: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Runner', allow('iam:PassRole', 'arn:aws:iam::111122223333:role/task', {
            Condition: { StringEquals: { [PASSED_TO_SERVICE]: 'lambda.amazonaws.com' } },
          })),
        },
      },
      {
        title: 'a Deny restricts',
        resources: {
          Runner: roleOf('lambda.amazonaws.com'),
          Task: roleOf('ecs-tasks.amazonaws.com'),
          Policy: policyOn('Runner', {
            Effect: 'Deny', Action: 'iam:PassRole', Resource: arnOf('Task'), Condition: { StringEquals: { [PASSED_TO_SERVICE]: 'lambda.amazonaws.com' } },
          }),
        },
      },
    ],
  },

  judgeApp(inventory: PolicyInventory) {
    const found: PlacedViolation[] = [];
    let graph: AppGraph | undefined;
    for (const site of inventory.sites) {
      if (site.kind !== 'identity') { continue; }
      for (const statement of site.document.statements) {
        if (statement.conditions.length === 0 || !passesRoles(statement)) { continue; }
        graph ??= graphOf(inventory);
        found.push(...mismatches(statement, site, graph));
      }
    }
    return found;
  },
};

function passesRoles({ effect, actions }: Statement): boolean {
  return effect === 'Allow' && !actions.negated && actions.values.some(({ text }) => text.literal?.toLowerCase() === 'iam:passrole');
}

function mismatches(statement: Statement, { origin, propertyPath }: PolicySite, graph: AppGraph): readonly PlacedViolation[] {
  const services = servicesIn(statement);
  const roles = rolesIn(statement, graph, origin.templateId);
  if (!services || !roles) { return []; }
  const spare = services.filter(service => roles.every(role => shutsOut(role, service)));
  const stranded = spare.length === services.length ? [] : roles.filter(role => services.every(service => shutsOut(role, service)));
  const place = { origin, path: `${propertyPath.replace(/^Properties\//, '')}/${statement.path}`, actions: ['iam:PassRole'] };
  return [
    ...spare.length > 0 ? [{
      ...place,
      cause: causeOf(spare),
      message: `the role is passed to ${listOf(spare)}, expected a service that its trust policy lets in: ${trustOf(roles)}`,
      fix: `list only services that take the role in \`${PASSED_TO_SERVICE}\`, or add ${listOf(spare)} to the trust policy`,
    }] : [],
    ...stranded.map(role => ({
      ...place,
      cause: `stranded ${causeOf(servicesTrustedBy(role)!.names)}`,
      message: `\`${role.origin.logicalId}\` is passed to ${listOf(services)} only, expected a service that its trust policy lets in: ${trustOf([role])}`,
      fix: 'pass it in a statement of its own, with its service in `iam:PassedToService`, or leave it out',
    })),
  ];
}

/** `undefined` where some are not known, or a service need not say who it is. */
function servicesIn(statement: Statement): readonly string[] | undefined {
  const conditions = conditionsOn(statement, PASSED_TO_SERVICE);
  if (conditions.length !== 1) { return undefined; }
  const [{ operator, values }] = conditions;
  if (operator.negated || operator.ifExists || operator.qualifier !== undefined || !/^string(equals|like)/i.test(operator.name)) { return undefined; }
  const names = values.map(({ text, when }) => {
    const name = when.length === 0 ? serviceName(text) : undefined;
    return name === undefined ? undefined : globalServicePrincipal(name);
  });
  return names.length > 0 && names.every(name => name !== undefined && !/[*?]/.test(name)) ? names as string[] : undefined;
}

/** `undefined` where a resource is not one role of the app. */
function rolesIn({ resources }: Statement, graph: AppGraph, templateId: string): readonly Identity[] | undefined {
  if (!resources || resources.negated) { return undefined; }
  const roles = resources.values.map(({ text }) => graph.role(text, templateId));
  return roles.length > 0 && roles.every(role => role !== undefined) ? roles as Identity[] : undefined;
}

function trustOf(roles: readonly Identity[]): string {
  const names = [...new Set(roles.flatMap(role => [...servicesTrustedBy(role)!.names]))];
  return names.length > 0 ? listOf(names) : 'it lets in no service';
}
