import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { CUSTOM_OIDC_PROVIDER, invalidThumbprints, longUrl, OIDC_PROVIDER, tooManyClientIds } from './oidc-provider-limits';

const URL = 'https://idp.example.com';
const clients = (count: number) => Array.from({ length: count }, (_, index) => `client-${index}`);

export const oidcProviderOverQuota: Rule = {
  id: 'oidc-provider-over-quota',
  severity: Severity.ERROR,
  checks: ['Q-11'],
  summary: 'an OIDC provider has more than 100 client ids, or the CDK\'s own resource for one has what IAM does not take',
  why: 'The deployment fails; the schema of CloudFormation knows neither limit.',
  accept: 'Never; the deployment cannot succeed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html'],
  examples: {
    flagged: [
      { title: '101 client ids', resources: { Provider: { Type: OIDC_PROVIDER, Properties: { Url: URL, ClientIdList: clients(101) } } } },
      { title: 'by the custom resource of the CDK', resources: { Provider: { Type: CUSTOM_OIDC_PROVIDER, Properties: { Url: URL, ClientIDList: clients(101) } } } },
      { title: 'a thumbprint with colons there', resources: { Provider: { Type: CUSTOM_OIDC_PROVIDER, Properties: { Url: URL, ThumbprintList: ['69:38'] } } } },
    ],
    allowed: [
      { title: 'one client id', resources: { Provider: { Type: OIDC_PROVIDER, Properties: { Url: URL, ClientIdList: ['sts.amazonaws.com'] } } } },
      {
        title: 'as the CDK writes it',
        resources: { Provider: { Type: CUSTOM_OIDC_PROVIDER, Properties: { Url: URL, ClientIDList: ['sts.amazonaws.com'], CodeHash: '1234', RejectUnauthorized: false } } },
      },
    ],
  },
  resourceTypes: [OIDC_PROVIDER, CUSTOM_OIDC_PROVIDER],

  judgeResource(resource) {
    const clientIds = tooManyClientIds(resource);
    return resource.origin.resourceType === OIDC_PROVIDER ? clientIds : [...clientIds, ...invalidThumbprints(resource), ...longUrl(resource)];
  },
};
