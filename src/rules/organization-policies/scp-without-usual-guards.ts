import { Severity } from '../../diagnostics/severity';
import { globCovers, toGlob } from '../../policy/glob';
import { JsonValue } from '../../policy/json';
import { Condition, Statement } from '../../policy/statement';
import { Rule } from '../rule';
import { causeOf } from '../wording';

interface Guard {
  readonly name: string;
  /** All of them must be denied. */
  readonly actions: readonly string[];
}

/**
 * What organizations deny to their accounts first. Read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html
 */
const GUARDS: readonly Guard[] = [
  { name: 'leaving the organization', actions: ['organizations:LeaveOrganization'] },
  { name: 'stopping trails', actions: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'] },
  { name: 'taking permissions boundaries off', actions: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'] },
];
const ROOT_USER = 'the root user';

/** Looks at all service control policies of the app together. A Deny with conditions counts: they tell who may still do it. */
export const scpWithoutUsualGuards: Rule = {
  id: 'scp-without-usual-guards',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['S-11'],
  summary: 'no service control policy of the app keeps accounts from undoing what watches over them',
  why: 'An administrator of an account, or whoever has taken one over, can leave the organization, switch off the trail, lift a boundary or work as root, '
    + 'unless a service control policy denies it.',
  accept: 'When policies outside of this app deny it.',
  references: ['https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html'],
  examples: {
    flagged: [
      { title: 'only a region', kind: 'scp', policy: { Statement: [deny('ec2:*', { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } })] } },
    ],
    allowed: [
      {
        title: 'the usual guards',
        kind: 'scp',
        policy: {
          Statement: [
            deny([
              'organizations:LeaveOrganization', 'cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'iam:Delete*PermissionsBoundary',
            ]),
            deny('*', { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' } }),
          ],
        },
      },
    ],
  },

  judgeApp({ sites }) {
    const policies = sites.filter(({ kind }) => kind === 'scp');
    if (policies.length === 0 || policies.some(({ document }) => document.undecided.length > 0)) { return []; }
    const denials = policies.flatMap(({ document }) => document.statements).filter(({ effect }) => effect === 'Deny');
    const missing = GUARDS.filter(({ actions }) => !actions.every(action => denials.some(denial => denies(denial, action)))).map(({ name }) => name);
    if (!denials.some(deniesRoot)) { missing.push(ROOT_USER); }
    return missing.length === 0 ? [] : [{
      cause: causeOf(missing),
      origin: policies[0].origin,
      message: `no service control policy of the app denies ${missing.join(', ')}`,
      fix: 'deny '
        + [...GUARDS.filter(({ name }) => missing.includes(name)).flatMap(({ actions }) => actions.map(action => `\`${action}\``)),
          ...missing.includes(ROOT_USER) ? ['every action where `aws:PrincipalArn` is like `arn:*:iam::*:root`'] : []].join(', '),
    }];
  },
};

function denies({ actions }: Statement, action: string): boolean {
  const wanted = action.toLowerCase();
  const names = actions.values.some(({ text }) => globCovers(toGlob(text).toLowerCase(), wanted));
  return actions.negated ? !names : names;
}

function deniesRoot({ conditions }: Statement): boolean {
  return conditions.some(({ key, operator, values }: Condition) => key.toLowerCase() === 'aws:principalarn' && !operator.negated
    && values.some(({ text }) => toGlob(text).endsWith(':root')));
}

function deny(actions: JsonValue, condition?: JsonValue) {
  return { Effect: 'Deny', Action: actions, Resource: '*', ...condition !== undefined && { Condition: condition } };
}
