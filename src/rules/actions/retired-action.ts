/**
 * A wildcard is retired when all that it stands for is; a Deny of what is ended is silent, as AWS may still take the action somewhere.
 */
import { matchesName } from '../../catalog/name-pattern';
import { Severity } from '../../diagnostics/severity';
import { rememberFor } from '../../policy/remember';
import { PolicyElement } from '../../policy/statement';
import { actionPatterns, servicesIn } from '../action-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { RETIRED_ACTIONS, RetiredActions } from './retired-actions';

export const retiredAction: Rule = {
  id: 'retired-action',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['A-09'],
  summary: 'an action is allowed that AWS has ended',
  why: 'The action gives nothing any more; what the workload needs instead is another service or another action.',
  accept: 'When the account is in a partition in which AWS has not ended it.',
  references: [
    'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/migrate-granularaccess-iam-mapping-reference.html',
    'https://docs.aws.amazon.com/elastictranscoder/latest/developerguide/accessing.html',
    'https://docs.aws.amazon.com/qldb/latest/developerguide/document-history.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the coarse actions of the billing console, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['aws-portal:ViewBilling', 'aws-portal:ViewAccount'], Resource: '*' } },
      },
      {
        title: 'a service that was ended',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'qldb:SendCommand', Resource: 'arn:aws:qldb:eu-west-1:111122223333:ledger/orders' }],
        },
      },
    ],
    allowed: [
      {
        title: 'the finer actions',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['billing:GetBillingData', 'account:GetAccountInformation'], Resource: '*' }] },
      },
      {
        title: 'a Deny of what was ended',
        kind: 'scp',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'aws-portal:*', Resource: '*' }] },
      },
    ],
  },

  judgePolicy({ document }) {
    let found: Map<RetiredActions, { readonly path: string; readonly names: string[] }> | undefined;
    for (const { effect, actions, path } of document.statements) {
      if (effect === 'Deny' || actions.negated) { continue; }
      for (const { name, retired } of retiredActions(actions)) {
        found ??= new Map();
        const group = found.get(retired) ?? { path, names: [] };
        found.set(retired, group);
        group.names.push(name);
      }
    }
    return found === undefined ? NO_VIOLATIONS : [...found].map(([{ what, instead }, { path, names }]) => ({
      cause: causeOf(names),
      path,
      message: `${listOf(names)} ${names.length === 1 ? 'gives' : 'give'} nothing any more: ${what}`,
      fix: `allow ${instead}, or remove ${names.length === 1 ? 'it' : 'them'}`,
      actions: names,
    }));
  },
};

const NOTHING: readonly { readonly name: string; readonly retired: RetiredActions }[] = [];
const SERVICES = new Set(RETIRED_ACTIONS.map(({ pattern }) => pattern.slice(0, pattern.indexOf(':'))));

function retiredActions(element: PolicyElement): typeof NOTHING {
  return servicesIn(element).some(service => SERVICES.has(service)) ? retiredAmong(element) : NOTHING;
}

const retiredAmong = rememberFor((element: PolicyElement): typeof NOTHING => actionPatterns(element).flatMap(({ name, service }) => {
  if (!SERVICES.has(service)) { return NOTHING; }
  const retired = RETIRED_ACTIONS.find(({ pattern }) => matchesName(pattern, name.toLowerCase()));
  return retired ? [{ name, retired }] : NOTHING;
}));
