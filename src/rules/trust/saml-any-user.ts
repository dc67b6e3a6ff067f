import { Severity } from '../../diagnostics/severity';
import { conditionsOn } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { judgeEachLimited } from './limited-by-denies';
import { conditionsAreKnown, narrows } from './required-keys';
import { CONSOLE_AUDIENCE, namesAudience, samlProviders, samlTrust } from './saml-trust';
import { stableText } from './stable-text';
import { causeOf, listOf } from '../wording';

/** What says of the provider or the form of the assertion, not of the user. */
const NOT_THE_USER = new Set(['saml:aud', 'saml:doc', 'saml:iss', 'saml:namequalifier', 'saml:sub_type']);

export const samlAnyUser: Rule = {
  id: 'saml-any-user',
  // The provider says in each assertion which roles its user may take, so this is a second line of defence.
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['T-15'],
  summary: 'a SAML provider is trusted for all of its users',
  why: 'Who may take the role is up to the provider alone: whoever can change its attribute mapping gives themselves the role.',
  accept: 'Where the identity provider is where such decisions are made.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
  ],
  examples: {
    flagged: [
      { title: 'the audience alone, in a statement that is no list', kind: 'trust', policy: { Statement: samlTrust({ StringEquals: CONSOLE_AUDIENCE }) } },
    ],
    allowed: [
      {
        title: 'a group',
        kind: 'trust',
        policy: { Statement: [samlTrust({ 'StringEquals': CONSOLE_AUDIENCE, 'ForAnyValue:StringEquals': { 'SAML:edupersonaffiliation': 'staff' } })] },
      },
      { title: 'a user', kind: 'trust', policy: { Statement: [samlTrust({ StringEquals: { ...CONSOLE_AUDIENCE, 'SAML:sub': 'anna' } })] } },
      { title: 'no audience either, which saml-missing-audience reports', kind: 'trust', policy: { Statement: [samlTrust()] } },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const providers = samlProviders(statement);
      if (providers.length === 0 || !conditionsOn(statement, 'saml:aud').some(namesAudience)) { return NO_VIOLATIONS; }
      const namesUsers = statement.conditions.some(condition => {
        const key = condition.key.toLowerCase();
        return (key.startsWith('saml:') && !NOT_THE_USER.has(key) || /^aws:(?:request|principal)tag\/|^sts:sourceidentity$/.test(key)) && narrows(condition);
      });
      if (namesUsers || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      return [{
        cause: causeOf(providers.map(({ text }) => stableText(text))),
        message: `every user of ${listOf(providers.map(({ text }) => text.toString()))} can take the role: no condition names a user or a group`,
        fix: 'require a group or a user in the same statement, such as `"ForAnyValue:StringEquals": {"SAML:edupersonaffiliation": "…"}` or `"StringEquals": {"SAML:sub": "…"}`',
      }];
    });
  },
};
