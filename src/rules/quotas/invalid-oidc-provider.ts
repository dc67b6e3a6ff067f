import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { invalidThumbprints, longUrl, OIDC_PROVIDER } from './oidc-provider-limits';

const URL = 'https://token.actions.githubusercontent.com';
const THUMBPRINT = '6938fd4d98bab03faadb97b34396831e3780aea1';

export const invalidOidcProvider: Rule = {
  id: 'invalid-oidc-provider',
  severity: Severity.ERROR,
  checks: ['Q-11'],
  cdkRules: ['F3031', 'F3032', 'F3033'],
  summary: 'an OIDC provider has thumbprints or a URL that IAM does not take',
  why: 'The deployment fails: IAM takes five thumbprints of 40 hexadecimal digits, and a URL of 255 characters.',
  accept: 'Never; the deployment cannot succeed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html'],
  examples: {
    flagged: [
      {
        title: 'a fingerprint with colons',
        resources: { Provider: { Type: OIDC_PROVIDER, Properties: { Url: URL, ThumbprintList: ['69:38:FD:4D:98:BA:B0:3F'] } } },
      },
      {
        title: 'six thumbprints',
        resources: {
          Provider: { Type: OIDC_PROVIDER, Properties: { Url: URL, ThumbprintList: ['1', '2', '3', '4', '5', '6'].map(digit => digit.repeat(40)) } },
        },
      },
      { title: 'a long URL', resources: { Provider: { Type: OIDC_PROVIDER, Properties: { Url: `https://idp.example.com/${'x'.repeat(240)}` } } } },
    ],
    allowed: [
      { title: 'one thumbprint', resources: { Provider: { Type: OIDC_PROVIDER, Properties: { Url: URL, ThumbprintList: [THUMBPRINT] } } } },
      { title: 'none', resources: { Provider: { Type: OIDC_PROVIDER, Properties: { Url: URL } } } },
    ],
  },
  resourceTypes: [OIDC_PROVIDER],

  judgeResource(resource) {
    return [...invalidThumbprints(resource), ...longUrl(resource)];
  },
};
