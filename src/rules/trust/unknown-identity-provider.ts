import { findLoginProvider } from '../../catalog/login-providers';
import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { isCognitoDomain } from './cognito-trust';
import { federationOf } from './federation';

export const unknownIdentityProvider: Rule = {
  id: 'unknown-identity-provider',
  severity: Severity.WARNING,
  checks: ['P-07'],
  summary: 'a trust policy names an identity provider by a domain that IAM does not know itself',
  why: 'But for Amazon, Cognito, Facebook and Google, IAM knows a provider only by the ARN of the one that was made in the account.',
  accept: 'When the role works: IAM may know more domains than this library.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html'],
  examples: {
    flagged: [
      {
        title: 'GitHub by its domain, in a statement that is no list',
        kind: 'trust',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Federated: 'token.actions.githubusercontent.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:acme/orders:environment:production' } },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'the ARN of the provider',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:acme/orders:environment:production' } },
          }],
        },
      },
      {
        title: 'one that IAM knows',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Federated: 'www.amazon.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'www.amazon.com:app_id': 'amzn1.application-oa2-123456' } },
          }],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgeStatement({ principals }) {
    const unknown = principals?.values.filter(value => value.type === 'Federated' && federationOf(value) === 'domain'
      && !isBuiltIn(value.text.literal!.toLowerCase())) ?? [];
    return unknown.length === 0 ? NO_VIOLATIONS : unknown.map(({ text: { literal = '' } }) => ({
      cause: literal.toLowerCase(),
      message: `\`${literal}\` is not among the identity providers that IAM knows itself`,
      fix: `make a provider in the account and write its ARN: \`arn:aws:iam::ACCOUNT:oidc-provider/${literal}\``,
    }));
  },
};

function isBuiltIn(domain: string): boolean {
  return findLoginProvider(domain) !== undefined || isCognitoDomain(domain);
}
