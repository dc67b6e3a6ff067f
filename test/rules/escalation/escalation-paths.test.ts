import { findingsInPolicy, findingsInResources } from './family-findings';
import { findAction, findResourceType } from '../../../src/catalog/actions';
import { ADDED_ESCALATION_PATHS, ESCALATION_PATHS, EscalationPath, ROLE_RECEIVERS } from '../../../src/catalog/escalation-paths';
import { Finding } from '../../../src/diagnostics/finding';
import { JsonObject, JsonValue } from '../../../src/policy/json';

const MINIMAL = [...ESCALATION_PATHS, ...ADDED_ESCALATION_PATHS].filter(({ isMinimal }) => isMinimal)
  .map(path => [path.actions.join(' + '), path] as const);
const SEVERAL = MINIMAL.filter(([, { actions }]) => actions.length > 1);
/** Those whose wildcards have no resource of their own. */
const NAMED = MINIMAL.filter(([, { actions }]) => !actions.some(action => action.includes('*')));
const SCOPABLE = NAMED.filter(([, { actions }]) => actions.some(action => typesOf(action).length > 0));
/** A role has no user's boundary; of its own `removable-boundary` speaks. */
const OF_ROLES = NAMED.filter(([name]) => !name.endsWith('PermissionsBoundary'));

const RULES = new Set(['self-escalation', 'assume-any-role', 'pass-role-escalation', 'any-workload-takeover']);

function typesOf(action: string): readonly string[] {
  const [service, name] = action.split(':');
  return findAction(service, name)?.resourceTypes.map(type => type.name) ?? [];
}

/** The ids of the rules on paths that speak. */
function rulesFor(statements: JsonValue): string[] {
  return rulesIn(findingsInPolicy(statements));
}

function rulesOfRole(statements: JsonValue, boundary: JsonValue): string[] {
  return rulesIn(findingsInResources({
    Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: boundary } } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
        PermissionsBoundary: { Ref: 'Boundary' },
        Policies: [{ PolicyName: 'policy', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
      },
    },
  }));
}

function rulesIn(found: readonly Finding[]): string[] {
  return [...new Set(found.map(({ ruleId }) => ruleId).filter(id => RULES.has(id)))];
}

function ruleOf({ category, actions }: EscalationPath): string {
  if (actions[0] === 'sts:AssumeRole') { return 'assume-any-role'; }
  if (category === 'new-passrole') { return actions.includes('iam:PassRole') ? 'pass-role-escalation' : 'any-workload-takeover'; }
  return category === 'existing-passrole' ? 'any-workload-takeover' : 'self-escalation';
}

function allow(actions: readonly string[], others: JsonObject = {}): JsonObject {
  return { Effect: 'Allow', Action: [...actions], Resource: '*', ...others };
}

/** ARNs of one resource of each type of the actions. */
function oneResource(action: string): string[] {
  const [service] = action.split(':');
  const templates = typesOf(action).flatMap(type => findResourceType(service, type)?.arnTemplates ?? []);
  return templates.map(template => template.replace(/\$\{(\w+)\}/g, (_, variable: string) =>
    ({ Partition: 'aws', Region: 'eu-west-1', Account: '111122223333' } as { [name: string]: string })[variable] ?? 'tenants-orders'));
}

test('all sets of the lists are there, and those that are minimal', () => {
  expect(ESCALATION_PATHS).toHaveLength(122);
  expect(new Set(ESCALATION_PATHS.map(({ actions }) => actions.join())).size).toBe(122);
  const count = (category: string) => ESCALATION_PATHS.filter(path => path.isMinimal && path.category === category).length;
  expect(['new-passrole', 'existing-passrole', 'self-escalation', 'principal-access'].map(count)).toEqual([41, 23, 15, 5]);
});

test.each(MINIMAL)('%s has its facts', (_, { actions, sources, date }) => {
  expect(actions).toEqual([...actions].sort());
  expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(sources.length).toBeGreaterThan(0);
  for (const source of sources) { expect(new URL(source).protocol).toBe('https:'); }
});

test('every path that passes a role says which services take it', () => {
  const services = new Set(ROLE_RECEIVERS.map(({ service }) => service));
  for (const { actions } of ESCALATION_PATHS.filter(path => path.actions.includes('iam:PassRole'))) {
    expect(actions.some(action => services.has(action.split(':')[0]))).toBe(true);
  }
});

test.each(MINIMAL)('%s on everything is reported', (_, path) => {
  expect(rulesFor(allow(path.actions))).toEqual([ruleOf(path)]);
});

test.each(MINIMAL)('%s is reported from a statement for each action, too', (_, path) => {
  expect(rulesFor(path.actions.map(action => allow([action])))).toEqual([ruleOf(path)]);
});

test('however many statements stand beside the one that opens the path', () => {
  const narrow = Array.from({ length: 2_500 }, (_, index) => allow(['iam:PutRolePolicy'], { Resource: `arn:aws:iam::111122223333:role/orders-${index}` }));
  expect(rulesFor(narrow)).toEqual([]);
  expect(rulesFor([...narrow, allow(['iam:PutRolePolicy'])])).toEqual(['self-escalation']);
});

test.each(SEVERAL)('%s without one of the actions is no path', (_, { actions }) => {
  for (const missing of actions) { expect(rulesFor(allow(actions.filter(action => action !== missing)))).toEqual([]); }
});

test.each(MINIMAL)('%s with one action denied is no path', (_, { actions }) => {
  for (const denied of actions) { expect(rulesFor([allow(actions), { Effect: 'Deny', Action: denied, Resource: '*' }])).toEqual([]); }
});

test.each(SCOPABLE)('%s on one resource is no path', (_, { actions }) => {
  const scoped = actions.includes('iam:PassRole') ? ['iam:PassRole'] : actions.filter(action => typesOf(action).length > 0);
  const others = actions.filter(action => !scoped.includes(action));
  expect(rulesFor([
    ...scoped.map(action => allow([action], { Resource: oneResource(action) })), ...others.length > 0 ? [allow(others)] : [],
  ])).toEqual([]);
});

test.each(MINIMAL)('%s on resources with a tag is no path', (_, { actions }) => {
  expect(rulesFor(allow(actions, { Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } } }))).toEqual([]);
});

test.each(MINIMAL.filter(([, { actions }]) => actions.includes('iam:PassRole')))('%s with the role for another service is no path', (_, { actions }) => {
  const others = actions.filter(action => action !== 'iam:PassRole');
  expect(rulesFor([
    allow(['iam:PassRole'], { Condition: { StringEquals: { 'iam:PassedToService': 'unrelated.amazonaws.com' } } }), allow(others),
  ])).toEqual([]);
});

test.each(OF_ROLES)('%s ends at a boundary', (_, path) => {
  expect(rulesOfRole(allow(path.actions), allow(['*']))).toEqual([ruleOf(path)]);
  for (const missing of path.actions) {
    expect(rulesOfRole(allow(path.actions), [allow(['*']), { Effect: 'Deny', Action: missing, Resource: '*' }])).toEqual([]);
    expect(rulesOfRole(allow(path.actions), allow([...path.actions.filter(action => action !== missing), 's3:ListAllMyBuckets']))).toEqual([]);
  }
});
