/**
 * What a service or resource control policy denies of what the app itself grants, for the validation of the policy: when it falls, all
 * grants have been made.
 *
 * Each conflict is a permission of which provably nothing is left, with both statements and a request. What cannot be decided is no
 * conflict, and neither is a part of a permission.
 */
import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PlacedPolicy, readPoliciesInTree } from '../cdk/policies-in-tree';
import { RolePolicies } from '../cdk/role-policies';
import { PolicyDocument } from '../policy/document';
import { printStatement } from '../policy/print';
import { Statement } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';
import { ControlPolicyCut, controlPolicyCuts } from '../reasoning/control-policy-cuts';
import { roleFacts, tokenFacts } from '../reasoning/known-facts';
import { describeRequest } from '../reasoning/request';

const MAX_STATEMENT = 240;

/** The permissions of the roles under a scope. */
export function roleConflicts(policy: CfnResource, scope: IConstruct): string[] {
  const app = readApp(policy, scope);
  if (app.roles.length === 0) {
    return [`${app.path} is checked against ${pathOf(scope)}, where there is no role: name the scope of the roles, or the role where it is created`];
  }
  return app.roles.flatMap(role => conflictsOfRole(app, role));
}

/** The permissions of the roles under a scope on resources of their account, and what the policies of roles and resources there give. */
export function resourceConflicts(policy: CfnResource, scope: IConstruct): string[] {
  const app = readApp(policy, scope);
  if (app.roles.length + app.policies.length === 0) {
    return [`${app.path} is checked against ${pathOf(scope)}, where there is neither a role nor a policy of a resource: name the scope of these`];
  }
  const forRoles = withoutPrincipals(app.document);
  return [
    ...app.roles.flatMap(role => conflictsOfRole({ ...app, document: forRoles }, role, permission => isOnOwnResources(permission, role))),
    ...app.policies.flatMap(({ resource, site: { document, kind } }) => {
      const role = kind === 'trust' ? app.roles.find(one => one.role === resource)?.identity : undefined;
      return controlPolicyCuts(app.document, { kind: 'resource', documents: [document], facts: tokenFacts(app.document), resource: role?.arn })
        .map(cut => message(app.path, `the policy of ${resource.node.path} allows`, cut, 'take it out of the policy, or leave it out of the deny'));
    }),
  ];
}

interface CheckedApp {
  /** Of the control policy. */
  readonly path: string;
  readonly document: PolicyDocument;
  readonly roles: readonly RolePolicies[];
  /** Those of resources, and of roles as resources. */
  readonly policies: readonly PlacedPolicy[];
}

function readApp(policy: CfnResource, scope: IConstruct): CheckedApp {
  const { policies, roles } = readPoliciesInTree(policy.node.root);
  const within = new Set<IConstruct>(scope.node.findAll());
  return {
    path: pathOf(policy.node.scope!),
    document: policies.find(({ resource }) => resource === policy)!.site.document,
    roles: roles.filter(({ role }) => within.has(role)),
    policies: policies.filter(({ resource, site: { kind } }) => (kind === 'resource' || kind === 'trust') && within.has(resource)),
  };
}

function conflictsOfRole(
  { path, document }: CheckedApp, { role, identity, documents }: RolePolicies, isMeant: (permission: Statement) => boolean = () => true,
): string[] {
  return controlPolicyCuts(document, { kind: 'identity', documents, facts: roleFacts(identity, document) })
    .filter(({ permission }) => isMeant(permission))
    .map(cut => message(path, `${role.node.path} is granted`, cut, 'take the permission out of the role, or exempt the role'));
}

function message(path: string, who: string, { permission, deny, witness }: ControlPolicyCut, remedy: string): string {
  return `${who} ${printed(permission)}, of which ${path} leaves nothing by ${deny.sid === undefined ? printed(deny) : `\`${deny.sid}\` ${printed(deny)}`}, `
    + `for example ${describeRequest(witness)}: ${remedy}`;
}

function printed(statement: Statement): string {
  const text = JSON.stringify(printStatement(statement));
  return text.length > MAX_STATEMENT ? `${text.slice(0, MAX_STATEMENT)}…` : text;
}

/** A resource control policy is about everyone, so a role is asked about it as about a policy without principals. */
function withoutPrincipals(document: PolicyDocument): PolicyDocument {
  return { ...document, statements: document.statements.map(({ principals, ...statement }) => statement) };
}

/** Whether its resources are of the app, or of the account of the role: others may be under other policies. */
function isOnOwnResources({ resources }: Statement, { identity }: RolePolicies): boolean {
  return resources !== undefined && !resources.negated && resources.values.every(({ text }) => (
    text.unknowns.some(({ resource }) => resource !== undefined) || accountOf(text) === accountOf(identity.arn)
  ));
}

function accountOf(arn: SymbolicText): string | undefined {
  return arn.parts.map(part => typeof part === 'string' ? part : `<${part.shape}>`).join('').split(':')[4];
}

function pathOf({ node: { path } }: IConstruct): string {
  return path || 'the app';
}
