import { Severity } from '../../diagnostics/severity';
import { withPrincipalsByCondition } from '../principals/principals-by-condition';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';

export const trustNotPrincipal: Rule = {
  id: 'trust-not-principal',
  severity: Severity.ERROR,
  checks: ['T-01'],
  summary: 'a Deny in a trust policy has `NotPrincipal`',
  why: 'IAM does not take `NotPrincipal` in a trust policy: the role cannot be made or changed.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
  ],
  examples: {
    flagged: [
      {
        title: 'all but one account, in a statement that is no list',
        kind: 'trust',
        policy: { Statement: { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' } },
      },
    ],
    allowed: [
      {
        title: 'the same with a condition',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
          }],
        },
      },
      {
        title: 'with Allow it is reported by trust-any-principal',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }] },
      },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement, { document }) {
    const { effect, principals } = statement;
    if (effect !== 'Deny' || !principals?.negated) { return NO_VIOLATIONS; }
    return [{
      cause: 'NotPrincipal',
      message: `a trust policy cannot have \`NotPrincipal\` (here ${listOf(principals.values.map(({ text }) => text.toString()))})`,
      fix: 'write `"Principal": "*"` and `"Condition": {"ArnNotEquals": {"aws:PrincipalArn": "…"}}`, or `StringNotEquals` on `aws:PrincipalAccount`',
      replacement: withPrincipalsByCondition(statement, document, 'ArnNotEquals'),
    }];
  },
};
