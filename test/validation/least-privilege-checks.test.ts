import { App, Stack, Validations } from 'aws-cdk-lib';
import { NagPack } from 'cdk-nag';
import { HARMLESS, roleWith } from './policies';
import { verdictOf } from './verdict';
import { Severity } from '../../src/diagnostics/severity';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';

const PROPS = { packs: [], severities: { 'wildcard-action': Severity.ERROR, 'unused-acknowledgement': Severity.WARNING } };
const QUEUES = { Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' };

function appWith(): { app: App; stack: Stack } {
  const app = new App();
  Validations.of(app).addPlugins(new LeastPrivilegeChecks(app, PROPS));
  return { app, stack: new Stack(app, 'Stack') };
}

test('is a pack of cdk-nag, and reports as one', () => {
  const { app, stack } = appWith();
  roleWith(stack, 'Good', HARMLESS);
  roleWith(stack, 'Bad', QUEUES);
  expect(new LeastPrivilegeChecks()).toBeInstanceOf(NagPack);
  expect(verdictOf(app)).toEqual({ passed: false, open: ['Stack/Bad/DefaultPolicy/Resource: LeastPrivilege-wildcard-action[sqs:*]'], suppressed: [] });
});

test.each(['LeastPrivilege-wildcard-action[sqs:*]', 'LeastPrivilege-wildcard-action', 'LeastPrivilege::wildcard-action'])('%s acknowledges', id => {
  const { app, stack } = appWith();
  Validations.of(roleWith(stack, 'Bad', QUEUES)).acknowledge({ id, reason: 'migration' });
  expect(verdictOf(app)).toMatchObject({ passed: true, open: [] });
});

test('what is wrong with an acknowledgement is said at the first resource under it', () => {
  const { app, stack } = appWith();
  Validations.of(roleWith(stack, 'Role', HARMLESS)).acknowledge({ id: 'LeastPrivilege-wildcard-action', reason: 'migration' });
  expect(verdictOf(app).open).toEqual(['Stack/Role/Resource: LeastPrivilege-unused-acknowledgement[wildcard-action]']);
});

test('judges only the scope it is given', () => {
  const app = new App();
  roleWith(new Stack(app, 'Other'), 'Bad', QUEUES);
  const stack = new Stack(app, 'Judged');
  roleWith(stack, 'Bad', QUEUES);
  const { violations } = new LeastPrivilegeChecks(undefined, PROPS).validateScope(stack);
  expect(violations.flatMap(({ violatingResources }) => violatingResources.map(({ constructPath }) => constructPath))).toEqual(['Judged/Bad/DefaultPolicy/Resource']);
});
