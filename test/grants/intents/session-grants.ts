import { Intent, request, requests } from './intent';
import { ScopedSessionGrants } from '../../../src/grants/session-grants';
import { ACCOUNT, REGION } from '../testing';

const INSTANCE = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0123456789abcdef0`;
const SSM = `arn:aws:ssm:${REGION}:${ACCOUNT}`;
const SHELL = `${SSM}:document/SSM-SessionManagerRunShell`;
const USER = 'AROA123456789EXAMPLE:anna';
const taggedAs = (value: string) => ({ 'ssm:resourceTag/team': value });
const sessionOf = (user: string) => ({ 'aws:userid': USER, 'ssm:resourceTag/aws:ssmmessages:session-id': user });
const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`);
const OWN = ['ssm:ResumeSession', 'ssm:TerminateSession'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedSessionGrants.start',
    scope: 'on the instances of a team',
    actions: ['ssm:StartSession', ...OWN, 'ssmmessages:OpenDataChannel'],
    grant: { none: (_, role) => ScopedSessionGrants.fromTaggedInstances({ team: 'orders' }).start(role) },
    allows: [
      request('ssm:StartSession', INSTANCE, taggedAs('orders')),
      request('ssm:StartSession', SHELL),
      ...requests(OWN, `${SSM}:session/anna-0123456789abcdef0`, sessionOf(USER)),
      request('ssmmessages:OpenDataChannel', '*'),
    ],
    denies: [
      request('ssm:StartSession', INSTANCE),
      request('ssm:StartSession', INSTANCE, taggedAs('payments')),
      request('ssm:StartSession', `${SSM}:document/AWS-StartSSHSession`),
      ...requests(OWN, `${SSM}:session/bert-0123456789abcdef0`, sessionOf('AROA123456789EXAMPLE:bert')),
      request('ssm:SendCommand', INSTANCE, taggedAs('orders')),
    ],
  },
  {
    call: 'ScopedSessionGrants.start',
    scope: 'of one document',
    actions: ['ssm:StartSession', ...OWN, 'ssmmessages:OpenDataChannel'],
    grant: { none: (_, role) => ScopedSessionGrants.fromTaggedInstances({ team: 'orders' }).start(role, { documents: ['orders-tunnel'] }) },
    allows: [
      request('ssm:StartSession', INSTANCE, { ...taggedAs('orders'), 'ssm:SessionDocumentAccessCheck': 'true' }),
      request('ssm:StartSession', `${SSM}:document/orders-tunnel`),
      ...requests(OWN, `${SSM}:session/anna-0123456789abcdef0`, sessionOf(USER)),
      request('ssmmessages:OpenDataChannel', '*'),
    ],
    denies: [
      request('ssm:StartSession', INSTANCE, { ...taggedAs('orders'), 'ssm:SessionDocumentAccessCheck': 'false' }),
      request('ssm:StartSession', SHELL),
    ],
  },
  {
    call: 'ScopedSessionGrants.receive',
    actions: ['ssm:UpdateInstanceInformation', ...CHANNELS],
    grant: { none: (_, role) => ScopedSessionGrants.fromTaggedInstances({ team: 'orders' }).receive(role) },
    allows: [request('ssm:UpdateInstanceInformation', INSTANCE), ...requests(CHANNELS, '*')],
    denies: [
      request('ssm:StartSession', INSTANCE),
      request('ssm:UpdateInstanceInformation', `${SSM}:managed-instance/mi-0123456789abcdef0`),
      request('ssm:GetParameter', `${SSM}:parameter/orders`),
    ],
  },
];
