/**
 * What IAM accepts of an OIDC provider. What is known only at deployment counts once and may be anything.
 */
import { QUOTAS } from '../../catalog/quotas';
import { ResourceSite } from '../../policy/policy-site';
import { Violation } from '../rule';
import { shortened } from '../wording';

export const OIDC_PROVIDER = 'AWS::IAM::OIDCProvider';
/** What `iam.OpenIdConnectProvider` of the CDK makes. */
export const CUSTOM_OIDC_PROVIDER = 'Custom::AWSCDKOpenIdConnectProvider';

const THUMBPRINT = /^[0-9A-Fa-f]{40}$/;

export function tooManyClientIds(resource: ResourceSite): readonly Violation[] {
  const property = resource.origin.resourceType === OIDC_PROVIDER ? 'ClientIdList' : 'ClientIDList';
  return tooMany(resource, property, QUOTAS.oidcClientIds.maximum, 'remove the ids that no client uses any more; IAM accepts one provider per URL in an account, so the rest needs another account');
}

export function invalidThumbprints(resource: ResourceSite): readonly Violation[] {
  const wrong = resource.texts('ThumbprintList').map(({ text }) => text.literal).filter(literal => literal !== undefined && !THUMBPRINT.test(literal));
  return [
    ...tooMany(resource, 'ThumbprintList', QUOTAS.oidcThumbprints.maximum, 'leave the list out: for most issuers AWS checks the certificate itself'),
    ...wrong.slice(0, 1).map(literal => ({
      cause: 'ThumbprintList',
      message: `\`ThumbprintList\` has \`${shortened(literal!)}\`, expected 40 hexadecimal digits`,
      fix: 'write the SHA-1 fingerprint of the top certificate without colons, or leave the list out',
      path: 'ThumbprintList',
    })),
  ];
}

export function longUrl(resource: ResourceSite): readonly Violation[] {
  const { maximum } = QUOTAS.oidcUrl;
  return resource.texts('Url').flatMap(({ text: { literal = '' } }) => literal.length > maximum
    ? [{ cause: 'Url', message: `\`Url\` has ${literal.length} characters, and IAM accepts ${maximum}`, fix: 'use the issuer without query and fragment', path: 'Url' }]
    : []);
}

function tooMany(resource: ResourceSite, property: string, maximum: number, fix: string): readonly Violation[] {
  const count = resource.texts(property).filter(({ when }) => when.length === 0).length;
  return count > maximum ? [{ cause: property, message: `\`${property}\` has ${count} entries, and IAM accepts ${maximum}`, fix, path: property }] : [];
}
