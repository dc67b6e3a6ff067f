import { Severity } from '../../diagnostics/severity';
import { SymbolicText } from '../../policy/symbolic-text';
import { withActions } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { stableText } from './stable-text';
import { causeOf, listOf } from '../wording';

export const broadTrustAction: Rule = {
  id: 'broad-trust-action',
  severity: Severity.ERROR,
  checks: ['T-11'],
  summary: 'a trust policy allows more than taking the role',
  why: 'With `sts:*` the caller also sets tags, source identity and whatever STS adds later, and conditions elsewhere that rest on these can be met at will. '
    + 'Actions of other services IAM refuses.',
  accept: 'Never: the actions can be named.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  ],
  examples: {
    flagged: [
      {
        title: 'all of STS, in a statement that is no list',
        kind: 'trust',
        policy: { Statement: { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/deploy' }, Action: 'sts:*' } },
      },
      {
        title: 'everything',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: ['sts:AssumeRole', '*'] }] },
      },
      {
        title: 'an action of another service',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: ['sts:AssumeRole', 's3:GetObject'] }] },
      },
      {
        title: 'all but one action',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, NotAction: 'sts:TagSession' }] },
      },
    ],
    allowed: [
      {
        title: 'the actions by name',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }] },
      },
      {
        title: 'a Deny restricts',
        kind: 'trust',
        policy: {
          Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement, { document }) {
    const { effect, actions } = statement;
    if (effect !== 'Allow') { return NO_VIOLATIONS; }
    const broad = actions.negated ? actions.values : actions.values.filter(({ text }) => text.literal !== undefined && !/^sts:[a-z]+$/i.test(text.literal));
    if (broad.length === 0) { return NO_VIOLATIONS; }
    const names = listOf(broad.map(({ text }) => text.toString()));
    return [{
      cause: causeOf(broad.map(({ text }) => `${actions.negated ? 'not ' : ''}${stableText(text)}`)),
      message: actions.negated ? `all actions but ${names} are allowed to who takes the role` : `${names} is more than taking a role asks for`,
      fix: 'write `sts:AssumeRole` (for identity providers `sts:AssumeRoleWithWebIdentity` or `sts:AssumeRoleWithSAML`), '
        + 'and `sts:TagSession` or `sts:SetSourceIdentity` only where the caller needs it',
      // What stands for actions of STS may be needed.
      ...broad.every(({ text }) => isOfAnotherService(text)) && {
        replacement: withActions(statement, document, value => broad.includes(value) ? undefined : value),
      },
      actions: broad.map(({ text }) => text.toString()),
    }];
  },
};

function isOfAnotherService({ literal = '' }: SymbolicText): boolean {
  return /^[a-z0-9-]+:/i.test(literal) && !/^sts:/i.test(literal);
}
