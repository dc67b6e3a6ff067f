import * as route53 from 'aws-cdk-lib/aws-route53';
import { Context, Intent, Kinds, onEach, request, requests } from './intent';
import { RecordChangeGrantOptions, ScopedHostedZoneGrants } from '../../../src/grants/hosted-zone-grants';

const ZONE = 'arn:aws:route53:::hostedzone/Z1ABCDEF234567';
const CHANGE = 'arn:aws:route53:::change/C2682N5HXP0BZ4';
const ZONES: Kinds<route53.IHostedZoneRef> = {
  L2: (stack) => new route53.PublicHostedZone(stack, 'Target', { zoneName: 'example.com' }),
  L1: (stack) => new route53.CfnHostedZone(stack, 'Target', { name: 'example.com' }),
  imported: (stack) => route53.HostedZone.fromHostedZoneId(stack, 'Target', 'Z1ABCDEF234567'),
};
type Method = 'changeRecords' | 'listRecords' | 'findByName';
const grant = (method: Method, options: RecordChangeGrantOptions = {}) =>
  onEach(ZONES, (zone, role) => ScopedHostedZoneGrants.fromHostedZone(zone)[method](role, options));

const batch = (names: string[], types: string[], actions: string[]): Context => ({
  'route53:ChangeResourceRecordSetsNormalizedRecordNames': names,
  'route53:ChangeResourceRecordSetsRecordTypes': types,
  'route53:ChangeResourceRecordSetsActions': actions,
});
const change = (context?: Context) => request('route53:ChangeResourceRecordSets', ZONE, context);
const PROOF = '_acme-challenge.example.com';

export const INTENTS: Intent[] = [
  {
    call: 'ScopedHostedZoneGrants.changeRecords',
    actions: ['route53:ChangeResourceRecordSets', 'route53:GetChange'],
    grant: grant('changeRecords'),
    allows: [change(batch(['www.example.com'], ['A'], ['DELETE'])), request('route53:GetChange', CHANGE)],
    denies: [
      request('route53:ChangeResourceRecordSets', `${ZONE}8`),
      ...requests(['route53:ListResourceRecordSets', 'route53:DeleteHostedZone', 'route53:AssociateVPCWithHostedZone'], ZONE),
    ],
  },
  {
    call: 'ScopedHostedZoneGrants.changeRecords',
    scope: 'for the proof of a certificate',
    actions: ['route53:ChangeResourceRecordSets', 'route53:GetChange'],
    grant: grant('changeRecords', { names: ['_ACME-challenge.example.com.', '*.example.com'], types: ['TXT'], actions: ['UPSERT', 'DELETE'] }),
    allows: [
      change(batch([PROOF], ['TXT'], ['UPSERT'])),
      change(batch([PROOF, '\\052.example.com'], ['TXT'], ['UPSERT', 'DELETE'])),
      request('route53:GetChange', CHANGE),
    ],
    denies: [
      change(),
      change(batch(['www.example.com'], ['TXT'], ['UPSERT'])),
      change(batch([PROOF, 'www.example.com'], ['TXT'], ['UPSERT'])),
      change(batch([PROOF], ['A'], ['UPSERT'])),
      change(batch([PROOF], ['TXT'], ['CREATE'])),
    ],
  },
  {
    call: 'ScopedHostedZoneGrants.listRecords',
    actions: ['route53:ListResourceRecordSets'],
    grant: grant('listRecords'),
    allows: [request('route53:ListResourceRecordSets', ZONE)],
    denies: [request('route53:ListResourceRecordSets', `${ZONE}8`), change(), request('route53:ListHostedZones', '*')],
  },
  {
    call: 'ScopedHostedZoneGrants.findByName',
    actions: ['route53:ListHostedZonesByName'],
    grant: grant('findByName'),
    allows: [request('route53:ListHostedZonesByName', '*')],
    denies: [request('route53:ListHostedZones', '*'), request('route53:ListResourceRecordSets', ZONE)],
  },
];
