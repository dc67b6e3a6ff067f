/**
 * What a trust policy may ask of a SAML assertion: the condition keys of AssumeRoleWithSAML, and which of them have several values.
 *
 * Kept by hand, because the data of `actions.ts` calls some keys single that the User Guide lists with `[]`. Among values, a comparison
 * that expects several holds for one as well, so the guide is followed.
 */
export interface SamlKeys {
  /** Names without `SAML:`. */
  readonly names: readonly string[];
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const USER_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml';

/** Keys with one value, besides `aud`. */
export const SINGLE_SAML_KEYS: SamlKeys = keys(
  'doc edupersonorgdn edupersonprimaryaffiliation edupersonprimaryorgunitdn edupersonprincipalname iss namequalifier sub sub_type',
);

/** Keys that may have several values. */
export const LIST_SAML_KEYS: SamlKeys = keys(
  'cn commonName eduorghomepageuri eduorgidentityauthnpolicyuri eduorglegalname eduorgsuperioruri eduorgwhitepagesuri '
  + 'edupersonaffiliation edupersonassurance edupersonentitlement edupersonnickname edupersonorgunitdn edupersonscopedaffiliation '
  + 'edupersontargetedid givenName mail name organizationStatus primaryGroupSID surname uid x500UniqueIdentifier',
);

function keys(names: string): SamlKeys {
  return { names: names.split(' '), source: USER_GUIDE, date: '2026-11-22' };
}
