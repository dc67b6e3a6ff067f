import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { aboutGrants, asksForMfa, limitsOne, namedGrants, namesOf } from './sensitive-grants';

/** Keys that say what for, in lower case: the product that is bought, and the AWS service that buys it for the caller. */
export const PURCHASE_LIMITS: ReadonlySet<string> = new Set(['aws-marketplace:productid', 'aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast']);

export const billingOrAccountAction: Rule = {
  id: 'billing-or-account-action',
  severity: Severity.WARNING,
  checks: ['X-10'],
  summary: 'a policy names an action that buys, pays, changes contracts or closes accounts',
  why: 'These concern the company and not a workload: a purchase for three years, a domain that is given away, an account that is closed with all that is in it.',
  accept: 'For the roles of finance and of those who run the organization, assumed by people with MFA.',
  references: [
    'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/managed-policies.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'leaving the organization, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'organizations:LeaveOrganization', Resource: '*' } },
      },
      {
        title: 'buying in the marketplace',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'], Resource: '*' }] },
      },
    ],
    allowed: [
      {
        title: 'looking at costs',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['ce:GetCostAndUsage', 'organizations:DescribeOrganization'], Resource: '*' }] },
      },
      {
        title: 'one product of the marketplace',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow', Action: 'aws-marketplace:Subscribe', Resource: '*', Condition: { 'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': ['prod-1a2b'] } },
          }],
        },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 'account:CloseAccount', Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    const grants = namedGrants(site.document, 'account').filter(({ statement }) => !limitsOne(statement, PURCHASE_LIMITS) && !asksForMfa(statement));
    if (grants.length === 0) { return NO_VIOLATIONS; }
    return [{
      ...aboutGrants(grants, site),
      message: `${namesOf(grants)} ${grants.length === 1 ? 'concerns' : 'concern'} the account and its bills, not a workload`,
      fix: 'leave the action out; give it to a role that people assume with MFA',
    }];
  },
};
