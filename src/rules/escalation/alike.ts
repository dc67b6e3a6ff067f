/**
 * Holders of whom the same can be said: their policies say the same, about everything, and ask nothing of who they are. What one of them can
 * do, the others can, so it is worked out once.
 */
import { Grant } from './access';
import { Gains } from './gains';
import { Holder } from './holder';
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { rememberFor } from '../../policy/remember';
import { boundaryDocument } from '../boundaries/boundary-documents';

const ABOUT_WHO_ASKS = /^aws:(?:principal|user)/i;

let documents = 0;
const numberOf = rememberFor((_: PolicyDocument): number => ++documents);

/** The same text for holders that are alike; `undefined` for one that is like no other. */
export function likenessOf({ identity, type, environment: { account, region }, sources }: Holder): string | undefined {
  const boundary = identity && boundaryDocument(identity);
  const all = [...sources.map(({ document }) => document), ...boundary ? [boundary] : []];
  return all.every(isImpersonal) ? [type, account, region, boundary !== undefined, ...all.map(numberOf)].join() : undefined;
}

const isImpersonal = rememberFor(({ statements }: PolicyDocument): boolean => statements.every(({ resources, conditions }) => (
  isEverything(resources) && conditions.every(({ key, values }) => !ABOUT_WHO_ASKS.test(key) && values.every(({ text }) => !text.toString().includes('${')))
)));

/** What is found of the one, said of the other. */
export function copyGains(from: Gains, to: Gains): void {
  const own = <G extends Grant>(grant: G): G => asOwn(grant, from, to);
  to.abilities.push(...from.abilities.map(own));
  to.passings.push(...from.passings.map(passing => ({ ...passing, grants: passing.grants.map(own) })));
  to.takeovers.push(...from.takeovers.map(takeover => ({ ...takeover, grants: takeover.grants.map(own) })));
  to.assumesAny = from.assumesAny && own(from.assumesAny);
}

function asOwn<G extends Grant>(grant: G, from: Gains, to: Gains): G {
  const { witness } = grant;
  const [asked, asks] = witness.principal.id === from.user.principal.id ? [from.user, to.user] : [from.role, to.role];
  const resource = witness.resource === asked.principal.id ? asks.principal.id : witness.resource;
  return { ...grant, witness: { ...witness, principal: asks.principal, resource } };
}
