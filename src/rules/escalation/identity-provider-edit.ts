import { escalationsOf } from './escalations';
import { byStatements, placed } from './findings';
import { Gains } from './gains';
import { ownPattern } from './means';
import { PROVIDER_EDITS } from './provider-edits';
import { ANY_ACCOUNT, standIns } from './stand-ins';
import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { causeOf } from '../wording';
import { Grant } from './access';

const PROVIDER_TYPES = new Set(['AWS::IAM::OIDCProvider', 'AWS::IAM::SAMLProvider']);

export const identityProviderEdit: Rule = {
  id: 'identity-provider-edit',
  severity: Severity.WARNING,
  checks: ['E-09'],
  summary: 'a principal can change an identity provider that roles trust',
  why: 'A role that trusts the provider believes what it says. Whoever changes its keys or whom it speaks to can make it say anything, and so takes any of these roles.',
  accept: 'For the principal that manages identity providers, and for the role of the custom resource by which older versions of the CDK make one.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the keys of every SAML provider, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'iam:UpdateSAMLProvider', Resource: '*' } },
      },
      {
        title: 'the clients of every OpenID Connect provider',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:AddClientID*', Resource: 'arn:aws:iam::111122223333:oidc-provider/*' }] },
      },
    ],
    allowed: [
      {
        title: 'to make one, which no role trusts yet',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['iam:CreateSAMLProvider', 'iam:GetSAMLProvider'], Resource: '*' }] },
      },
      {
        title: 'one provider of which nothing is known',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:UpdateSAMLProvider', Resource: 'arn:aws:iam::111122223333:saml-provider/partners' }] },
      },
    ],
  },

  judgeApp(app) {
    const { judged, graph } = escalationsOf(app);
    const providers = judged.length === 0 ? [] : app.resources.filter(({ origin }) => PROVIDER_TYPES.has(origin.resourceType))
      .flatMap(({ arn }) => arn ? [graph.bind(arn)] : []);
    return judged.flatMap(gains => {
      const grants = gains.abilities.length > 0 ? [] : edits(gains, providers);
      return grants.length > 0 ? [placed(gains, grants, {
        cause: causeOf(grants.map(({ action }) => action)),
        message: `${gains.holder.name} can change identity providers that roles trust, and so take these roles, by ${byStatements(gains, grants)}`,
        fix: 'let CloudFormation make and change providers (in the CDK `OidcProviderNative` and `SamlProvider`), and take these actions away',
      })] : [];
    });
  },
};

function edits({ role, holder: { environment } }: Gains, providers: readonly string[]): readonly Grant[] {
  const own = providers.map(arn => ownPattern(arn, environment.account ?? ANY_ACCOUNT));
  return PROVIDER_EDITS.flatMap(action => role.find(action, [...standIns(action, environment), ...own]) ?? []);
}
