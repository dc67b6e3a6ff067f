import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { principalsOfType } from './principal-values';
import { stableText } from '../trust/stable-text';
import { causeOf, listOf } from '../wording';

export const federatedPrincipalInResourcePolicy: Rule = {
  id: 'federated-principal-in-resource-policy',
  severity: Severity.ERROR,
  checks: ['P-06'],
  summary: 'the policy of a resource names an identity provider as a principal',
  why: 'An identity provider makes no requests: its users take a role and ask as that role. Only trust policies know this principal; '
    + 'others are refused, or the statement meets nobody.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a bucket for the users of an identity provider, in a statement that is no list',
        kind: 'resource',
        policy: {
          Statement: { Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
        },
      },
    ],
    allowed: [
      {
        title: 'the role that the users take',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/signed-in' },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::orders/*',
          }],
        },
      },
    ],
  },
  kinds: ['resource', 'endpoint', 'rcp'],

  judgeStatement(statement) {
    const providers = principalsOfType(statement, 'Federated');
    if (providers.length === 0) { return NO_VIOLATIONS; }
    return [{
      cause: causeOf(providers.map(({ text }) => stableText(text))),
      message: `${listOf(providers.map(({ text }) => text.toString()))} is an identity provider, and only a trust policy knows \`Federated\` principals`,
      fix: 'name the role that its users take: `{ "AWS": "arn:aws:iam::111122223333:role/NAME" }`',
    }];
  },
};
