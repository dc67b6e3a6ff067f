import { App, Aspects, Stack, Stage, Validations } from 'aws-cdk-lib';
import { ADMIN, roleWith } from './policies';
import { verdictOf } from './verdict';
import { Severity } from '../../src/diagnostics/severity';
import { LeastPrivilege } from '../../src/validation/least-privilege';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';
import { PolicyValidationAspect } from '../../src/validation/policy-validation-aspect';
import { PolicyValidationPlugin } from '../../src/validation/policy-validation-plugin';
import { PolicyValidationProps } from '../../src/validation/policy-validation-props';

const PROPS: PolicyValidationProps = { packs: [], severities: { 'admin-statement': Severity.ERROR } };
const LENIENT: PolicyValidationProps = { packs: [], severities: { 'admin-statement': Severity.WARNING } };
const WHERE = 'Stack/Role/DefaultPolicy/Resource';
const BY_PLUGIN = `${WHERE}: admin-statement`;
const BY_PACK = `${WHERE}: LeastPrivilege-admin-statement`;

type Door = (app: App, stack: Stack) => void;

const enforce = (props = PROPS): Door => app => LeastPrivilege.of(app).enforce(props);
const plugin = (props = PROPS): Door => app => Validations.of(app).addPlugins(new PolicyValidationPlugin(props));
const pluginOfStack = (props = PROPS): Door => (app, stack) => Validations.of(app).addPlugins(new PolicyValidationPlugin({ ...props, scope: stack }));
const pack = (props = PROPS): Door => app => Validations.of(app).addPlugins(new LeastPrivilegeChecks(app, props));
const aspect = (props = PROPS): Door => app => Aspects.of(app).add(new PolicyValidationAspect(props));
const aspectOfStack = (props = PROPS): Door => (_, stack) => Aspects.of(stack).add(new PolicyValidationAspect(props));

interface Built {
  readonly app: App;
  readonly stack: Stack;
}

function appWith(...doors: readonly Door[]): Built {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  roleWith(stack, 'Role', ADMIN);
  for (const open of doors) { open(app, stack); }
  return { app, stack };
}

const warningsIn = (stack: Stack): number => stack.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:warning').length;

test.each<[string, Door[], string[]]>([
  ['the plugin, then the pack', [enforce(), pack()], [BY_PLUGIN]],
  ['the pack, then the plugin', [pack(), enforce()], [BY_PACK]],
  ['two plugins', [plugin(), plugin()], [BY_PLUGIN]],
  ['plugins of a stack and of the app', [pluginOfStack(), plugin()], [BY_PLUGIN]],
  ['plugins that differ in options', [plugin({ ...PROPS, trustedAccounts: ['111122223333'] }), plugin()], [BY_PLUGIN]],
  ['a lenient plugin, then the pack', [plugin(LENIENT), pack()], [BY_PACK]],
  ['the pack, then a lenient plugin', [pack(), plugin(LENIENT)], [BY_PACK]],
  ['a lenient Aspect, the plugin and the pack', [aspect(LENIENT), enforce(), pack()], [BY_PLUGIN]],
])('%s: it is said once, and the build fails, each time', (_, doors, open) => {
  const { app, stack } = appWith(...doors);
  expect(verdictOf(app)).toEqual({ passed: false, open, suppressed: [] });
  expect(verdictOf(app, { force: true })).toEqual({ passed: false, open, suppressed: [] });
  expect(warningsIn(stack)).toBe(0);
});

test('a rule of the app is the same at each door that has it', () => {
  const rule = {
    id: 'no-roles', severity: Severity.WARNING, reference: 'https://wiki.example.com', judge: () => [{ path: 'Statement/0', message: 'a role', fix: 'remove it' }],
  };
  const lenient: PolicyValidationProps = { packs: [], customRules: [rule] };
  const { app } = appWith(plugin(lenient), pack({ ...lenient, severities: { 'no-roles': Severity.ERROR } }));
  expect(verdictOf(app)).toMatchObject({ passed: false, open: [`${WHERE}: LeastPrivilege-no-roles`, 'Stack/Role/Resource: LeastPrivilege-no-roles'] });
});

test('an Aspect that warns comes before a plugin that only warns', () => {
  const { app, stack } = appWith(plugin(LENIENT), pack(LENIENT), aspect(LENIENT));
  expect(verdictOf(app)).toEqual({ passed: true, open: [], suppressed: [] });
  expect(warningsIn(stack)).toBe(1);
});

test.each<[string, Door[]]>([
  ['the app and of the stack', [aspect(), aspectOfStack()]],
  ['the stack and of the app', [aspectOfStack(), aspect()]],
  ['the app, twice', [aspect(), aspect()]],
])('Aspects of %s: it is said once', (_, doors) => {
  const { app } = appWith(...doors);
  for (const force of [false, true]) {
    let message = '';
    try { app.synth({ force }); } catch (error) { message = (error as Error).message; }
    expect(message.match(/LeastPrivilege::admin-statement/g)).toHaveLength(1);
  }
});

test('each door says what the others do not find', () => {
  const app = new App();
  const [one, two] = ['One', 'Two'].map(id => new Stack(app, id));
  for (const stack of [one, two]) { roleWith(stack, 'Role', ADMIN); }
  LeastPrivilege.of(two).enforce(PROPS);
  pack()(app, one);
  expect(verdictOf(app).open).toEqual(['One/Role/DefaultPolicy/Resource: LeastPrivilege-admin-statement', 'Two/Role/DefaultPolicy/Resource: admin-statement']);
});

test('an Aspect does not leave to a plugin what the plugin may not find', () => {
  const { app, stack } = appWith(aspect(LENIENT), plugin({ ...PROPS, trustedAccounts: ['111122223333'] }));
  expect(verdictOf(app)).toEqual({ passed: false, open: [BY_PLUGIN], suppressed: [] });
  expect(warningsIn(stack)).toBe(1);
});

test('a plugin does not leave to another that a rule failed which the other has not', () => {
  const custom = { id: 'throws', severity: Severity.INFO, reference: 'https://wiki.example.com', judge: () => { throw new Error('no luck'); } };
  const failing: PolicyValidationProps = { packs: [], severities: { 'failed-rule': Severity.INFO }, customRules: [custom] };
  const { app } = appWith(plugin(failing), plugin({ packs: [], severities: { 'failed-rule': Severity.ERROR } }));
  expect(verdictOf(app).open).toEqual([`${WHERE}: failed-rule[throws]`, 'Stack/Role/Resource: failed-rule[throws]']);
});

test('what is accepted is listed once', () => {
  const { app, stack } = appWith(plugin(), plugin());
  Validations.of(stack).acknowledge({ id: 'LeastPrivilege::admin-statement', reason: 'break-glass' });
  expect(verdictOf(app)).toEqual({ passed: true, open: [], suppressed: [`${WHERE}: LeastPrivilege::admin-statement`] });
});

test('a plugin of a stage knows what one of the app says', () => {
  const app = new App();
  const stage = new Stage(app, 'Stage');
  roleWith(new Stack(stage, 'Stack'), 'Role', ADMIN);
  Validations.of(stage).addPlugins(new PolicyValidationPlugin(LENIENT));
  plugin()(app, new Stack(app, 'Other'));
  expect(verdictOf(app)).toEqual({ passed: false, open: [`Stage/${BY_PLUGIN}`], suppressed: [] });
});

test('a pack that is called by hand says all it finds', () => {
  const { stack } = appWith(plugin());
  for (let time = 0; time < 2; time++) {
    expect(new LeastPrivilegeChecks(undefined, PROPS).validateScope(stack).violations).toHaveLength(1);
  }
});

test.each<[string, (app: App, stack: Stack) => unknown[], string]>([
  ['the stack after the app', (app, stack) => [app, stack], 'was already called for the app, which covers `Stack`; keep one of the two calls'],
  ['the app after the stack', (app, stack) => [stack, app], 'was already called for `Stack`, which the app covers; keep one of the two calls'],
])('enforce() on %s is an error that names the first call', (_, scopes, message) => {
  const app = new App();
  const [first, second] = scopes(app, new Stack(app, 'Stack')) as [App, Stack];
  LeastPrivilege.of(first).enforce();
  expect(() => LeastPrivilege.of(second).enforce()).toThrow(message);
});
