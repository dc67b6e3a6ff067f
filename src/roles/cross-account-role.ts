/**
 * The role that callers of other accounts assume. Who they are and what is asked of them stand in one statement: a third party shows an
 * ExternalId that is hard to guess, and whoever shows none is known to be of the own organization.
 */
import { Aws, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { finishRole, roleSettings } from './role-settings';
import { requireStrongExternalId } from './trust/external-id';
import { requirePrincipalArns } from './trust/principal-arn';
import { SessionConditions, SessionPrincipals, sessionTerms } from './trust/session-conditions';
import { SessionTagTerms, sessionTagTerms } from './trust/session-tags';
import { WorkloadRoleProps } from './workload-role-props';
import { literalsIn, requireWrittenOut } from '../cdk/known-now';
import { requireOrganizationId } from '../guardrails/organization-ids';
import { isSessionNamePattern, SESSION_NAME_FORM } from '../policy/session-name';

/**
 * Properties of a `CrossAccountRole`. It is given who is trusted: `trustedRoleArns`, or `trustedAccountId`, or `organizationId` alone; and `externalId`,
 * `organizationId` or both.
 */
export interface CrossAccountRoleProps extends WorkloadRoleProps, SessionConditions {
  /**
   * The roles of other accounts that may assume this one, by their full ARNs without wildcards: at least one. They must exist when this role is deployed.
   *
   * @default - none: `trustedAccountId` or `organizationId` is given
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
   */
  readonly trustedRoleArns?: string[];

  /**
   * The account that may assume this role, as 12 digits. Everyone whom that account allows gets in: prefer `trustedRoleArns`, or name them in
   * `trustedRoleNames`.
   *
   * @default - none: `trustedRoleArns` or `organizationId` is given
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
   */
  readonly trustedAccountId?: string;

  /**
   * The names of the roles that may come from `trustedAccountId` or the organization, with their paths: `security/auditor`. They may hold `*` and `?`, and
   * they need not exist yet. Not together with `trustedRoleArns`.
   *
   * @default - every principal of that account or organization that its own policies allow
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
   */
  readonly trustedRoleNames?: string[];

  /**
   * The organization that callers have to be of, such as `o-a1b2c3d4e5`: your own. Without `trustedRoleArns` and `trustedAccountId` all of its accounts
   * are trusted.
   *
   * @default - callers are of any organization or none, and show an ExternalId
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   */
  readonly organizationId?: string;

  /**
   * The parts of the organization that callers have to be of, by their paths, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`, where `*` stands for all
   * below. AWS ends each path with `/`, so each of them ends with `/` or `*`.
   *
   * @default - any part of it
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
   */
  readonly organizationPaths?: string[];

  /**
   * The value that callers must present, agreed on with the other side and different for each of its customers: 16 to 1,224 letters, digits and `_+=,.@:/-`,
   * not to be guessed. Make one with `openssl rand -hex 16`. It is no secret: everyone who can read the role sees it.
   *
   * @default - none: `organizationId` is given
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  readonly externalId?: string;

  /**
   * The name that callers have to give their session: 2 to 64 letters, digits and `_+=,.@-`. It may hold `*`, `?` and the policy variable `${aws:username}`.
   *
   * @default - any
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
   */
  readonly roleSessionName?: string;

  /**
   * Keys of the session tags that callers have to pass, and the only ones that they may: 1 to 128 letters, digits, spaces and `_.:/=+@-` each, without tokens.
   *
   * @default - none, and none may be passed
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
   */
  readonly sessionTagKeys?: string[];
}

/**
 * Role for another account: an auditor's, a vendor's, or one of your own organization. It may do nothing until something is granted to it. The other half, in
 * the account of the caller, is an `AssumeCrossAccountRole`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
export class CrossAccountRole extends iam.Role {
  /**
   * Throws when it is not said who is trusted, or said twice, when a list is empty, when there is neither an ExternalId nor an organization, when an ARN, account,
   * name or path of the organization is malformed, when an account is this one, when the ExternalId is easy to guess, when names or tag keys are known only at
   * deployment, and when a session name, tag key, session condition, name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: CrossAccountRoleProps) {
    const trusted = trustedPrincipals(props);
    const trustedAccounts = Token.isUnresolved(trusted) ? [] : trusted.map(accountOf).filter(account => account !== ANYONE);
    for (const account of trustedAccounts) {
      requireOtherAccount(scope, account);
    }
    if (props.externalId !== undefined) {
      requireStrongExternalId(props.externalId, [...trustedAccounts, Stack.of(scope).account]);
    }
    const session = sessionTerms(props);
    const tags = sessionTagTerms(props.sessionTagKeys);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: new SessionPrincipals(
        undefined,
        trusted,
        { ...session, actions: [...session.actions, ...tags.actions] },
        callerConditions(props, tags),
      ),
    });
    finishRole(this, props);
  }
}

const ANYONE = '*';

function trustedPrincipals(props: CrossAccountRoleProps): string[] {
  const { trustedRoleArns, trustedAccountId, trustedRoleNames, organizationId, organizationPaths, externalId } = props;
  requireSomeRoles(trustedRoleArns);
  if (externalId === undefined && organizationId === undefined) {
    throw new Error('neither externalId nor organizationId is given, expected at least one: externalId for a third party, organizationId for your own accounts');
  }
  if (organizationId !== undefined) { requireOrganizationId(organizationId); }
  requireOrganizationPaths(organizationId, organizationPaths);
  if (trustedRoleArns && trustedAccountId !== undefined) {
    throw new Error('trustedRoleArns and trustedAccountId are both given, expected one of them: the roles are of their accounts already');
  }
  if (trustedRoleArns && trustedRoleNames !== undefined) {
    throw new Error('trustedRoleArns and trustedRoleNames are both given, expected one of them: write all roles in full, or their account and names');
  }
  requireRoleNames(trustedRoleNames);
  requireSessionName(props.roleSessionName);
  if (trustedRoleArns) {
    requirePrincipalArns('trustedRoleArns', 'role', trustedRoleArns, 'name each role, not a session, a user or its account, which is given in trustedAccountId');
    return trustedRoleArns;
  }
  if (trustedAccountId !== undefined) {
    requireAccountId(trustedAccountId);
    return [`arn:${Aws.PARTITION}:iam::${trustedAccountId}:root`];
  }
  if (organizationId === undefined) {
    throw new Error(
      'neither trustedRoleArns nor trustedAccountId is given, expected exactly one: name the roles in trustedRoleArns, or the whole account in trustedAccountId',
    );
  }
  return [ANYONE];
}

/** What is asked of callers besides the session conditions, on keys that those do not use. */
function callerConditions(props: CrossAccountRoleProps, tags: SessionTagTerms): iam.Conditions {
  const { trustedAccountId, trustedRoleNames, organizationId, organizationPaths, externalId, roleSessionName } = props;
  return {
    ...tags.conditions,
    ...(externalId ?? organizationId) !== undefined && {
      StringEquals: {
        ...externalId !== undefined && { 'sts:ExternalId': externalId },
        ...organizationId !== undefined && { 'aws:PrincipalOrgID': organizationId },
      },
    },
    ...roleSessionName !== undefined && { StringLike: { 'sts:RoleSessionName': roleSessionName } },
    ...organizationPaths && { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': organizationPaths } },
    ...trustedRoleNames && {
      ArnLike: { 'aws:PrincipalArn': trustedRoleNames.map(name => `arn:${Aws.PARTITION}:iam::${trustedAccountId ?? ANYONE}:role/${name}`) },
    },
  };
}

/** Filtered down to nobody, they would let all of the organization in. */
function requireSomeRoles(arns: string[] | undefined): void {
  if (arns?.length === 0) {
    throw new Error(
      'trustedRoleArns is empty, expected at least one ARN, such as `arn:aws:iam::111122223333:role/NAME`: leave it out to trust all of the organization '
      + 'or of an account, and make no role where nobody is trusted',
    );
  }
}

function requireSessionName(name: string | undefined): void {
  if (name !== undefined && !Token.isUnresolved(name) && !isSessionNamePattern(name.replace(/\$\{[^}]+\}/g, 'xx'))) {
    throw new Error(`roleSessionName is \`${name}\`, expected ${SESSION_NAME_FORM}, with \`*\` and \`?\` as wildcards, such as \`nightly-*\`: STS takes no other names`);
  }
}

function requireRoleNames(names: string[] | undefined): void {
  if (names === undefined) return;
  requireWrittenOut('trustedRoleNames', names, 'an ARN is made of each of them');
  const wrong = names.length === 0 ? '' : literalsIn(names).find(name => !/^[\w+=,.@/*?-]+$/.test(name) || /^[/*?]/.test(name));
  if (wrong !== undefined) {
    throw new Error(
      `trustedRoleNames ${names.length === 0 ? 'is empty' : `holds \`${wrong}\``}, expected names of roles with their paths, such as \`security/auditor-*\`: `
      + 'leave out what stands before the path, and begin with something fixed',
    );
  }
}

function requireOrganizationPaths(organizationId: string | undefined, paths: string[] | undefined): void {
  if (paths === undefined) return;
  if (organizationId === undefined || paths.length === 0) {
    throw new Error(`organizationPaths is given ${paths.length === 0 ? 'without a path' : 'without organizationId'}, expected both, or neither for every caller`);
  }
  const isOfOrganization = (path: string) => Token.isUnresolved(organizationId) || path.startsWith(`${organizationId}/r-`);
  const wrong = literalsIn(paths).find(path => !isOfOrganization(path) || !/[/*]$/.test(path));
  if (wrong !== undefined) {
    throw new Error(
      `organizationPaths holds \`${wrong}\`, expected paths of the organization from its root on, with \`/\` or \`*\` at the end, `
      + `such as \`${Token.isUnresolved(organizationId) ? 'o-a1b2c3d4e5' : organizationId}/r-ab12/ou-ab12-11111111/*\`: other paths match nobody`,
    );
  }
}

function requireAccountId(accountId: string): void {
  if (Token.isUnresolved(accountId)) return;
  if (!/^\d{12}$/.test(accountId)) {
    throw new Error(`trustedAccountId is \`${accountId}\`, expected 12 digits: write the number of the one account, without dashes, as text`);
  }
}

/** The account field of an ARN; an unresolved one where it is not written out. */
function accountOf(arn: string): string {
  return arn.split(':')[4] ?? arn;
}

function requireOtherAccount(scope: Construct, account: string): void {
  if (!Token.isUnresolved(account) && account === Stack.of(scope).account) {
    throw new Error(`the trusted account \`${account}\` is the account of this stack, expected another one: inside an account use iam.Role, which needs no ExternalId`);
  }
}
