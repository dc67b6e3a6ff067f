/**
 * An issuer that this library has no class for. Its subjects are taken as they are written; what varies may stand at their end only.
 */
import { Token } from 'aws-cdk-lib';
import { NameForm, requireNoWildcard, requireWrittenOut } from './names';
import { nameOfIssuer, OidcIssuer } from './oidc-issuer';
import { OidcSubject } from './oidc-subject';
import { findOidcIssuer } from '../../catalog/oidc-issuers';

const URL: NameForm = {
  pattern: /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w.~-]+)*$/i,
  expected: 'a URL such as `https://idp.example.com/tenant`, without port, query and trailing slash',
};
const MAX_URL_LENGTH = 255;
/** The issuers whose subjects a class of this library makes, by their names in the catalog. */
const CLASSES: { readonly [issuer: string]: string | undefined } = {
  'GitHub Actions': 'GitHub.com()',
  'GitHub': 'GitHub.com()',
  'GitHub Enterprise Cloud': 'GitHub.enterprise(slug)` or `GitHub.dataResidency(subdomain)',
  'GitHub Enterprise Server': 'GitHub.enterpriseServer(host)',
  'GitLab.com': 'GitLab.com()',
  'Bitbucket Pipelines': 'Bitbucket.workspace(name, uuid)',
  'CircleCI': 'CircleCi.organization(id)',
  'HCP Terraform': 'HcpTerraform.organization(name)',
  'Spacelift': 'Spacelift.account(host)',
  'Buildkite': 'Buildkite.organization(slug)',
  'Pulumi Cloud': 'PulumiCloud.organization(name)',
  'Azure DevOps': 'AzureDevOps.organization(name, id)',
  'Vercel': 'Vercel.team(slug)` or `Vercel.teamOfGlobalIssuer(slug)',
};

/**
 * Properties of a `CustomOidcIssuer`.
 */
export interface CustomOidcIssuerProps {
  /**
   * The URL of the issuer as it stands in its tokens (`iss`): `https://`, a host, and perhaps a path. Up to 255 characters.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
   */
  readonly url: string;

  /**
   * The audience of its tokens (`aud`), best one that is asked for by nobody else, such as `sts.amazonaws.com`.
   */
  readonly audience: string;
}

/**
 * An issuer of tokens that this library has no class for. What the subject says, and who can have which one, is for you to find out:
 * if the issuer serves others too, the subject must name your tenant of it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class CustomOidcIssuer extends OidcIssuer {
  /**
   * An issuer by its URL.
   *
   * Throws when the URL is malformed or known only at deployment, when the audience is empty, too long or holds a wildcard, for an issuer that has a class of
   * its own here, such as those of `GitHub`, and for one whose customers IAM tells apart by something else than the tokens' subject or audience.
   */
  public static of(props: CustomOidcIssuerProps): CustomOidcIssuer {
    const { url, audience } = props;
    requireWrittenOut('url', url, URL, 'write the issuer as it stands in its tokens');
    if (url.length > MAX_URL_LENGTH) {
      throw new Error(`url is \`${url}\` (${url.length} characters), expected up to ${MAX_URL_LENGTH}, as IAM takes them: use a shorter path`);
    }
    requireNoClass(url);
    return new CustomOidcIssuer(url, audience);
  }

  private constructor(url: string, audience: string) {
    super(url, [audience]);
  }

  /**
   * Tokens with exactly this subject.
   *
   * Throws when the subject is empty, or holds a wildcard.
   *
   * @param subject the value of `sub`
   */
  public subject(subject: string): OidcSubject {
    requireText('subject', subject);
    return this._subject(subject);
  }

  /**
   * Tokens whose subjects begin with a fixed part, for issuers that write into them what changes with each run.
   * `job:acme/orders:` lets in all that follows; the tenant must be in the fixed part.
   *
   * Throws when the part holds a wildcard, does not end in `:` or `/`, or has less than two segments.
   *
   * @param start the first segments of `sub`, the last `:` or `/` included
   */
  public subjectStartingWith(start: string): OidcSubject {
    requireText('start', start);
    if (!/[^:/]+[:/]+[^:/]+[:/]$/.test(start)) {
      throw new Error(`start is \`${start}\`, expected at least two segments and the \`:\` or \`/\` after them, such as \`organization:acme:\`: `
        + 'else others whose names begin alike get in too');
    }
    return this._subject(`${start}*`, { isPattern: true });
  }
}

function requireNoClass(url: string): void {
  const known = findOidcIssuer(nameOfIssuer(url));
  if (known === undefined) return;
  const ownClass = CLASSES[known.name];
  if (ownClass !== undefined) {
    throw new Error(`url is \`${url}\` of ${known.name}, expected an issuer that has no class of its own: use \`${ownClass}\`, which knows what its subjects say`);
  }
  if (known.tenancy === 'sts:RoleSessionName') {
    throw new Error(`url is \`${url}\` of ${known.name}, whose customers IAM tells apart by the session's name, expected another issuer: write its trust policy as ${known.name} shows it`);
  }
}

function requireText(what: string, value: string): void {
  requireNoWildcard(what, value, 'write it as it stands in the tokens');
  if (!Token.isUnresolved(value) && (value === '' || value.includes('${'))) {
    throw new Error(`${what} is \`${value}\`, expected the value in the tokens, without \`\${\`: write it out`);
  }
}
