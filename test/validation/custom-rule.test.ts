import { App, Stack } from 'aws-cdk-lib';
import { HARMLESS, roleWith } from './policies';
import { verdictOf } from './verdict';
import { Severity } from '../../src/diagnostics/severity';
import { LeastPrivilege } from '../../src/validation/least-privilege';
import { IPolicyRule, PolicyRuleViolation, PolicyView } from '../../src/validation/policy-rule';

class Recorder implements IPolicyRule {
  public readonly id: string = 'no-sandbox-buckets';
  public readonly severity = Severity.ERROR;
  public readonly reference = 'https://wiki.example.com/buckets';
  public readonly seen: PolicyView[] = [];

  public judge(policy: PolicyView): PolicyRuleViolation[] {
    this.seen.push(policy);
    return policy.statements.filter(({ resources }) => resources.some(resource => resource.includes(':::sandbox-')))
      .map(({ path }) => ({ path, cause: 'sandbox', message: 'a sandbox bucket is allowed', fix: 'name a bucket of production' }));
  }
}

function appWith(rule: IPolicyRule): { app: App; stack: Stack } {
  const app = new App();
  LeastPrivilege.of(app).enforce({ packs: [], severities: { 'failed-rule': Severity.WARNING }, customRules: [rule] });
  return { app, stack: new Stack(app, 'Stack') };
}

test('judges each policy, and its findings are acknowledged like any other', () => {
  const { app, stack } = appWith(new Recorder());
  roleWith(stack, 'Good', HARMLESS);
  roleWith(stack, 'Bad', { ...HARMLESS, Resource: 'arn:aws:s3:::sandbox-1/*' });
  const accepted = roleWith(stack, 'Accepted', { ...HARMLESS, Resource: 'arn:aws:s3:::sandbox-2/*' });
  LeastPrivilege.of(accepted).acknowledge({ rule: 'no-sandbox-buckets', reason: 'load test' });
  expect(verdictOf(app)).toEqual({
    passed: false,
    open: ['Stack/Bad/DefaultPolicy/Resource: no-sandbox-buckets[sandbox]'],
    suppressed: ['Stack/Accepted/DefaultPolicy/Resource: LeastPrivilege::no-sandbox-buckets'],
  });
});

test('sees the policy in plain text, what is not known in angle brackets', () => {
  const rule = new Recorder();
  const { app, stack } = appWith(rule);
  roleWith(stack, 'Role', {
    Sid: 'Read',
    Effect: 'Allow',
    Action: ['s3:GetObject'],
    NotResource: `arn:aws:s3:::${stack.account}-audit/*`,
    Condition: { StringEquals: { 'aws:ResourceTag/team': ['a', 'b'] }, Bool: { 'aws:SecureTransport': true } },
  });
  app.synth();
  expect(rule.seen.map(({ kind }) => kind).sort()).toEqual(['identity', 'trust']);
  expect(rule.seen.find(({ kind }) => kind === 'identity')).toEqual({
    kind: 'identity',
    resourceType: 'AWS::IAM::Policy',
    statements: [{
      path: 'Statement/0',
      effect: 'Allow',
      sid: 'Read',
      actions: ['s3:GetObject'],
      notActions: [],
      resources: [],
      notResources: ['arn:aws:s3:::<account>-audit/*'],
      principals: {},
      notPrincipals: {},
      conditions: { StringEquals: { 'aws:ResourceTag/team': ['a', 'b'] }, Bool: { 'aws:SecureTransport': ['true'] } },
    }],
  });
  expect(rule.seen.find(({ kind }) => kind === 'trust')!.statements[0].principals).toEqual({ Service: ['ec2.amazonaws.com'] });
});

test.each([
  ['an error that cannot judge lets no build pass', Severity.ERROR, false],
  ['a warning that cannot judge is a warning', Severity.WARNING, true],
])('what it throws is a finding, and synthesis goes on: %s', (_, severity, passes) => {
  const { app, stack } = appWith({ id: 'broken-rule', severity, reference: 'https://wiki.example.com', judge: () => { throw new Error('no luck'); } });
  roleWith(stack, 'Role', HARMLESS);
  const { passed, open } = verdictOf(app);
  expect(passed).toBe(passes);
  expect(open).toEqual(['Stack/Role/DefaultPolicy/Resource: failed-rule[broken-rule]', 'Stack/Role/Resource: failed-rule[broken-rule]']);
});

test('a severity that is none is refused', () => {
  const rule = new Recorder();
  Object.assign(rule, { severity: 'boo' });
  expect(() => appWith(rule)).toThrow(`the custom rule \`${rule.id}\` has the severity \`boo\`, expected \`error\`, \`warning\` or \`info\``);
});

test.each([
  ['No Sandbox', 'the id of a custom rule is `No Sandbox`, expected kebab-case such as `no-sandbox-buckets`'],
  ['wildcard-action', 'the id of a custom rule is `wildcard-action`, which is one of this library\'s rules; give it another, such as `my-wildcard-action`'],
])('the id %s is refused', (id, message) => {
  const rule = new Recorder();
  Object.assign(rule, { id });
  expect(() => appWith(rule)).toThrow(message);
});
