import { Severity } from '../../diagnostics/severity';
import { PolicySite } from '../../policy/policy-site';
import { conditionsOn, requiresKey, Statement } from '../../policy/statement';
import { placedAt } from '../principals/placed';
import { Rule } from '../rule';
import { accountPrincipals } from './account-principal';
import { limitedByDenies } from './limited-by-denies';
import { causeOf, listOf } from '../wording';

const ID = { StringEquals: { 'sts:ExternalId': '6f1d2c84a97be035' } };

export const sharedExternalId: Rule = {
  id: 'shared-external-id',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['T-10'],
  summary: 'trust policies of the app use one ExternalId for several other accounts',
  why: 'Each of the accounts knows the id that the others must present. An id protects when only its two sides know it.',
  accept: 'When the accounts belong to one company.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html'],
  examples: {
    flagged: [
      {
        title: 'two vendors, one id',
        kind: 'trust',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/scanner' }, Action: 'sts:AssumeRole', Condition: ID },
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/backup' }, Action: 'sts:AssumeRole', Condition: ID },
          ],
        },
      },
    ],
    allowed: [
      {
        title: 'an id for each',
        kind: 'trust',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/scanner' }, Action: 'sts:AssumeRole', Condition: ID },
            {
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::444455556666:role/backup' },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'sts:ExternalId': 'f0c51a9e7d2b48c6' } },
            },
          ],
        },
      },
      {
        title: 'two roles for one vendor, in a statement that is no list',
        kind: 'trust',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: ['arn:aws:iam::111122223333:role/scanner', 'arn:aws:iam::111122223333:role/reporter'] },
            Action: 'sts:AssumeRole',
            Condition: ID,
          },
        },
      },
    ],
  },

  judgeApp(app) {
    const uses = new Map<string, IdUse>();
    for (const site of app.sites) {
      if (site.kind === 'trust') { site.document.statements.forEach(statement => collect(statement, site, uses)); }
    }
    return [...uses.values()].flatMap(({ accounts, places }) => accounts.size < 2 ? [] : [...places].map(([site, path]) => placedAt(site, {
      cause: causeOf(accounts),
      path,
      message: `accounts ${listOf([...accounts].sort())} are asked for the same ExternalId`,
      fix: 'agree on an id with each account by itself: `openssl rand -hex 16`',
    })));
  },
};

/** The accounts that are asked for one ExternalId, and the first statement of each policy that does. */
interface IdUse {
  readonly accounts: Set<string>;
  readonly places: Map<PolicySite, string>;
}

function collect(statement: Statement, site: PolicySite, uses: Map<string, IdUse>): void {
  if (statement.effect !== 'Allow') { return; }
  const own = idsAskedBy(statement);
  // A Deny may list the ids of several statements.
  const ids = own.length > 0 ? own : idsAskedBy(limitedByDenies(statement, site));
  if (ids.length === 0) { return; }
  const accounts = accountPrincipals(statement).flatMap(({ account }) => account?.literal ?? []);
  if (accounts.length === 0) { return; }
  for (const id of ids) {
    const use = uses.get(id) ?? { accounts: new Set(), places: new Map() };
    uses.set(id, use);
    for (const account of accounts) { use.accounts.add(account); }
    if (!use.places.has(site)) { use.places.set(site, statement.path); }
  }
}

function idsAskedBy(statement: Statement): readonly string[] {
  return conditionsOn(statement, 'sts:ExternalId').filter(requiresKey).flatMap(({ values }) => values.flatMap(({ text }) => text.literal ?? []));
}
