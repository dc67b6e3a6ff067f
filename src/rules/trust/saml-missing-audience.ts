import { Severity } from '../../diagnostics/severity';
import { conditionsOn } from '../../policy/statement';
import { withConditionAdded } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { judgeEachLimited } from './limited-by-denies';
import { withRequired } from './required-condition';
import { conditionsAreKnown, whyLoose } from './required-keys';
import { CONSOLE_AUDIENCE, namesAudience, samlProviders, samlTrust } from './saml-trust';
import { stableText } from './stable-text';
import { causeOf, listOf } from '../wording';

export const samlMissingAudience: Rule = {
  id: 'saml-missing-audience',
  severity: Severity.ERROR,
  checks: ['T-15'],
  summary: 'a SAML provider is trusted without a condition that requires the audience',
  why: 'An assertion that was made for another service, and leaked or handed on there, opens this role too. The audience says for whom it was made.',
  accept: 'When the provider makes assertions for AWS only.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml',
  ],
  examples: {
    flagged: [
      { title: 'no condition, in a statement that is no list', kind: 'trust', policy: { Statement: samlTrust() } },
      { title: 'an audience that is compared only if it is there', kind: 'trust', policy: { Statement: [samlTrust({ StringEqualsIfExists: CONSOLE_AUDIENCE })] } },
      { title: 'every site', kind: 'trust', policy: { Statement: [samlTrust({ StringLike: { 'SAML:aud': 'https://*' } })] } },
      {
        title: 'a group alone',
        kind: 'trust',
        policy: { Statement: [samlTrust({ 'ForAnyValue:StringEquals': { 'SAML:edupersonaffiliation': 'staff' } })] },
      },
    ],
    allowed: [
      { title: 'the audience, as the CDK writes it', kind: 'trust', policy: { Statement: [samlTrust({ StringEquals: CONSOLE_AUDIENCE })] } },
      {
        title: 'sign-in in several regions',
        kind: 'trust',
        policy: { Statement: [samlTrust({ StringLike: { 'saml:aud': 'https://*.signin.aws.amazon.com/saml' } })] },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const providers = samlProviders(statement);
      if (providers.length === 0) { return NO_VIOLATIONS; }
      const audiences = conditionsOn(statement, 'saml:aud');
      if (audiences.some(namesAudience) || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      const loose = audiences.map(whyLoose);
      return [{
        cause: causeOf(providers.map(({ text }) => stableText(text))),
        message: `assertions of ${listOf(providers.map(({ text }) => text.toString()))} for any audience are taken: `
          + (loose.length > 0 ? loose.join('; ') : 'no condition on `SAML:aud`'),
        fix: 'require in the same statement `"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}`; in the CDK `SamlConsolePrincipal` does it',
        replacement: audiences.length > 0
          ? withRequired(statement, site.document, audiences, namesAudience)
          : withConditionAdded(statement, site.document, { StringEquals: CONSOLE_AUDIENCE }),
      }];
    });
  },
};
