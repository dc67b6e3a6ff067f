/**
 * The role that another account assumes. The trusted roles or account and the ExternalId stand in one statement, and the ExternalId must be hard to guess.
 */
import { Aws, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { finishRole, roleSettings } from './role-settings';
import { requireStrongExternalId } from './trust/external-id';
import { WorkloadRoleProps } from './workload-role-props';

/**
 * Properties of a `CrossAccountRole`. Exactly one of `trustedRoleArns` and `trustedAccountId` is given.
 */
export interface CrossAccountRoleProps extends WorkloadRoleProps {
  /**
   * The roles of other accounts that may assume this one, by their full ARNs without wildcards. They must exist when this role is deployed.
   *
   * @default - none: `trustedAccountId` is given
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
   */
  readonly trustedRoleArns?: string[];

  /**
   * The account that may assume this role, as 12 digits. Everyone whom that account allows gets in: prefer `trustedRoleArns`.
   *
   * @default - none: `trustedRoleArns` is given
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
   */
  readonly trustedAccountId?: string;

  /**
   * The value that callers must present, agreed on with the other side and different for each of its customers: 16 to 1,224 letters, digits and `_+=,.@:/-`,
   * not to be guessed. Make one with `openssl rand -hex 16`. It is no secret: everyone who can read the role sees it.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  readonly externalId: string;
}

/**
 * Role for another account, such as an auditor's or a vendor's. It may do nothing until something is granted to it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
export class CrossAccountRole extends iam.Role {
  /**
   * Throws when not exactly one of `trustedRoleArns` and `trustedAccountId` is given, when an ARN or account is malformed, holds a wildcard or belongs to this
   * account, when the ExternalId is malformed or easy to guess, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: CrossAccountRoleProps) {
    const trusted = trustedPrincipals(props);
    const trustedAccounts = trusted.map(accountOf);
    for (const account of trustedAccounts) {
      requireOtherAccount(scope, account);
    }
    requireStrongExternalId(props.externalId, [...trustedAccounts, Stack.of(scope).account]);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: new TrustedPrincipals(trusted, { StringEquals: { 'sts:ExternalId': props.externalId } }),
    });
    finishRole(this, props);
  }
}

/** Several AWS principals in one statement. */
class TrustedPrincipals extends iam.PrincipalBase {
  constructor(private readonly arns: string[], private readonly conditions: iam.Conditions) {
    super();
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    return new iam.PrincipalPolicyFragment({ AWS: this.arns }, this.conditions);
  }

  public dedupeString(): string {
    return JSON.stringify([this.arns, this.conditions]);
  }
}

function trustedPrincipals({ trustedRoleArns = [], trustedAccountId }: CrossAccountRoleProps): string[] {
  if ((trustedRoleArns.length > 0) === (trustedAccountId !== undefined)) {
    throw new Error(
      `${trustedAccountId === undefined ? 'neither trustedRoleArns nor trustedAccountId is' : 'trustedRoleArns and trustedAccountId are both'} given, `
      + 'expected exactly one: name the roles in trustedRoleArns, or the whole account in trustedAccountId',
    );
  }
  if (trustedAccountId !== undefined) {
    requireAccountId(trustedAccountId);
    return [`arn:${Aws.PARTITION}:iam::${trustedAccountId}:root`];
  }
  trustedRoleArns.forEach(requireRoleArn);
  return trustedRoleArns;
}

function requireAccountId(accountId: string): void {
  if (Token.isUnresolved(accountId)) return;
  if (!/^\d{12}$/.test(accountId)) {
    throw new Error(`trustedAccountId is \`${accountId}\`, expected 12 digits: write the number of the one account, without dashes, as text`);
  }
}

function requireRoleArn(arn: string): void {
  if (/[*?]/.test(arn)) {
    throw new Error(`trustedRoleArns holds \`${arn}\`, expected ARNs without wildcards: name each role, or the whole account in trustedAccountId`);
  }
  if (Token.isUnresolved(arn)) return;
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/[\x21-\x7E]+$/.test(arn)) {
    throw new Error(
      `trustedRoleArns holds \`${arn}\`, expected \`arn:aws:iam::111122223333:role/NAME\`: give the role, not a session, user or account`,
    );
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
