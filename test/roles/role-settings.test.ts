import { App, CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { agnosticStack, onlyRole } from './synth';
import { EcsTaskRole } from '../../src/roles/ecs-task-role';
import { WorkloadRoleProps } from '../../src/roles/workload-role-props';

function roleWith(props: WorkloadRoleProps): any {
  const stack = agnosticStack();
  new EcsTaskRole(stack, 'Role', props);
  return onlyRole(stack);
}

test('nothing is set that was not asked for', () => {
  expect(Object.keys(roleWith({}))).toEqual(['AssumeRolePolicyDocument']);
});

test('name, path, description, session duration and tags reach the role', () => {
  expect(roleWith({
    roleName: 'orders+api=1,2.x@y-z',
    path: '/workloads/orders/',
    description: 'reads orders',
    maxSessionDuration: Duration.hours(12),
    tags: { owner: 'team-orders', cost: '7' },
  })).toMatchObject({
    RoleName: 'orders+api=1,2.x@y-z',
    Path: '/workloads/orders/',
    Description: 'reads orders',
    MaxSessionDuration: 43200,
    Tags: [{ Key: 'cost', Value: '7' }, { Key: 'owner', Value: 'team-orders' }],
  });
});

test.each(['Rôle für ½ ÿ', 'two\nlines', ''])('IAM takes the description %j', description => {
  expect(roleWith({ description }).Description ?? '').toBe(description);
});

test('letters of every language, spaces and an empty value make tags', () => {
  expect(roleWith({ tags: { 'Größe / größte': 'a b_.:/=+-@', '部門': '' } }).Tags).toHaveLength(2);
});

test('unresolved description and tags pass through', () => {
  const stack = agnosticStack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  new EcsTaskRole(stack, 'Role', { description: `– ${text}`, tags: { team: `!${text}` } });
  expect(onlyRole(stack)).toMatchObject({ Description: expect.anything(), Tags: [{ Key: 'team' }] });
});

test('the boundary reaches the role', () => {
  const stack = agnosticStack();
  const boundary = new iam.ManagedPolicy(stack, 'Boundary', { statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] });
  new EcsTaskRole(stack, 'Role', { permissionsBoundary: boundary });
  expect(onlyRole(stack).PermissionsBoundary).toEqual({ Ref: expect.stringMatching(/^Boundary/) });
});

describe('namePrefix', () => {
  test('starts a name that stays the same from synth to synth', () => {
    const name = roleWith({ namePrefix: 'orders-' }).RoleName;
    expect(name).toMatch(/^orders-Stack-Role-[0-9a-f]{8}$/);
    expect(roleWith({ namePrefix: 'orders-' }).RoleName).toBe(name);
  });

  test.each([1, 47, 48])('of %d characters gives names of at most 64, different for each construct', length => {
    const stack = new Stack(new App(), 'AStackWithARatherLongNameThatDoesNotFitIntoTheNameOfARoleAtAll');
    for (const id of ['One', 'Two', 'AnotherRoleWithALongIdOfItsOwnThatIsLongerThanAnyNameMayBeXXXXXXXX']) {
      new EcsTaskRole(stack, id, { namePrefix: 'p'.repeat(length) });
    }
    const names = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(role => role.Properties.RoleName);
    expect(new Set(names).size).toBe(3);
    for (const name of names) {
      expect(name).toMatch(/^[\w+=,.@-]{1,64}$/);
      expect(name.startsWith('p'.repeat(length))).toBe(true);
    }
  });

  test('may be unresolved', () => {
    const stack = agnosticStack();
    const stage = new CfnParameter(stack, 'Stage');
    new EcsTaskRole(stack, 'Role', { namePrefix: stage.valueAsString });
    expect(onlyRole(stack).RoleName).toEqual({ 'Fn::Join': ['', [{ Ref: 'Stage' }, expect.stringMatching(/^[\w-]{1,16}$/)]] });
  });
});

test('unresolved name, path and session duration pass through', () => {
  const stack = agnosticStack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber;
  new EcsTaskRole(stack, 'Role', { roleName: text, path: `/${text}/`, maxSessionDuration: Duration.seconds(seconds) });
  expect(onlyRole(stack)).toMatchObject({
    RoleName: { Ref: 'Text' },
    Path: { 'Fn::Join': ['', ['/', { Ref: 'Text' }, '/']] },
    MaxSessionDuration: { Ref: 'Seconds' },
  });
});

test.each<[string, WorkloadRoleProps, RegExp]>([
  ['name and prefix', { roleName: 'a', namePrefix: 'b' }, /roleName `a` and namePrefix `b` are both given, expected at most one: drop/],
  ['an empty name', { roleName: '' }, /roleName is `` \(0 characters\), expected 1 to 64 letters/],
  ['a long name', { roleName: 'a'.repeat(65) }, /\(65 characters\), expected 1 to 64/],
  ['a name with a space', { roleName: 'a b' }, /roleName is `a b`.*replace the other characters/],
  ['a long prefix', { namePrefix: 'a'.repeat(49) }, /namePrefix is .*expected 1 to 48/],
  ['a prefix with a slash', { namePrefix: 'a/' }, /namePrefix is `a\/`/],
  ['a path without leading slash', { path: 'a/' }, /path is `a\/`.*begin and end it with a slash/],
  ['a path without closing slash', { path: '/a' }, /path is `\/a`/],
  ['a path with a space', { path: '/a b/' }, /path is `\/a b\/`/],
  ['a long path', { path: `/${'a'.repeat(511)}/` }, /\(513 characters\), expected up to 512/],
  ['a description outside of Latin-1', { description: 'Rolle – für “x”' }, /description has `–` in `Rolle – für “x”`, expected Latin characters/],
  ['a long description', { description: 'x'.repeat(1001) }, /description has 1001 characters, expected 0 to 1000/],
  ['a tag of AWS', { tags: { 'aws:x': 'y' } }, /tags holds `aws:x`, expected keys of tags.*not beginning with `aws:`/],
  ['a tag without key', { tags: { '': 'y' } }, /tags holds ``/],
  ['a tag key that is a pattern', { tags: { 'a*': 'y' } }, /tags holds `a\*`/],
  ['a long tag key', { tags: { ['k'.repeat(129)]: 'y' } }, /tags holds `k{129}`/],
  ['a tag value that is none', { tags: { team: 'orders!' } }, /tags holds `orders!` for `team`, expected/],
  ['a tag twice', { tags: { Tenant: 'a', tenant: 'b' } }, /tags holds `Tenant` and `tenant`, which are one key to IAM/],
  ['a short session', { maxSessionDuration: Duration.minutes(59) }, /maxSessionDuration is 3540 seconds, expected whole seconds from 3600/],
  ['a long session', { maxSessionDuration: Duration.seconds(43201) }, /maxSessionDuration is 43201 seconds/],
  ['a session of part of a second', { maxSessionDuration: Duration.millis(3600500) }, /maxSessionDuration is 3600.5 seconds/],
])('%s is refused', (_, props, message) => {
  expect(() => new EcsTaskRole(agnosticStack(), 'Role', props)).toThrow(message);
});

test('a lazy name is not looked into', () => {
  const name = Lazy.string({ produce: () => 'late' });
  expect(roleWith({ roleName: name }).RoleName).toBe('late');
});
