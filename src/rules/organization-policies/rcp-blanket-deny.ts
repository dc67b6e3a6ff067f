import { Severity } from '../../diagnostics/severity';
import { isEverything } from '../../policy/everything';
import { actionPatterns } from '../action-pattern';
import { namesEveryone } from '../everyone';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

export const rcpBlanketDeny: Rule = {
  id: 'rcp-blanket-deny',
  severity: Severity.WARNING,
  checks: ['S-10'],
  summary: 'a resource control policy denies a whole service to everyone, without a condition',
  why: 'Nobody reaches any resource of the service in the accounts below, administrators and root users included. '
    + 'It takes the management account of the organization to undo it.',
  accept: 'To close a service for good in accounts that have nothing in it.',
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
  ],
  examples: {
    flagged: [
      {
        title: 'no condition',
        kind: 'rcp',
        policy: { Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' } },
      },
    ],
    allowed: [
      {
        title: 'one action',
        kind: 'rcp',
        policy: { Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:PutBucketPublicAccessBlock', Resource: '*' }] },
      },
      {
        title: 'a condition',
        kind: 'rcp',
        policy: {
          Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } }],
        },
      },
      {
        title: 'one resource',
        kind: 'rcp',
        policy: { Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::quarantine/*' }] },
      },
    ],
  },
  kinds: ['rcp'],

  judgeStatement({ effect, actions, resources, principals, conditions, path }, { document }) {
    if (effect !== 'Deny' || conditions.length > 0 || actions.negated || !namesEveryone(principals) || !isEverything(resources)) { return NO_VIOLATIONS; }
    const whole = actionPatterns(actions).filter(({ text }) => /^[^:*?]+:\*+$/.test(text)).map(({ text }) => text);
    if (whole.length === 0 || document.undecided.some(part => part.path.startsWith(path))) { return NO_VIOLATIONS; }
    return [{
      cause: causeOf(whole),
      message: `${listOf(whole)} ${whole.length === 1 ? 'is' : 'are'} denied to everyone on every resource, with no condition`,
      fix: 'add the condition that tells whom to keep out, or name the actions that nobody may use',
      actions: whole,
    }];
  },
};
