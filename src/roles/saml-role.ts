/**
 * The role that people of a company assume by signing in to its SAML identity provider. An assertion that was made for another service opens
 * nothing: its audience is always compared, exactly.
 */
import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Fact, FactName } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { finishRole, roleSettings } from './role-settings';
import { federatedTrust } from './trust/federated-trust';
import { SourceIdentity } from './trust/source-identity';
import { WorkloadRoleProps } from './workload-role-props';
import { LIST_SAML_KEYS, SINGLE_SAML_KEYS } from '../catalog/saml-keys';
import { nearestName } from '../diagnostics/nearest-name';
import { Conditions, mergeConditions } from '../grants/writing/conditions';
import { likeOrEquals, oneOrMany } from '../grants/writing/scope-list';

/**
 * Properties of a `SamlRole`.
 */
export interface SamlRoleProps extends WorkloadRoleProps {
  /**
   * The identity provider in IAM: an L2, L1 or imported one.
   */
  readonly provider: iam.ISAMLProviderRef;

  /**
   * The endpoints that assertions may be presented to, by their URLs without wildcards. Name those of several regions, such as
   * `https://eu-central-1.signin.aws.amazon.com/saml`, to be able to sign in while one of them fails; and the one with the id of the provider,
   * `https://signin.aws.amazon.com/saml/acs/ID`, where the provider encrypts.
   *
   * @default - the sign-in page of the partition, such as `https://signin.aws.amazon.com/saml`
   * @see https://aws.amazon.com/blogs/security/how-to-use-regional-saml-endpoints-for-failover/
   */
  readonly audiences?: string[];

  /**
   * What the assertion has to say of the person, by the names of AWS's condition keys without `SAML:`, such as
   * `{ edupersonaffiliation: ['staff'] }`. Of each attribute one of the values has to be there; values may hold the wildcards `*` and `?`.
   *
   * @default - nothing: every user to whom the identity provider gives the role
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
   */
  readonly attributes?: { [name: string]: string[] };

  /**
   * The source identity that the identity provider has to set.
   *
   * @default - none has to be set, and none can be
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html#id_credentials_temp_control-access_monitor-assume-role-saml
   */
  readonly sourceIdentity?: SourceIdentity;

  /**
   * Keys of the session tags that the identity provider has to pass, and the only ones that it may: 1 to 128 letters, digits, spaces and `_.:/=+@-` each,
   * without tokens.
   *
   * @default - none, and none may be passed
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-saml
   */
  readonly sessionTagKeys?: string[];
}

/**
 * Role of people who sign in to a SAML identity provider. It may do nothing until something is granted to it.
 *
 * For people in several accounts of an organization, IAM Identity Center with a `PermissionSet` is what AWS recommends.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
 */
export class SamlRole extends iam.Role {
  /**
   * Throws when an audience is not a URL without wildcards, when none is given and none is known for the region, when there are no attributes or
   * one is not what AWS can compare or has no value or any, when a key of a session tag is malformed or known only at deployment, when the source identity is one that nobody but IAM users meets, and when a name, path or session
   * duration is not valid.
   */
  constructor(scope: Construct, id: string, props: SamlRoleProps) {
    const { provider, audiences = [signInOf(scope)], attributes, sourceIdentity, sessionTagKeys } = props;
    requireAudiences(audiences);
    requireAttributes(attributes);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: federatedTrust({
        provider: provider.samlProviderRef.samlProviderArn,
        action: 'sts:AssumeRoleWithSAML',
        audience: { StringEquals: { 'SAML:aud': oneOrMany(audiences) } },
        subject: Object.entries(attributes ?? {}).map(conditionOn).reduce<Conditions | undefined>(mergeConditions, undefined),
        sessionTagKeys,
        sourceIdentity,
      }),
    });
    finishRole(this, props);
  }
}

/** Where the region is known only at deployment, CloudFormation looks it up by the region. */
function signInOf(scope: Construct): string {
  const stack = Stack.of(scope);
  if (!Token.isUnresolved(stack.region) && !Fact.find(stack.region, FactName.SAML_SIGN_ON_URL)) {
    throw new Error(
      `audiences is not given, and the sign-in page of \`${stack.region}\` is not known, expected the URL that assertions are presented to: `
      + 'take it from the metadata of the sign-in endpoint, and write it into audiences',
    );
  }
  return stack.regionalFact(FactName.SAML_SIGN_ON_URL);
}

function requireAudiences(audiences: string[]): void {
  if (Token.isUnresolved(audiences)) { return; }
  const remedy = 'write for example `https://signin.aws.amazon.com/saml`, or leave audiences out';
  if (audiences.length === 0) {
    throw new Error(`audiences is empty, expected at least one URL, since nobody could assume the role: ${remedy}`);
  }
  const wrong = audiences.find(audience => /[*?]/.test(audience) || (!Token.isUnresolved(audience) && !/^https:\/\/[^\s/]+\/\S+$/.test(audience)));
  if (wrong !== undefined) {
    throw new Error(`audiences holds \`${wrong}\`, expected URLs of sign-in endpoints without wildcards: ${remedy}`);
  }
}

function requireAttributes(attributes: { [name: string]: string[] } | undefined): void {
  if (attributes !== undefined && Object.keys(attributes).length === 0) {
    throw new Error('attributes is empty, expected at least one that users have to have: leave it out for every user to whom the identity provider gives the role');
  }
}

function conditionOn([name, values]: [string, string[]]): Conditions {
  requireAttribute(name, values);
  const comparison = likeOrEquals(values);
  const operator = LIST_SAML_KEYS.names.includes(name) ? `ForAnyValue:${comparison}` : comparison;
  return { [operator]: { [`SAML:${name}`]: values } };
}

function requireAttribute(name: string, values: string[]): void {
  const names = [...SINGLE_SAML_KEYS.names, ...LIST_SAML_KEYS.names];
  if (!names.includes(name)) {
    const near = nearestName(name, names);
    throw new Error(
      `attributes has \`${name}\`, expected the name of a condition key of SAML without \`SAML:\`${near ? `, perhaps \`${near}\`` : ''}: `
      + `${name === 'aud' ? 'the audience is given in audiences' : 'pass other attributes as session tags, and name them in sessionTagKeys'}`,
    );
  }
  if (values.length === 0 || values.includes('*') || values.includes('')) {
    throw new Error(
      `attributes has ${values.length === 0 ? 'no values' : `\`${values.find(value => value === '*' || value === '')}\``} for \`${name}\`, `
      + 'expected the values of which one has to be there: leave the attribute out where any will do',
    );
  }
}
