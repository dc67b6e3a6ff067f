import { App, CfnParameter, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ses from 'aws-cdk-lib/aws-ses';
import { ACCOUNT, foreignRole, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedEmailIdentityGrants, SendEmailGrantOptions } from '../../src/grants/email-identity-grants';

const imported = (stack: Stack) => ScopedEmailIdentityGrants.fromEmailIdentity(ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com'));
const setArn = (name: unknown) =>
  ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ses:${REGION}:${ACCOUNT}:configuration-set/`, name]] });

test.each<[SendEmailGrantOptions, RegExp]>([
  [{ fromAddresses: [] }, /ScopedEmailIdentityGrants.send: `fromAddresses` is \[\]; expected at least one value/],
  [{ fromAddresses: ['*@example.com'] }, /`fromAddresses` has '\*@example.com', but it is compared exactly/],
  [{ fromAddresses: ['example.com'] }, /`fromAddresses` holds 'example.com', which is no mail address.*'orders@example.com'/],
  [{ recipients: [] }, /`recipients` is \[\]/],
  [{ recipients: ['*'] }, /`recipients` has '\*', which fits anything/],
  [{ recipients: ['example.com'] }, /`recipients` holds 'example.com', which is no mail address.*'\*@example.com'/],
  [{ configurationSets: [] }, /`configurationSets` is \[\]/],
])('send with %j is an error', (options, message) => {
  const stack = newStack();
  expect(() => imported(stack).send(newRole(stack), options)).toThrow(message);
});

test('addresses may be tokens, each and as a whole', () => {
  const stack = newStack();
  const recipients = new CfnParameter(stack, 'Recipients', { type: 'CommaDelimitedList' }).valueAsList;
  const sender = new CfnParameter(stack, 'Sender').valueAsString;
  imported(stack).sendRaw(newRole(stack), { fromAddresses: [sender], recipients });
  expect(statementsOf(stack)[0].Condition).toEqual({
    'ForAllValues:StringLike': { 'ses:Recipients': { Ref: 'Recipients' } },
    'Null': { 'ses:Recipients': 'false' },
    'StringEquals': { 'ses:FromAddress': { Ref: 'Sender' } },
  });
});

test('a policy variable may stand for a whole address', () => {
  const stack = newStack();
  const role = newRole(stack);
  Tags.of(role).add('mail', 'orders@example.com');
  imported(stack).send(role, { fromAddresses: ['${aws:PrincipalTag/mail}'], recipients: ['a@example.org'] });
  expect(statementsOf(stack)[0].Condition).toEqual({
    'ForAllValues:StringEquals': { 'ses:Recipients': 'a@example.org' },
    'Null': { 'ses:Recipients': 'false' },
    'StringEquals': { 'ses:FromAddress': '${aws:PrincipalTag/mail}' },
  });
});

describe('configuration sets', () => {
  test.each<[string, (stack: Stack) => ses.IEmailIdentityRef, unknown]>([
    ['the default one of an L2 identity', (stack) => new ses.EmailIdentity(stack, 'I', {
      identity: ses.Identity.domain('example.com'), configurationSet: new ses.ConfigurationSet(stack, 'Set'),
    }), { Ref: 'Set5432AD3D' }],
    ['the default one of an L1 identity', (stack) => new ses.CfnEmailIdentity(stack, 'I', {
      emailIdentity: 'example.com', configurationSetAttributes: { configurationSetName: new ses.CfnConfigurationSet(stack, 'Set').ref },
    }), { Ref: 'Set' }],
  ])('%s', (_, make, name) => {
    const stack = newStack();
    ScopedEmailIdentityGrants.fromEmailIdentity(make(stack)).send(newRole(stack), { recipients: ['a@example.org'] });
    expect(statementsOf(stack)[1]).toEqual({ Action: 'ses:SendEmail', Effect: 'Allow', Resource: setArn(name) });
  });

  test('given ones replace the default one', () => {
    const stack = newStack();
    const identity = new ses.CfnEmailIdentity(stack, 'I', { emailIdentity: 'example.com', configurationSetAttributes: { configurationSetName: 'default' } });
    const given = ses.ConfigurationSet.fromConfigurationSetName(stack, 'Set', 'tracked');
    ScopedEmailIdentityGrants.fromEmailIdentity(identity).send(newRole(stack), { configurationSets: [given] });
    expect(JSON.stringify(statementsOf(stack))).toContain(':configuration-set/tracked');
    expect(JSON.stringify(statementsOf(stack))).not.toContain(':configuration-set/default');
  });

  test('none where none is named', () => {
    const stack = newStack();
    ScopedEmailIdentityGrants.fromEmailIdentity(new ses.CfnEmailIdentity(stack, 'I', { emailIdentity: 'example.com' })).send(newRole(stack));
    expect(statementsOf(stack)).toHaveLength(1);
  });
});

test('a grantee of another account is told what to add to the sending authorization policy', () => {
  const app = new App();
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  imported(newStack(app)).send(foreignRole(other));
  Annotations.fromStack(other).hasWarning('*', Match.stringLikeRegexp("add to the sending authorization policy of 'Stack/Identity' in account 111122223333"));
});
