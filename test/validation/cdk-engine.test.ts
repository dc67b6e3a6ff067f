import { App, Stack, Validations } from 'aws-cdk-lib';
import { l1Policy } from './policies';
import { verdictOf } from './verdict';
import { Severity } from '../../src/diagnostics/severity';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';
import { PolicyValidationPlugin } from '../../src/validation/policy-validation-plugin';
import { PolicyValidationProps } from '../../src/validation/policy-validation-props';

const { CDK_VALIDATION } = process.env;
beforeEach(() => { delete process.env.CDK_VALIDATION; });
afterEach(() => { process.env.CDK_VALIDATION = CDK_VALIDATION; });

const NOT_ACTION = { Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::orders/*' };
const BAD_SID = { Sid: 'not a sid', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };
const props = (rule: string, severity = Severity.ERROR): PolicyValidationProps => ({ packs: [], severities: { [rule]: severity } });

function appWith(statement: object, ...plugins: (PolicyValidationPlugin | LeastPrivilegeChecks)[]): App {
  const app = new App();
  l1Policy(new Stack(app, 'Stack'), 'Policy', statement);
  Validations.of(app).addPlugins(...plugins);
  return app;
}

test.each([
  ['not-action-in-allow', NOT_ACTION, 'not-action-in-allow[s3:DeleteBucket]', 'W2512'],
  ['invalid-sid', BAD_SID, 'invalid-sid[not-a-sid]', 'E3510'],
])('what fails the build by %s is not said again by the engine of the CDK, in each synthesis', (rule, statement, id, cdkRule) => {
  const app = appWith(statement, new PolicyValidationPlugin(props(rule)));
  const once = { passed: false, open: [`Stack/Policy: ${id}`], suppressed: [`Stack/Policy: ${cdkRule}`] };
  expect(verdictOf(app)).toEqual(once);
  expect(verdictOf(app, { force: true })).toEqual(once);
});

test('nor after the pack', () => {
  expect(verdictOf(appWith(NOT_ACTION, new LeastPrivilegeChecks(undefined, props('not-action-in-allow'))))).toMatchObject({
    passed: false, open: ['Stack/Policy: LeastPrivilege-not-action-in-allow[s3:DeleteBucket]'],
  });
});

test('it says what our rule does not: the rule is disabled', () => {
  expect(verdictOf(appWith(NOT_ACTION, new PolicyValidationPlugin(props('wildcard-action'))))).toMatchObject({ open: ['Stack/Policy: W2512'] });
});

test('and what is mended or accepted between two syntheses is no longer suppressed', () => {
  const app = appWith(NOT_ACTION, new PolicyValidationPlugin(props('not-action-in-allow')));
  expect(verdictOf(app).passed).toBe(false);
  Validations.of(app).acknowledge({ id: 'LeastPrivilege::not-action-in-allow[s3:DeleteBucket]', reason: 'break-glass' });
  expect(verdictOf(app, { force: true })).toEqual({
    passed: true, open: ['Stack/Policy: W2512'], suppressed: ['Stack/Policy: LeastPrivilege::not-action-in-allow[s3:DeleteBucket]'],
  });
});
