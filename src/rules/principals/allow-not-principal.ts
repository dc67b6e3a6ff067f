import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { judgeEach, requestOf, STRANGER } from '../shown-request';
import { listOf, textsOf } from '../wording';

export const allowNotPrincipal: Rule = {
  id: 'allow-not-principal',
  severity: Severity.ERROR,
  checks: ['P-10'],
  summary: 'an Allow for everyone but those that it names',
  why: '`NotPrincipal` with Allow lets in every other principal of every account, whoever is not signed in included.',
  accept: 'Never: say with a Deny whom to keep out.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'everyone but one user, in a statement that is no list',
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Allow',
            NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/anna' },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::orders/*',
          },
        },
      },
    ],
    allowed: [
      {
        title: 'those that are meant',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::orders/*',
          }],
        },
      },
    ],
  },
  // A trust policy is judged by `trust-any-principal`.
  kinds: ['resource', 'endpoint'],

  judgePolicy(site) {
    return judgeEach(site, statement => {
      const { effect, principals, actions, resources } = statement;
      if (effect !== 'Allow' || !principals?.negated) { return NO_VIOLATIONS; }
      return [{
        cause: 'NotPrincipal',
        message: `\`NotPrincipal\` with Allow lets in everyone but ${listOf(principals.values.map(({ text }) => text.toString()))}`,
        fix: 'name in `Principal` those that are meant; keep the others out with a Deny that has `"Principal": "*"` and `"ArnEquals": {"aws:PrincipalArn": "…"}`',
        actions: textsOf(actions),
        resources: resources && textsOf(resources),
        witness: site.kind === 'resource' ? requestOf(STRANGER, {}, statement, site) : undefined,
      }];
    });
  },
};
