/**
 * The auditor's half of the `AuditRole`s of many accounts: the permission to assume the role of that one name in each of them, and of no other name.
 */
import { Aws, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { requireWrittenOut } from '../cdk/known-now';
import { Conditions, mergeConditions } from '../grants/writing/conditions';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { requireAccountIds, requireOrganizationId } from '../guardrails/organization-ids';
import { SESSION_NAME, SESSION_NAME_FORM } from '../policy/session-name';

/**
 * Properties of an `AuditHub`. It is given either `accountIds` or `organizationId`.
 */
export interface AuditHubProps {
  /**
   * The role or user of this app that audits.
   */
  readonly auditor: iam.IPrincipal;

  /**
   * The name that the audit role has in every account, with its path and without wildcards: `security/audit`.
   */
  readonly roleName: string;

  /**
   * The audited accounts, as 12 digits. Not this one.
   *
   * @default - none: `organizationId` is given
   */
  readonly accountIds?: string[];

  /**
   * The organization all of whose accounts are audited, those to come included, such as `o-a1b2c3d4e5`. The account of a role that is assumed is compared
   * with it (`aws:ResourceOrgID`), so that nobody outside can lend the auditor a role of that name.
   *
   * @default - none: `accountIds` is given
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
   */
  readonly organizationId?: string;

  /**
   * The ExternalId that the audit roles demand.
   *
   * @default - none is sent
   */
  readonly externalId?: string;

  /**
   * The source identity that the auditor sets: 2 to 64 letters, digits and `_+=,.@-`.
   *
   * @default - none is set
   */
  readonly sourceIdentity?: string;
}

/**
 * Lets an auditor of this account assume the `AuditRole` of other accounts: of those that are listed, or of all of an organization.
 *
 * Each audit role has to trust the auditor as well. The sessions of an auditor that is a role itself last an hour at most.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export class AuditHub extends Construct {
  private readonly roleName: string;

  /**
   * Throws when both accounts and an organization are given or neither, when an account, the organization, the name of the role, the ExternalId or the source
   * identity is malformed, when the accounts are a list that is known only at deployment, when an account is this one, and when the auditor has no policy that can be added to.
   */
  constructor(scope: Construct, id: string, props: AuditHubProps) {
    super(scope, id);
    const { auditor, roleName, accountIds, organizationId, externalId, sourceIdentity } = props;
    requireForm('roleName', roleName, /^(?:[\x21-\x29\x2B-\x2E\x30-\x3E\x40-\x7E]+\/)*[\w+=,.@-]{1,64}$/, 'the name of a role with its path, such as `security/audit`');
    requireForm('externalId', externalId, /^[\w+=,.@:/-]{2,1224}$/, '2 to 1,224 letters, digits and `_+=,.@:/-`');
    requireForm('sourceIdentity', sourceIdentity, SESSION_NAME, SESSION_NAME_FORM);
    this.roleName = roleName;
    const audited = auditedBy(Stack.of(this).account, accountIds, organizationId);
    const resources = audited.accounts.map(account => this.roleArnFor(account));
    const identity = sourceIdentity === undefined ? undefined : { StringEquals: { 'sts:SourceIdentity': sourceIdentity } };
    const asked = externalId === undefined ? undefined : { StringEquals: { 'sts:ExternalId': externalId } };
    const call = `AuditHub \`${this.node.path}\``;
    addScopedGrant({
      call,
      grantee: auditor,
      statements: [
        { actions: ['sts:AssumeRole'], conditions: [asked, identity].reduce(mergeConditions, audited.conditions) },
        ...identity ? [{ actions: ['sts:SetSourceIdentity'], conditions: mergeConditions(audited.conditions, identity) }] : [],
      ].map(statement => ({ ...statement, resources, wildcardReason: audited.wildcardReason })),
    });
  }

  /**
   * The ARN of the audit role in an account: what the auditor's code passes to `AssumeRole`.
   *
   * @param accountId the account, as 12 digits
   */
  public roleArnFor(accountId: string): string {
    return `arn:${Aws.PARTITION}:iam::${accountId}:role/${this.roleName}`;
  }
}

interface Audited {
  readonly accounts: string[];
  readonly conditions?: Conditions;
  readonly wildcardReason?: string;
}

function auditedBy(ownAccount: string, accountIds: string[] | undefined, organizationId: string | undefined): Audited {
  if ((accountIds === undefined) === (organizationId === undefined)) {
    throw new Error(`${accountIds ? 'accountIds and organizationId are both' : 'neither accountIds nor organizationId is'} given, expected exactly one: the accounts, or all of the organization`);
  }
  if (organizationId !== undefined) {
    requireOrganizationId(organizationId);
    return {
      accounts: ['*'],
      conditions: { StringEquals: { 'aws:ResourceOrgID': organizationId } },
      wildcardReason: 'the accounts of the organization come and go; the role has one name, and its account is of the organization',
    };
  }
  const accounts = accountIds!;
  requireWrittenOut('accountIds', accounts, 'the ARN of a role is made of each of them');
  requireAccountIds('accountIds', accounts);
  if (accounts.length === 0 || accounts.some(account => account === ownAccount && !Token.isUnresolved(account))) {
    throw new Error(`accountIds ${accounts.length === 0 ? 'is empty' : `holds this account, \`${ownAccount}\``}, expected the other accounts that are audited: name at least one`);
  }
  return { accounts };
}

function requireForm(prop: string, value: string | undefined, form: RegExp, expected: string): void {
  if (value !== undefined && !Token.isUnresolved(value) && !form.test(value)) {
    throw new Error(`${prop} is \`${value}\`, expected ${expected}`);
  }
}
