/**
 * Counts steps between roles of the app only. A circle is `role-trust-cycle`.
 */
import { arnOf, roleOf, trusting } from './example-app';
import { trustedRoles } from './role-trust';
import { Severity } from '../../diagnostics/severity';
import { Identity } from '../../policy/policy-site';
import { PlacedViolation, Rule } from '../rule';

export const roleChain: Rule = {
  id: 'role-chain',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['T-14'],
  summary: 'a role of the app takes a second one, and that one a third',
  why: 'The first has the rights of the last though no policy of it says so, and a session that is taken over a role ends after an hour, whatever is set.',
  accept: 'When the role in the middle is a gate that must be passed on purpose, such as one of an account for all tools.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html#iam-term-role-chaining',
    'https://repost.aws/knowledge-center/iam-role-chaining-limit',
  ],
  examples: {
    flagged: [{
      title: 'a function that gets at the ledger over two roles',
      resources: { Function: roleOf('lambda.amazonaws.com'), Reader: trusting({ AWS: arnOf('Function') }), Ledger: trusting({ AWS: arnOf('Reader') }) },
    }],
    allowed: [{
      title: 'a function that takes one role',
      resources: { Function: roleOf('lambda.amazonaws.com'), Reader: trusting({ AWS: arnOf('Function') }), Ledger: trusting({ AWS: arnOf('Function') }) },
    }],
  },

  judgeApp(inventory) {
    const trusted = trustedRoles(inventory);
    const found: PlacedViolation[] = [];
    for (const [last, callers] of trusted) {
      const chain = firstChain(last, callers, trusted);
      if (!chain) { continue; }
      const [first, middle] = chain.map(({ origin }) => origin.logicalId);
      found.push({
        origin: last.origin,
        cause: '',
        path: 'AssumeRolePolicyDocument',
        message: `\`${first}\` can take \`${middle}\`, which can take this role: \`${first}\` has its rights as well`,
        fix: `let the role trust \`${first}\` alone if that needs it, or take \`${middle}\` out of the trust policy`,
      });
    }
    return found;
  },
};

function firstChain(
  last: Identity, callers: ReadonlySet<Identity>, trusted: ReadonlyMap<Identity, ReadonlySet<Identity>>,
): readonly Identity[] | undefined {
  for (const middle of callers) {
    if (middle === last) { continue; }
    for (const first of trusted.get(middle) ?? []) {
      if (first !== middle && first !== last) { return [first, middle]; }
    }
  }
  return undefined;
}
