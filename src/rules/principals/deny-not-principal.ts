import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { withPrincipalsByCondition } from './principals-by-condition';
import { stableText } from '../trust/stable-text';
import { causeOf, listOf } from '../wording';

export const denyNotPrincipal: Rule = {
  id: 'deny-not-principal',
  severity: Severity.WARNING,
  checks: ['P-11'],
  summary: 'a Deny for everyone but those that it names',
  why: 'A role is denied what its ARN in `NotPrincipal` should spare, unless its account and each of its sessions stand there too; '
    + 'and whoever has a permissions boundary is denied in any case. Such a policy can lock everybody out.',
  accept: 'When the list has been tried out, with the account and the sessions in it.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html'],
  examples: {
    flagged: [
      {
        title: 'all but one role, in a statement that is no list',
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Deny',
            NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
            Action: 's3:*',
            Resource: 'arn:aws:s3:::orders/*',
          },
        },
      },
    ],
    allowed: [
      {
        title: 'the same with a condition, which knows the sessions of a role by its ARN',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: 'arn:aws:s3:::orders/*',
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/worker' } },
          }],
        },
      },
    ],
  },
  // A trust policy is judged by `trust-not-principal`.
  kinds: ['resource', 'endpoint'],

  judgeStatement(statement, { document }) {
    const { effect, principals } = statement;
    if (effect !== 'Deny' || !principals?.negated) { return NO_VIOLATIONS; }
    return [{
      cause: causeOf(principals.values.map(({ text }) => stableText(text))),
      message: `the Deny spares only ${listOf(principals.values.map(({ text }) => text.toString()))} by \`NotPrincipal\`, which does not know the sessions of a role`,
      fix: 'write `"Principal": "*"` and `"Condition": {"ArnNotEquals": {"aws:PrincipalArn": "…"}}` with the same ARNs',
      replacement: withPrincipalsByCondition(statement, document, 'ArnNotEquals'),
    }];
  },
};
