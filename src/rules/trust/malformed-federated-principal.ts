import { Severity } from '../../diagnostics/severity';
import { renamed, withPrincipals } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { federationOf } from './federation';
import { stableText } from './stable-text';
import { limitsTokens } from '../oidc/oidc-trust';
import { shortened } from '../wording';

/** Its parts without what comes before the host, and the slash behind it. */
const URL_IN_ARN = /^(arn:[a-z-]*:iam::\d{12}:oidc-provider\/)https?:\/\/([^/]+(?:\/[^/]+)*)\/?$/;

export const malformedFederatedPrincipal: Rule = {
  id: 'malformed-federated-principal',
  severity: Severity.ERROR,
  checks: ['T-05'],
  summary: 'a `Federated` principal is neither a domain nor the ARN of an identity provider',
  why: 'IAM refuses the trust policy, or nobody gets in.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the URL of an issuer, in a statement that is no list',
        kind: 'trust',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Federated: 'https://token.actions.githubusercontent.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:acme/orders:environment:production' } },
          },
        },
      },
      {
        title: 'an ARN with the URL in it',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/https://token.actions.githubusercontent.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': 'repo:acme/orders:environment:production',
              },
            },
          }],
        },
      },
      {
        title: 'a role',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Federated: 'arn:aws:iam::111122223333:role/login' }, Action: 'sts:AssumeRoleWithSAML' }] },
      },
    ],
    allowed: [
      {
        title: 'the ARN of a provider',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/login' }, Action: 'sts:AssumeRoleWithSAML' }] },
      },
      {
        title: 'a provider that IAM knows itself',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Federated: 'accounts.google.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'accounts.google.com:aud': '66677788899900' } },
          }],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement, { document }) {
    const malformed = statement.principals?.values.filter(value => value.type === 'Federated' && value.text.literal !== '*' && federationOf(value) === 'malformed') ?? [];
    return malformed.length === 0 ? NO_VIOLATIONS : malformed.map(({ text, raw }) => ({
      cause: stableText(text),
      message: `\`${shortened(text.toString())}\` is neither the ARN of an identity provider nor a domain`,
      fix: 'write the ARN of the provider, without `https://`: `arn:aws:iam::ACCOUNT:oidc-provider/HOST` or `arn:aws:iam::ACCOUNT:saml-provider/NAME`',
      ...URL_IN_ARN.test(text.literal ?? '') && limitsTokens(statement) && {
        replacement: withPrincipals(statement, document, value => value.raw === raw ? renamed(value, text.literal!.replace(URL_IN_ARN, '$1$2')) : value),
      },
    }));
  },
};
