import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { roleWith } from './policies';
import { verdictOf } from './verdict';
import { Severity } from '../../src/diagnostics/severity';
import { FindingAcceptance } from '../../src/validation/finding-acceptance';
import { LeastPrivilege } from '../../src/validation/least-privilege';

const PROPS = {
  packs: [],
  severities: {
    'wildcard-action': Severity.ERROR,
    'wildcard-resource': Severity.ERROR,
    'unused-acknowledgement': Severity.WARNING,
    'expired-acknowledgement': Severity.WARNING,
    'acknowledgement-without-reason': Severity.WARNING,
  },
};
const WHERE = 'Stack/Role/DefaultPolicy/Resource';
const TABLES = { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: '*' };
const QUEUES = { Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' };

interface Acknowledged {
  readonly stack: Stack;
  readonly role: iam.Role;
  readonly app: App;
}

function appWith(statement: object): Acknowledged {
  const app = new App();
  LeastPrivilege.of(app).enforce(PROPS);
  const stack = new Stack(app, 'Stack');
  return { app, stack, role: roleWith(stack, 'Role', statement) };
}

/** What is open when the acknowledgements are made on the role. */
function openAfter(statement: object, ...acceptances: FindingAcceptance[]): readonly string[] {
  const { app, role } = appWith(statement);
  for (const acceptance of acceptances) { LeastPrivilege.of(role).acknowledge(acceptance); }
  return verdictOf(app).open;
}

const accept = (acceptance: Partial<FindingAcceptance>): FindingAcceptance => ({ rule: 'wildcard-resource', reason: 'backup', ...acceptance });

describe('by rule, action or resource', () => {
  test.each<[string, FindingAcceptance[], boolean]>([
    ['the rule', [accept({})], true],
    ['another rule', [accept({ rule: 'wildcard-action' })], false],
    ['a pattern over all actions', [accept({ action: 'dynamodb:*Item' })], true],
    ['a pattern in another case', [accept({ action: 'DynamoDB:*item' })], true],
    ['a pattern over some of the actions', [accept({ action: 'dynamodb:Get*' })], false],
    ['patterns that cover all actions together', [accept({ action: 'dynamodb:Get*' }), accept({ action: 'dynamodb:PutItem' })], true],
    ['a pattern of another service', [accept({ action: 's3:*' })], false],
    ['the resource', [accept({ resource: '*' })], true],
    ['another resource', [accept({ resource: 'arn:aws:dynamodb:*:*:table/orders' })], false],
  ])('%s', (_, acceptances, accepted) => {
    const open = openAfter(TABLES, ...acceptances);
    expect(open.filter(entry => entry.includes('wildcard-resource['))).toEqual(accepted ? [] : [`${WHERE}: wildcard-resource[dynamodb:GetItem,dynamodb:PutItem]`]);
    const unused = open.filter(entry => entry.includes('unused-acknowledgement'));
    expect(unused.length > 0).toBe(!accepted);
  });

  test('what is accepted is listed as suppressed by the CDK', () => {
    const { app, stack } = appWith(TABLES);
    LeastPrivilege.of(stack).acknowledge(accept({ action: 'dynamodb:*', owner: 'payments', expires: '2999-12-31' }));
    expect(verdictOf(app)).toEqual({ passed: true, open: [], suppressed: [`${WHERE}: LeastPrivilege::wildcard-resource[dynamodb:*]`] });
  });
});

describe('what is wrong with an acknowledgement is a finding where it was made', () => {
  const onRole = (id: string): string => `Stack/Role: ${id}`;

  test('it accepts nothing', () => {
    expect(openAfter(QUEUES, accept({ rule: 'wildcard-action', action: 'sqs:*' }), accept({}))).toEqual([onRole('unused-acknowledgement[wildcard-resource]')]);
  });

  test.each<[string, string | undefined, string[]]>([
    ['is past', 'wildcard-action', ['wildcard-action[sqs:*]', 'expired-acknowledgement[wildcard-action]']],
    ['is past, of the precise id', 'wildcard-action[sqs:*]', ['wildcard-action', 'expired-acknowledgement[wildcard-action(sqs:*)]']],
  ])('its day %s: the finding counts again', (_, id, expected) => {
    const { app, role } = appWith(QUEUES);
    Validations.of(role).acknowledge({ id: `LeastPrivilege::${id}`, reason: 'migration (owner: payments, expires: 2020-01-31)' });
    const { open, passed } = verdictOf(app);
    expect(passed).toBe(false);
    expect(open).toEqual([onRole(expected[1]), `${WHERE}: ${expected[0]}`].sort());
  });

  test.each(['soon', '2999-02-31', '2999-13-01'])('its day is none: %s', day => {
    const { app, role } = appWith(QUEUES);
    Validations.of(role).acknowledge({ id: 'LeastPrivilege::wildcard-action', reason: `migration (expires: ${day})` });
    expect(verdictOf(app).open).toContain(onRole('expired-acknowledgement[wildcard-action]'));
  });

  test.each([
    ['LeastPrivilege::wildcard-actions', 'wildcard-actions', 'did you mean `wildcard-action`?'],
    ['LeastPrivilege::wildcard-actions[sqs:*]', 'wildcard-actions(sqs:*)', 'did you mean `wildcard-action[sqs:*]`?'],
    ['LeastPrivilege-wildcard-actions', 'wildcard-actions', 'did you mean `wildcard-action`?'],
    ['LeastPrivilege::something-else-altogether', 'something-else-altogether', 'remove the acknowledgement'],
  ])('its rule does not exist: %s', (id, cause, fix) => {
    const { app, role } = appWith(QUEUES);
    Validations.of(role).acknowledge({ id, reason: 'migration' });
    expect(verdictOf(app).open).toEqual([onRole(`unused-acknowledgement[${cause}]`), `${WHERE}: wildcard-action[sqs:*]`].sort());
    expect(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).toContain(fix);
  });

  test('rules of the app exist, even if they are disabled, and so does what constructs say of themselves', () => {
    const app = new App();
    const own = { id: 'no-sandbox', severity: Severity.ERROR, reference: 'https://wiki.example.com', judge: () => [] };
    LeastPrivilege.of(app).enforce({ ...PROPS, customRules: [own], disabledRules: ['no-sandbox'] });
    const role = roleWith(new Stack(app, 'Stack'), 'Role', { ...QUEUES, Action: 'sqs:SendMessage' });
    Validations.of(role).acknowledge({ id: 'LeastPrivilege::no-sandbox', reason: 'x' }, { id: 'LeastPrivilege::half-grant', reason: 'x' });
    expect(verdictOf(app).open).toEqual([]);
  });

  test('it has no reason', () => {
    const { app, role } = appWith(QUEUES);
    Validations.of(role).acknowledge({ id: 'LeastPrivilege::wildcard-action', reason: '' });
    expect(verdictOf(app).open).toEqual([onRole('acknowledgement-without-reason[wildcard-action]')]);
  });

  test('acknowledgements of other tools and of rules that do not judge are left alone', () => {
    const { app, role } = appWith({ ...QUEUES, Action: 'sqs:SendMessage' });
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5', reason: 'x' }, { id: 'wildcard-actions', reason: 'x' }, { id: 'LeastPrivilege::admin-statement', reason: 'x' });
    expect(verdictOf(app)).toEqual({ passed: true, open: [], suppressed: [] });
  });
});

test.each<[FindingAcceptance, string]>([
  [accept({ rule: 'wildcard-resuorce' }), 'there is no rule `wildcard-resuorce` to acknowledge; did you mean `wildcard-resource`?'],
  [accept({ reason: ' ' }), 'the acknowledgement of `wildcard-resource` has no reason; say why it is right here'],
  [accept({ action: 's3:*', resource: '*' }), 'names both an action and a resource'],
  [accept({ action: '' }), 'names an empty action; leave it out to accept the rule for all'],
  [accept({ resource: '' }), 'names an empty resource; leave it out'],
  [accept({ expires: '31.3.2027' }), 'expires on `31.3.2027`, expected a day such as `2027-03-31`'],
  [accept({ expires: '2027-02-31x' }), 'expected a day'],
  [accept({ expires: '2027-02-31' }), 'expires on `2027-02-31`, expected a day'],
])('%j is refused', (acceptance, message) => {
  const scope: IConstruct = new Stack();
  expect(() => LeastPrivilege.of(scope).acknowledge(acceptance)).toThrow(message);
});
