/**
 * Ready statements for resource control policies. Each follows an AWS page or sample, read 2026-11-22; the actions are those of the
 * catalog, the services those that resource control policies apply to.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { requireAccountIds, requireOrganizationId } from './organization-ids';
import { addConditions, exemptionConditions, PolicyExemption } from './policy-exemption';
import { claimsReadFrom, findOidcIssuer } from '../catalog/oidc-issuers';
import { nearestName } from '../diagnostics/nearest-name';
import { RCP_SERVICES } from '../reasoning/rcp-services';

const DATA_PERIMETER_SERVICES = ['s3', 'sqs', 'kms', 'secretsmanager', 'sts', 'aoss', 'ecr'];
const ACCESS_PATTERN_SERVICES = [...DATA_PERIMETER_SERVICES, 'cognito-identity', 'cognito-idp', 'dynamodb', 'logs'];

/** Who comes with a token of an identity provider belongs to no organization yet, so the actions of federation are not among them. */
const STS_OF_PRINCIPALS = [
  'sts:AssumeRole', 'sts:DecodeAuthorizationMessage', 'sts:GetAccessKeyInfo', 'sts:GetFederationToken', 'sts:GetServiceBearerToken',
  'sts:GetSessionToken', 'sts:SetContext',
];

/**
 * A tag that a resource carries.
 */
export interface ResourceTag {
  /**
   * The key of the tag.
   */
  readonly key: string;

  /**
   * The value of the tag.
   */
  readonly value: string;
}

/**
 * Whom `ResourceControlStatements.denyOtherOrganizations` and `denyConfusedDeputy` leave.
 */
export interface OrganizationPerimeterProps {
  /**
   * The id of the organization, such as `o-a1b2c3d4e5`.
   */
  readonly organizationId: string;

  /**
   * Accounts outside the organization that stay trusted, as twelve digits: of partners, and of AWS services that work with accounts of
   * their own, as load balancers do when they write logs in some regions.
   *
   * @default - none
   */
  readonly accounts?: string[];

  /**
   * The services whose resources are held to the perimeter, as service prefixes such as `dynamodb`.
   *
   * @default - those of AWS's own example. `denyOtherOrganizations`: `s3`, `sqs`, `kms`, `secretsmanager`, `sts`, `aoss`, `ecr`;
   * `denyConfusedDeputy`: `cognito-identity`, `cognito-idp`, `dynamodb` and `logs` too
   */
  readonly services?: string[];

  /**
   * Resources with this tag stay open (`aws:ResourceTag`). Who may tag may open them: keep the tag out of the hands of others with
   * `ServiceControlStatements.protectTags`. S3 objects and some other resources have no tags that requests are judged by.
   *
   * @default - none
   */
  readonly exemptResourceTag?: ResourceTag;
}

/**
 * Whose tokens `ResourceControlStatements.denyOtherOidcTenants` leaves.
 */
export interface OidcTenantProps {
  /**
   * The issuer of the tokens, without `https://`, such as `token.actions.githubusercontent.com`.
   */
  readonly issuer: string;

  /**
   * The claim that tells whose token it is, such as `sub` or `repository_owner_id`.
   *
   * @default - the one that IAM asks trust policies of this issuer for; `sub` where it asks for none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
   */
  readonly claim?: string;

  /**
   * What the claim says in tokens of your tenants, in which `*` and `?` are wildcards, such as `repo:octo-org/*`.
   */
  readonly values: string[];
}

/**
 * Ready statements for a `ResourceControlPolicy`. All of them deny; they take effect beside `RCPFullAWSAccess`, which AWS attaches.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
 */
export class ResourceControlStatements {
  /**
   * Only principals of the organization, trusted accounts and AWS services reach the resources. Anonymous requests and CloudFront's origin
   * access identities are denied with the others (origin access control is a service and stays). Federation is not judged here: see
   * `denyOtherOidcProviders`. Of STS, it is about the requests of principals.
   *
   * A principal cannot be exempted by its tags, since outsiders give their principals any tag.
   *
   * @throws Error on a text that is no organization or account, on an empty list, and on a service to which such policies do not apply
   * @see https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/resource_control_policies/identity_perimeter_rcp.json
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html
   */
  public static denyOtherOrganizations(props: OrganizationPerimeterProps): iam.PolicyStatement {
    const { services = DATA_PERIMETER_SERVICES } = props;
    const actions = actionsOf(services).flatMap(action => action === 'sts:*' ? STS_OF_PRINCIPALS : [action]);
    return deny('DenyOtherOrganizations', actions, {
      StringNotEqualsIfExists: perimeter(props, 'aws:PrincipalOrgID', 'aws:PrincipalAccount'),
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    });
  }

  /**
   * AWS services reach the resources only when they work for the organization or a trusted account. Requests in which a service does not
   * say for whom it works pass, so that services without these keys stay usable.
   *
   * @throws Error on a text that is no organization or account, on an empty list, and on a service to which such policies do not apply
   * @see https://github.com/aws-samples/resource-control-policy-examples/tree/main/Restrict-resource-access-patterns
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
   */
  public static denyConfusedDeputy(props: OrganizationPerimeterProps): iam.PolicyStatement {
    return deny('DenyConfusedDeputy', actionsOf(props.services ?? ACCESS_PATTERN_SERVICES), {
      StringNotEqualsIfExists: perimeter(props, 'aws:SourceOrgID', 'aws:SourceAccount'),
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    });
  }

  /**
   * The resources are reached through TLS only.
   *
   * @param services as service prefixes; default: `s3`, `sqs`, `kms`, `secretsmanager`, `sts`, `aoss`, `ecr`, `cognito-identity`,
   * `cognito-idp`, `dynamodb` and `logs`, as in AWS's own example
   * @throws Error on an empty list, and on a service to which such policies do not apply
   * @see https://github.com/aws-samples/resource-control-policy-examples/tree/main/Restrict-resource-access-patterns
   */
  public static denyInsecureTransport(services: string[] = ACCESS_PATTERN_SERVICES): iam.PolicyStatement {
    return deny('DenyInsecureTransport', actionsOf(services), { BoolIfExists: { 'aws:SecureTransport': 'false' } });
  }

  /**
   * Roles are assumed with tokens of the named OpenID Connect issuers only. Each cluster of EKS that gives roles to service accounts is an
   * issuer of its own. For an issuer that others use too, add `denyOtherOidcTenants`.
   *
   * @param issuers without `https://`, such as `token.actions.githubusercontent.com`
   * @throws Error on an empty list, on a URL, and on a wildcard
   * @see https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/resource_control_policies/identity_perimeter_rcp.json
   */
  public static denyOtherOidcProviders(issuers: string[]): iam.PolicyStatement {
    requireMembers('issuers', issuers, 'an issuer, such as `token.actions.githubusercontent.com`');
    issuers.forEach(issuer => requireIssuer('issuers has', issuer));
    return deny('DenyOtherOidcProviders', ['sts:AssumeRoleWithWebIdentity'], {
      Null: Object.fromEntries(issuers.map(issuer => [`${issuer}:sub`, 'true'])),
    });
  }

  /**
   * Of the tokens of an issuer that others use too, such as GitHub's, only those of your tenants assume roles. Tokens of other issuers are
   * not judged: see `denyOtherOidcProviders`. Use it once for each issuer.
   *
   * @throws Error on an empty list, on a value that leaves every tenant, on a URL, and on a claim that STS does not read
   * @see https://github.com/aws-samples/resource-control-policy-examples/tree/main/Limit-access-to-trusted-OIDC-identity-providers
   */
  public static denyOtherOidcTenants(props: OidcTenantProps): iam.PolicyStatement {
    const { issuer, values } = props;
    requireIssuer('issuer is', issuer);
    const row = findOidcIssuer(issuer);
    const claim = props.claim ?? row?.tenancy ?? 'sub';
    requireClaim(issuer, claim);
    requireMembers('values', values, 'what the claim says, such as `repo:octo-org/*`');
    const open = values.find(value => !Token.isUnresolved(value)
      && (/^[*?]*$/.test(value) || (claim === 'sub' && row?.subject?.tenant?.given.test(value) === false)));
    if (open !== undefined) {
      throw new Error(`values has \`${open}\`, which does not tell whose token of ${issuer} it is: write the ${row?.subject?.tenant?.name ?? 'tenant'}`
        + `${row?.subject ? `, as in \`${row.subject.example}\`` : ''}`);
    }
    return deny('DenyOtherOidcTenants', ['sts:AssumeRoleWithWebIdentity'], {
      StringNotLikeIfExists: { [claim.startsWith('sts:') ? claim : `${issuer}:${claim}`]: values },
      Null: { [`${issuer}:sub`]: 'false' },
    });
  }

  /**
   * No principal schedules the deletion of KMS keys or deletes imported key material, whatever the key policies say.
   *
   * @param exemption principals that may; exempt by tag only beside `denyOtherOrganizations`, since outsiders give their principals any tag
   * @see https://github.com/aws-samples/service-control-policy-examples/blob/main/Protect-cloud-platform-resource/Deny-KMS-key-deletion.json
   */
  public static denyKeyDeletion(exemption?: PolicyExemption): iam.PolicyStatement {
    return denyPrincipals('DenyKeyDeletion', ['kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial'], exemption);
  }

  /**
   * No principal writes a key policy past the check that the writer can still change it afterwards: a key could be left to nobody.
   *
   * @param exemption principals that may; exempt by tag only beside `denyOtherOrganizations`, since outsiders give their principals any tag
   * @see https://docs.aws.amazon.com/controltower/latest/controlreference/ct-kms-pv-3.html
   */
  public static denyBypassingKeyLockoutCheck(exemption?: PolicyExemption): iam.PolicyStatement {
    const statement = denyPrincipals('DenyBypassingKeyLockoutCheck', ['kms:PutKeyPolicy'], exemption);
    return addConditions(statement, { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } });
  }

  /**
   * No principal deletes secrets without the days in which they can be restored.
   *
   * @param exemption principals that may; exempt by tag only beside `denyOtherOrganizations`, since outsiders give their principals any tag
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
   */
  public static denySecretDeletionWithoutRecovery(exemption?: PolicyExemption): iam.PolicyStatement {
    const statement = denyPrincipals('DenySecretDeletionWithoutRecovery', ['secretsmanager:DeleteSecret'], exemption);
    return addConditions(statement, { Bool: { 'secretsmanager:ForceDeleteWithoutRecovery': 'true' } });
  }

  private constructor() {}
}

function deny(sid: string, actions: string[], conditions: Record<string, Record<string, unknown>>): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.StarPrincipal()], actions, resources: ['*'], conditions });
}

/** An AWS service that asks for itself has no ARN or tag by which it could be exempted, so services are spared. */
function denyPrincipals(sid: string, actions: string[], exemption?: PolicyExemption): iam.PolicyStatement {
  return addConditions(deny(sid, actions, exemptionConditions(exemption)), { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } });
}

/** Who is left, beside AWS services: the organization, the accounts and whoever asks for a resource with the tag. */
function perimeter(props: OrganizationPerimeterProps, organizationKey: string, accountKey: string): Record<string, unknown> {
  const { organizationId, accounts, exemptResourceTag } = props;
  requireOrganizationId(organizationId);
  if (accounts) {
    requireMembers('accounts', accounts, 'an account, or leave the list out');
    requireAccountIds('accounts', accounts);
  }
  return {
    [organizationKey]: organizationId,
    ...accounts && { [accountKey]: accounts },
    ...exemptResourceTag && { [`aws:ResourceTag/${exemptResourceTag.key}`]: exemptResourceTag.value },
  };
}

function actionsOf(services: string[]): string[] {
  requireMembers('services', services, 'a service, such as `s3`');
  const wrong = services.find(service => !Token.isUnresolved(service) && !RCP_SERVICES.has(service));
  if (wrong !== undefined) {
    const nearest = nearestName(wrong, [...RCP_SERVICES]);
    throw new Error(`services has \`${wrong}\`, to which resource control policies do not apply: `
      + (nearest ? `did you mean \`${nearest}\`?` : 'guard such resources with ResourcePolicyGuard, or with a service control policy'));
  }
  return services.map(service => `${service}:*`);
}

function requireMembers(prop: string, list: string[], expected: string): void {
  if (list.length === 0) { throw new Error(`${prop} is an empty list, expected ${expected}`); }
}

function requireIssuer(found: string, issuer: string): void {
  if (Token.isUnresolved(issuer)) {
    throw new Error(`${found} a value that is known only at deployment, expected plain text: it becomes the name of a condition key`);
  }
  if (!/^[\w.-]+\.[\w.-]+(\/[\w./-]*)?$/.test(issuer)) {
    throw new Error(`${found} \`${issuer}\`, expected an issuer without \`https://\` and without wildcards, such as \`token.actions.githubusercontent.com\``);
  }
}

function requireClaim(issuer: string, claim: string): void {
  if (claim === 'sts:RoleSessionName') { return; }
  const claims = claimsReadFrom(issuer);
  if (!claims.includes(claim.toLowerCase())) {
    throw new Error(`claim is \`${claim}\`, which STS does not read from tokens of ${issuer}, expected one of ${claims.join(', ')}`);
  }
}
