/** What AWS asks for besides the action itself is part of every intent that gives the action, or the reason why not stands here. */
import { readdirSync } from 'fs';
import { join } from 'path';
import { Intent } from './intents/intent';
import { DEPENDENT_ACTIONS } from '../../src/catalog/dependent-actions';

const INTENTS: Intent[] = readdirSync(join(__dirname, 'intents'))
  .filter((file) => file.endsWith('-grants.ts'))
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  .flatMap((file) => require(`./intents/${file}`).INTENTS);

/** Needs that an intent leaves out, by its call and scope. */
const LEFT_OUT: { readonly [intent: string]: { readonly [needed: string]: string } } = {
  'ScopedAccessPointGrants.read where the bucket policy leaves the decision to the access point': { 'kms:Decrypt': 'a bucket without a key of its own' },
  'ScopedConfigurationGrants.read': { 'kms:Decrypt': 'a configuration without a key of its own; `under a key` has it' },
  'ScopedRedshiftClusterGrants.runStatements with a secret': { 'kms:Decrypt': 'a secret without a key of its own' },
  'ScopedRoleGrants.assumeRole': {
    'sts:TagSession': 'no `sessionTags`: the session carries none',
    'sts:SetSourceIdentity': 'no `sourceIdentity`: the session sets none',
  },
  'ScopedRoleGrants.assumeRole with an external id, a session name and a source identity': { 'sts:TagSession': 'no `sessionTags`: the session carries none' },
  'ScopedRoleGrants.assumeRole with session tags, per tenant': { 'sts:SetSourceIdentity': 'no `sourceIdentity`: the session sets none' },
  'ScopedSessionGrants.start of one document': { 'kms:GenerateDataKey': 'sessions without a key of their own; `encryptionKey` adds it' },
  'ScopedSessionGrants.start on the instances of a team': { 'kms:GenerateDataKey': 'sessions without a key of their own; `encryptionKey` adds it' },
  'ScopedVectorIndexGrants.list': { 's3vectors:GetVectors': 'keys only; data and metadata are the intent `read`' },
  'ScopedVectorIndexGrants.query': { 's3vectors:GetVectors': 'no `withMetadata`: keys and distances only' },
};

const missing = INTENTS.flatMap(({ call, scope, actions }) => DEPENDENT_ACTIONS.filter(({ action }) => actions.includes(action))
  .flatMap(({ action, needs, when }) => needs.filter((needed) => !actions.includes(needed))
    .map((needed) => ({ intent: scope ? `${call} ${scope}` : call, needed, because: `${action}, ${when}` }))));

test('every intent grants what its actions need, or the reason why not is written down', () => {
  expect(missing.filter(({ intent, needed }) => !LEFT_OUT[intent]?.[needed])).toEqual([]);
});

test('no reason is out of date', () => {
  const written = Object.entries(LEFT_OUT).flatMap(([intent, needs]) => Object.keys(needs).map((needed) => `${intent}: ${needed}`));
  const real = missing.map(({ intent, needed }) => `${intent}: ${needed}`);
  expect(written.filter((row) => !real.includes(row))).toEqual([]);
});
