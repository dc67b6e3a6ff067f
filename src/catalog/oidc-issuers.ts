/**
 * OpenID Connect issuers: whose tokens they give out, what IAM wants a trust policy to ask of them, and how their subjects are built.
 *
 * Hand-kept; every row has its source and the day it was read. An issuer without a row is taken for one of the user's own. Which
 * claims of an issuer AWS STS reads comes from the catalog's condition keys.
 */
import { findAction } from './actions';

/** A part of a subject that says whose token it is. */
export interface SubjectPart {
  /** How the issuer calls it, such as `organization`. */
  readonly name: string;
  /** Matches a subject that gives it in full. */
  readonly given: RegExp;
  /** Other claims of the issuer that give it as well. */
  readonly claims?: readonly string[];
}

export interface SubjectForm {
  /** The form to write, the parts to fill in written in capitals. */
  readonly example: string;
  /** Whose it is. Absent where the issuer, or the audience, says that. */
  readonly tenant?: SubjectPart;
  /** What of theirs runs. */
  readonly unit: SubjectPart;
  /** From what it runs, where whoever may change the unit's code may make one more; enough when its beginning is given. */
  readonly context?: SubjectPart;
}

export interface OidcIssuer {
  readonly name: string;
  /** Matches the URL without `https://`. */
  readonly url: RegExp;
  /** Whether strangers get tokens of the same issuer. */
  readonly isShared: boolean;
  /** What IAM requires of a trust policy: a claim of the token, or `sts:RoleSessionName`. */
  readonly tenancy?: 'sub' | 'aud' | 'sts:RoleSessionName';
  /** The audience that its guide to AWS uses, where it is not `sts.amazonaws.com`; parts to fill in are written in capitals. */
  readonly audience?: string;
  readonly subject?: SubjectForm;
  readonly source: string;
  /** The day the row was looked up. */
  readonly date: string;
}

/** AWS's table of shared issuers; what it lists is refused without the claim. */
const CONTROLS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html';
const DATE = '2026-11-22';

const TURBONOMIC = [
  'oidc\\.op1\\.openshiftapps\\.com/(?:2f785sojlpb85i7402pk3qogugim5nfb|2c51blsaqa9gkjt0o9rt11mle8mmropu)',
  'rh-oidc\\.s3\\.us-east-1\\.amazonaws\\.com/(?:22ejnvnnturfmt6km08idd0nt4hekbn7|23e3sd27sju1hoou6ohfs68vbno607tr'
    + '|23ne21h005qjl3n33d8dui5dlrmv2tmg|24jrf12m5dj7ljlfb4ta2frhrcoadm26)',
].join('|');

const VERCEL_SUBJECT: SubjectForm = {
  example: 'owner:TEAM:project:PROJECT:environment:production',
  unit: { name: 'project', given: /:project:[^*?:]+:/ },
  context: { name: 'environment', given: /:environment:[^*?]/ },
};

/**
 * What follows the project: a branch or tag, or other claims that a project has chosen for its subjects.
 *
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication read 2026-11-22
 */
const GITLAB_CONTEXT = /:(?:(?:ref_type:(?:branch|tag):ref|deployment_tier|environment):[^*?]|environment_protected:true)|^project_path:[^*?:]+:ref:[^*?]/;

const GITLAB_PROJECT: SubjectForm = {
  example: 'project_path:GROUP/PROJECT:ref_type:branch:ref:main',
  unit: { name: 'project', given: /^project_path:[^*?:]+:/, claims: ['project_id'] },
  context: { name: 'branch or tag', given: GITLAB_CONTEXT, claims: ['pipeline_source', 'ref_protected'] },
};

/** Forms of subjects that are known by how they begin: GitLab runs on any host of one's own. */
export const OWN_SUBJECT_FORMS: readonly SubjectForm[] = [GITLAB_PROJECT];

export const OIDC_ISSUERS: readonly OidcIssuer[] = [
  { name: 'GitHub Actions', url: /^token\.actions\.githubusercontent\.com$/i, isShared: true, tenancy: 'sub', source: CONTROLS, date: DATE },
  { name: 'GitHub', url: /^vstoken\.actions\.githubusercontent\.com$/i, isShared: true, tenancy: 'sub', source: CONTROLS, date: DATE },
  {
    name: 'GitHub audit log streaming',
    url: /^oidc-configuration\.audit-log\.githubusercontent\.com$/i,
    isShared: true,
    tenancy: 'sub',
    source: CONTROLS,
    date: DATE,
  },
  {
    name: 'GitHub Enterprise Cloud',
    url: /^token\.actions\.(?:githubusercontent\.com\/.+|[\w-]+\.ghe\.com(?:\/.+)?)$/i,
    isShared: false,
    source: 'https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc',
    date: '2026-11-23',
  },
  {
    name: 'GitHub Enterprise Server',
    url: /\/_services\/token$/i,
    isShared: false,
    source: 'https://docs.github.com/en/enterprise-server@latest/actions/reference/security/oidc',
    date: DATE,
  },
  {
    name: 'GitLab.com',
    url: /^gitlab\.com$/i,
    isShared: true,
    tenancy: 'sub',
    audience: 'https://gitlab.com',
    subject: { ...GITLAB_PROJECT, tenant: { name: 'group', given: /^project_path:[^*?/:]+\//, claims: ['namespace_id', 'project_id'] } },
    source: CONTROLS,
    date: DATE,
  },
  {
    name: 'Bitbucket Pipelines',
    url: /^api\.bitbucket\.org\/2\.0\/workspaces\/[^/]+\/pipelines-config\/identity\/oidc$/i,
    isShared: false,
    audience: 'ari:cloud:bitbucket::workspace/WORKSPACE_UUID',
    subject: { example: '{REPOSITORY_UUID}:*', unit: { name: 'repository', given: /^(?:\{[^*?{}]+\}|[^*?:]+:)/ } },
    source: 'https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/',
    date: DATE,
  },
  {
    name: 'CircleCI',
    url: /^oidc\.circleci\.com\/org\/[^/]+$/i,
    isShared: false,
    audience: 'ORGANIZATION_ID',
    subject: { example: 'org/ORGANIZATION_ID/project/PROJECT_ID/user/*', unit: { name: 'project', given: /^org\/[^*?/]+\/project\/[^*?/]+\// } },
    source: 'https://circleci.com/docs/openid-connect-tokens/',
    date: DATE,
  },
  {
    name: 'HCP Terraform',
    url: /^app\.terraform\.io$/i,
    isShared: true,
    tenancy: 'sub',
    audience: 'aws.workload.identity',
    subject: {
      example: 'organization:ORGANIZATION:project:PROJECT:workspace:WORKSPACE:run_phase:apply',
      tenant: { name: 'organization', given: /^organization:[^*?:]+:/ },
      unit: { name: 'project and workspace', given: /:(?:project|workspace):[^*?:]+:/ },
    },
    source: CONTROLS,
    date: DATE,
  },
  {
    name: 'Spacelift',
    url: /^[\w-]+\.app\.(?:us\.)?spacelift\.io$/i,
    isShared: false,
    audience: 'ACCOUNT.app.spacelift.io',
    subject: { example: 'space:SPACE_ID:stack:STACK_ID:run_type:TRACKED:scope:write', unit: { name: 'space and stack', given: /(?:^space|:stack|:module):[^*?:]+:/ } },
    source: 'https://docs.spacelift.io/integrations/cloud-providers/oidc',
    date: DATE,
  },
  {
    name: 'Buildkite',
    url: /^agent\.buildkite\.com$/i,
    isShared: true,
    tenancy: 'sub',
    subject: {
      example: 'organization:ORGANIZATION:pipeline:PIPELINE:ref:refs/heads/main:commit:*:step:STEP',
      tenant: { name: 'organization', given: /^organization:[^*?:]+:/, claims: ['organization_id', 'organization_slug', 'pipeline_id'] },
      unit: { name: 'pipeline', given: /^organization:[^*?:]+:pipeline:[^*?:]+:/, claims: ['pipeline_id', 'pipeline_slug'] },
    },
    source: CONTROLS,
    date: DATE,
  },
  {
    name: 'Pulumi Cloud',
    url: /^api\.pulumi\.com\/oidc$/i,
    isShared: true,
    tenancy: 'aud',
    audience: 'aws:ORGANIZATION',
    subject: {
      example: 'pulumi:deploy:org:ORGANIZATION:project:PROJECT:stack:STACK:operation:update:scope:write',
      unit: { name: 'stack', given: /:stack:[^*?:]+:/ },
    },
    source: CONTROLS,
    date: DATE,
  },
  {
    name: 'Azure DevOps',
    url: /^vstoken\.dev\.azure\.com\/[^/]+$/i,
    isShared: false,
    audience: 'api://AzureADTokenExchange',
    subject: { example: 'sc://ORGANIZATION/PROJECT/CONNECTION', unit: { name: 'service connection', given: /^sc:\/\/[^*?/]+\/[^*?/]+\/[^*?/]+$/ } },
    source: 'https://aws.amazon.com/blogs/modernizing-with-aws/how-to-federate-into-aws-from-azure-devops-using-openid-connect',
    date: DATE,
  },
  {
    name: 'Vercel',
    url: /^oidc\.vercel\.com$/i,
    isShared: true,
    tenancy: 'aud',
    audience: 'https://vercel.com/TEAM',
    subject: VERCEL_SUBJECT,
    source: CONTROLS,
    date: DATE,
  },
  {
    name: 'Vercel',
    url: /^oidc\.vercel\.com\/[^/]+$/i,
    isShared: false,
    audience: 'https://vercel.com/TEAM',
    subject: VERCEL_SUBJECT,
    source: 'https://vercel.com/docs/oidc/reference',
    date: DATE,
  },
  {
    name: 'Upbound',
    url: /^proidc\.upbound\.io$/i,
    isShared: true,
    tenancy: 'sub',
    subject: {
      example: 'mcp:ORGANIZATION/CONTROL_PLANE:provider:provider-aws',
      tenant: { name: 'organization', given: /^mcp:[^*?/:]+\// },
      unit: { name: 'control plane', given: /^mcp:[^*?/:]+\/[^*?:]+:/ },
    },
    source: CONTROLS,
    date: DATE,
  },
  { name: 'Codefresh', url: /^oidc\.codefresh\.io$/i, isShared: true, tenancy: 'sub', source: CONTROLS, date: DATE },
  { name: 'DVC Studio', url: /^studio\.datachain\.ai\/api$/i, isShared: true, tenancy: 'sub', source: CONTROLS, date: DATE },
  { name: 'Scalr', url: /^scalr\.io$/i, isShared: true, tenancy: 'sub', source: CONTROLS, date: DATE },
  { name: 'Shisho Cloud', url: /^tokens\.cloud\.shisho\.dev$/i, isShared: true, tenancy: 'sub', source: CONTROLS, date: DATE },
  { name: 'IBM Turbonomic', url: new RegExp(`^(?:${TURBONOMIC})$`, 'i'), isShared: true, tenancy: 'sub', source: CONTROLS, date: DATE },
  { name: 'sandboxes.cloud', url: /^sandboxes\.cloud$/i, isShared: true, tenancy: 'aud', source: CONTROLS, date: DATE },
  {
    name: 'Microsoft Sentinel',
    url: /^sts\.windows\.net\/33e01921-4d64-4f8c-a055-5bdaffd5e33d\/?$/i,
    isShared: true,
    tenancy: 'sts:RoleSessionName',
    source: CONTROLS,
    date: DATE,
  },
  {
    name: 'Amazon EKS',
    url: /^oidc\.eks(?:-fips)?\.[\w.-]+\/id\//i,
    isShared: false,
    subject: {
      example: 'system:serviceaccount:NAMESPACE:NAME',
      unit: { name: 'namespace', given: /^system:serviceaccount:[^*?:]+:/ },
    },
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
    date: DATE,
  },
];

/** The row of an issuer, named as in the ARN of its provider: without `https://`. */
export function findOidcIssuer(issuer: string): OidcIssuer | undefined {
  return OIDC_ISSUERS.find(({ url }) => url.test(issuer));
}

/**
 * The claims that STS reads from tokens of any issuer.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif read 2026-11-22
 */
const CLAIMS_OF_ALL: readonly string[] = ['amr', 'aud', 'email', 'oaud', 'sub'];

interface IssuerClaims {
  readonly issuer: RegExp;
  readonly claims: string[];
}

let claimsByIssuer: readonly IssuerClaims[] | undefined;

/** The claims of an issuer's tokens that STS reads as condition keys, in lower case. */
export function claimsReadFrom(issuer: string): readonly string[] {
  claimsByIssuer ??= readClaims();
  return [...CLAIMS_OF_ALL, ...claimsByIssuer.filter(row => row.issuer.test(issuer)).flatMap(({ claims }) => claims)];
}

/** The keys of the catalog, `ISSUER:claim`; what varies in an issuer stands there as `${Domain}`. */
function readClaims(): readonly IssuerClaims[] {
  const rows = new Map<string, IssuerClaims>();
  for (const key of findAction('sts', 'AssumeRoleWithWebIdentity')?.conditionKeys ?? []) {
    const colon = key.indexOf(':');
    const issuer = key.slice(0, colon);
    if (!issuer.includes('.')) { continue; }
    const row = rows.get(issuer) ?? { issuer: issuerPattern(issuer), claims: [] };
    row.claims.push(key.slice(colon + 1).toLowerCase());
    rows.set(issuer, row);
  }
  return [...rows.values()];
}

function issuerPattern(template: string): RegExp {
  const fixed = template.split(/\$\{\w+\}/).map(text => text.replace(/[.\\/]/g, '\\$&'));
  return new RegExp(`^${fixed.join('[^:]+')}$`, 'i');
}
