/**
 * The way from a strong identity to where its strength comes from, in words.
 */
import { Escalations } from './escalations';
import { Identity } from '../../policy/policy-site';

/** Longer ways are cut in messages. */
const MOST_STEPS = 4;

/** The identities on the way, the given one first, and why the last is strong. */
export function chainFrom(first: Identity, escalations: Escalations): { readonly steps: readonly Identity[]; readonly why: string } {
  const steps = [first];
  let strength = escalations.strengthOf(first);
  while (strength?.via && steps.length <= MOST_STEPS) {
    steps.push(strength.via);
    strength = escalations.strengthOf(strength.via);
  }
  return { steps, why: strength?.why || 'leads on to an administrator' };
}

/** `` the role `Deployer`, which can become `Admin`, which administers the account ``. */
export function describeStrong(first: Identity, escalations: Escalations): string {
  const { steps: [, ...others], why } = chainFrom(first, escalations);
  const through = others.map(({ origin }) => `which can become \`${origin.logicalId}\`, `).join('');
  return `the ${first.type} \`${first.origin.logicalId}\`, ${through}which ${why}`;
}
