import * as ses from 'aws-cdk-lib/aws-ses';
import { Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedEmailIdentityGrants, SendEmailGrantOptions } from '../../../src/grants/email-identity-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:ses:${REGION}:${ACCOUNT}:identity/example.com`;
const SET = `arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/tracked`;
const IDENTITIES: Kinds<ses.IEmailIdentityRef> = {
  L2: (stack) => new ses.EmailIdentity(stack, 'Target', {
    identity: ses.Identity.domain('example.com'), configurationSet: new ses.ConfigurationSet(stack, 'Set'),
  }),
  L1: (stack) => new ses.CfnEmailIdentity(stack, 'Target', {
    emailIdentity: 'example.com', configurationSetAttributes: { configurationSetName: new ses.CfnConfigurationSet(stack, 'Set').ref },
  }),
  imported: (stack) => ses.EmailIdentity.fromEmailIdentityName(stack, 'Target', 'example.com'),
};
const grant = (method: 'send' | 'sendRaw', options: SendEmailGrantOptions = {}) =>
  onEach(IDENTITIES, (identity, role) => ScopedEmailIdentityGrants.fromEmailIdentity(identity)[method](role, options));

export const INTENTS: Intent[] = [
  {
    call: 'ScopedEmailIdentityGrants.send',
    actions: ['ses:SendEmail'],
    grant: grant('send'),
    cdk: {
      call: 'EmailIdentity.grantSendEmail',
      grant: (stack, role) => (IDENTITIES.L2!(stack) as ses.EmailIdentity).grantSendEmail(role),
    },
    allows: [request('ses:SendEmail', ARN)],
    denies: [
      request('ses:SendEmail', `arn:aws:ses:${REGION}:${ACCOUNT}:identity/example.org`),
      ...requests(['ses:SendRawEmail', 'ses:SendBulkEmail', 'ses:DeleteIdentity', 'ses:PutIdentityPolicy'], ARN),
    ],
  },
  {
    call: 'ScopedEmailIdentityGrants.send',
    scope: 'of one sender to one domain through one configuration set, per tenant',
    actions: ['ses:SendEmail'],
    tags: { tenant: 'blue' },
    grant: onEach(IDENTITIES, (identity, role, stack) => ScopedEmailIdentityGrants.fromEmailIdentity(identity).send(role, {
      fromAddresses: ['${aws:PrincipalTag/tenant}@example.com'],
      recipients: ['*@customers.example.org'],
      configurationSets: [ses.ConfigurationSet.fromConfigurationSetName(stack, 'Named', 'tracked')],
    })),
    allows: [
      request('ses:SendEmail', ARN, { 'ses:FromAddress': 'blue@example.com', 'ses:Recipients': ['a@customers.example.org', 'b@customers.example.org'] }),
      request('ses:SendEmail', SET, { 'ses:FromAddress': 'blue@example.com', 'ses:Recipients': ['a@customers.example.org'] }),
    ],
    denies: [
      request('ses:SendEmail', ARN, { 'ses:FromAddress': 'green@example.com', 'ses:Recipients': ['a@customers.example.org'] }),
      request('ses:SendEmail', ARN, { 'ses:FromAddress': 'blue@example.com', 'ses:Recipients': ['a@customers.example.org', 'x@evil.example'] }),
      request('ses:SendEmail', ARN, { 'ses:FromAddress': 'blue@example.com' }),
      request('ses:SendEmail', `${SET}-other`, { 'ses:FromAddress': 'blue@example.com', 'ses:Recipients': ['a@customers.example.org'] }),
    ],
  },
  {
    call: 'ScopedEmailIdentityGrants.sendRaw',
    actions: ['ses:SendRawEmail'],
    grant: grant('sendRaw'),
    allows: [request('ses:SendRawEmail', ARN)],
    denies: [request('ses:SendRawEmail', `arn:aws:ses:${REGION}:${ACCOUNT}:identity/example.org`), request('ses:SendEmail', ARN)],
  },
];
