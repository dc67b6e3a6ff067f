/**
 * Policy variables in the scopes of a grant, checked against the principal that receives it.
 *
 * A variable that the principal's requests do not carry has no value, so the statement fits no request. What is certain at once is
 * an error at once; what depends on the trust policy and the tags of a role, which may still change, is an error at synthesis.
 * Stays silent about principals that are not defined in this app, and about variables with a default value.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html (2026-11)
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { basePrincipal } from './identity-half';
import { ScopedStatement } from './scoped-statement';

/** Which role sessions carry a variable, by the start of its name. */
interface SessionVariable {
  readonly start: string;
  /** Whether a role with this trust policy and these tags has it. */
  readonly has: (name: string, trust: Trust) => boolean;
  readonly remedy: (name: string) => string;
}

/** In lower case: IAM compares the names of actions, condition keys and the tag keys in them without regard to case. */
interface Trust {
  readonly actions: readonly string[];
  readonly federated: string;
  readonly tags: readonly string[];
}

const SESSION_VARIABLES: readonly SessionVariable[] = [
  {
    start: 'aws:principaltag/',
    has: (name, { tags, actions }) => tags.includes(name.slice('aws:PrincipalTag/'.length).toLowerCase()) || actions.includes('sts:tagsession'),
    remedy: (name) => `tag the role with '${name.slice('aws:PrincipalTag/'.length)}', or allow sts:TagSession in its trust policy`,
  },
  {
    start: 'cognito-identity.amazonaws.com:',
    has: (_, { federated }) => federated.includes('cognito-identity.amazonaws.com'),
    remedy: () => 'let the role trust cognito-identity.amazonaws.com',
  },
  {
    start: 'saml:',
    has: (_, { actions }) => actions.includes('sts:assumerolewithsaml'),
    remedy: () => 'let the role trust a SAML provider',
  },
  {
    start: 'aws:sourceidentity',
    has: (_, { actions }) => actions.includes('sts:setsourceidentity'),
    remedy: () => 'allow sts:SetSourceIdentity in its trust policy',
  },
];

export function requirePrincipalVariables(call: string, grantee: iam.IGrantable, statements: ScopedStatement[]): void {
  const variables = variablesOf(statements);
  if (variables.length === 0) { return; }
  const role = roleOf(basePrincipal(grantee));
  if (!role) { return; }
  if (variables.some((name) => name.toLowerCase() === 'aws:username')) {
    throw new Error(`${call}: \${aws:username} has a value for IAM users only, and '${role.node.path}' is a role. `
      + 'Write ${aws:PrincipalTag/…} for a tag of the role or its session, or ${aws:userid}, which is the role id and session name');
  }
  if (variables.some((name) => findSessionVariable(name) !== undefined)) {
    role.node.addValidation({ validate: () => faults(call, role, variables) });
  }
}

/** The names in `${…}`, without those that have a default value, without `${*}` and the like, and without tokens. */
function variablesOf(statements: ScopedStatement[]): string[] {
  const texts = JSON.stringify(statements.map(({ resources, conditions }) => [resources, conditions]));
  const names = [...texts.matchAll(/\$\{([^${},'\\]+)\}/g)].map(([, name]) => name.trim());
  return [...new Set(names.filter((name) => name.includes(':')))];
}

function roleOf(principal: iam.IPrincipal): IConstruct | undefined {
  const construct = principal as Partial<IConstruct>;
  return construct.node && iam.CfnRole.isCfnRole(construct.node.defaultChild) ? principal as iam.Role : undefined;
}

function faults(call: string, role: IConstruct, variables: string[]): string[] {
  const trust = trustOf(role.node.defaultChild as iam.CfnRole);
  return trust === undefined ? [] : variables.flatMap((name) => {
    const variable = findSessionVariable(name);
    return variable === undefined || variable.has(name, trust) ? [] : [`${call} is narrowed by \${${name}}, which no session of this role has, `
      + `so the grant would fit no request: ${variable.remedy(name)}`];
  });
}

function findSessionVariable(name: string): SessionVariable | undefined {
  return SESSION_VARIABLES.find(({ start }) => name.toLowerCase().startsWith(start));
}

/** Not known when the document or the tags are a value of the deployment. */
function trustOf(role: iam.CfnRole): Trust | undefined {
  const { assumeRolePolicyDocument: document, tags } = Stack.of(role).resolve({
    assumeRolePolicyDocument: role.assumeRolePolicyDocument, tags: role.tags.renderTags(),
  });
  const statements = document?.Statement;
  if (!Array.isArray(statements)) { return undefined; }
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  return {
    actions: allowed.flatMap(({ Action }) => Action ?? []).filter(isLiteral).map((action) => action.toLowerCase()),
    federated: JSON.stringify(allowed.map(({ Principal }) => Principal?.Federated ?? '')),
    tags: (tags ?? []).map((tag: { key?: string; Key?: string }) => tag.key ?? tag.Key).filter(isLiteral).map((key: string) => key.toLowerCase()),
  };
}

function isLiteral(value: unknown): value is string {
  return typeof value === 'string';
}
