/**
 * A permission set of IAM Identity Center: what people have in the accounts that it is assigned to.
 *
 * It stands in no one account, so it is no grantee: a resource policy cannot name it, and a grant on a resource of this stack would hold for the
 * namesake in every account. Its permissions are written as statements.
 */
import { Aws, Duration, Lazy, Stack, Tags, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sso from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { findDeprecatedManagedPolicy } from '../catalog/deprecated-managed-policies';
import { findManagedPolicyPath, managedPolicyNames } from '../catalog/managed-policy-documents';
import { QUOTAS } from '../catalog/quotas';
import { requireDescription } from '../cdk/iam-names';
import { requireWrittenOut } from '../cdk/known-now';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';
import { requireTags } from '../cdk/tag-forms';
import { requireSeconds } from '../cdk/whole-seconds';
import { nearestName } from '../diagnostics/nearest-name';
import { literalSize } from '../guardrails/literal-size';

/**
 * Properties of a `PermissionSet`.
 */
export interface PermissionSetProps {
  /**
   * The instance of IAM Identity Center, by its ARN: `arn:aws:sso:::instance/ssoins-0123456789abcdef`.
   */
  readonly instanceArn: string;

  /**
   * The name that people choose it by: 1 to 32 letters, digits and `_+=,.@-`.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
   */
  readonly name: string;

  /**
   * What it is for, up to 700 Latin characters (of Unicode those up to `ÿ`).
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * How long a session lasts before people sign in again, from 1 to 12 hours.
   *
   * @default Duration.hours(1)
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html
   */
  readonly sessionDuration?: Duration;

  /**
   * What people may do, as an inline policy of up to 10,240 characters. More can be added with `addToPolicy`.
   *
   * @default - nothing
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
   */
  readonly statements?: iam.PolicyStatement[];

  /**
   * AWS managed policies, by their names with their paths, each with the reason why no narrower policy will do:
   * `{ 'job-function/Billing': 'accounting works with the whole billing console' }`. AWS widens them without notice. The reasons
   * stand in the metadata of the resource, and acknowledge the findings of `aws-managed-admin-policy`, `broad-aws-managed-policy` and `aws-managed-policy`.
   *
   * @default - none
   */
  readonly awsManagedPolicies?: { [name: string]: string };

  /**
   * Customer managed policies, by their names with their paths: `security/auditor`. Each has to exist in every account that the permission set is
   * assigned to.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html
   */
  readonly customerManagedPolicies?: string[];

  /**
   * The customer managed policy that bounds what people can ever be allowed, by its name with its path. It has to exist in every account that the
   * permission set is assigned to.
   *
   * @default - no boundary
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html
   */
  readonly permissionsBoundary?: string;

  /**
   * Tags of the permission set. The roles that it becomes do not get them.
   *
   * @default - only the tags of the enclosing scopes
   */
  readonly tags?: { [key: string]: string };
}

/**
 * What people whom IAM Identity Center signs in may do in the accounts that they are assigned to. Deny by default: without a policy it allows nothing.
 *
 * Identity Center makes a role of it in each account. Deploy it in the management account of the organization or in its delegated administrator.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export class PermissionSet extends Construct {
  /**
   * The ARN of the permission set.
   */
  public readonly permissionSetArn: string;

  private readonly instanceArn: string;
  private readonly policy: iam.PolicyDocument;
  private readonly assignments = new Set<string>();

  /**
   * Throws when the ARN of the instance, the name, the description, a tag or the session duration is not valid, when an AWS managed policy does not exist, is known
   * only at deployment, cannot be attached any more or has no reason, when the name of a customer managed policy is malformed or given twice or their
   * list is known only at deployment, and when there are more than 20 policies. An inline policy that is too long or not one of an identity fails synthesis.
   */
  constructor(scope: Construct, id: string, props: PermissionSetProps) {
    super(scope, id);
    const { instanceArn, name, description, sessionDuration = Duration.hours(1), permissionsBoundary } = props;
    const { awsManagedPolicies = {}, customerManagedPolicies = [] } = props;
    requireInstance(instanceArn);
    requireText('name', name, /^[\w+=,.@-]{1,32}$/, '1 to 32 letters, digits and `_+=,.@-`');
    requireDescription(description, 1, 700);
    requireSeconds('sessionDuration', sessionDuration, Duration.hours(1), Duration.hours(12), 'use for example Duration.hours(4)');
    requireTags('tags', props.tags ?? {});
    requireCustomerManagedPolicies(customerManagedPolicies);
    Object.entries(awsManagedPolicies).forEach(requireAwsManagedPolicy);
    requirePolicyCount(Object.keys(awsManagedPolicies).length + customerManagedPolicies.length);
    this.instanceArn = instanceArn;
    this.policy = new iam.PolicyDocument({ statements: props.statements });
    const resource = new sso.CfnPermissionSet(this, 'Resource', {
      instanceArn,
      name,
      description,
      sessionDuration: durationText(sessionDuration),
      inlinePolicy: Lazy.any({ produce: () => this.policy.isEmpty ? undefined : this.policy }),
      managedPolicies: oneOrMore(Object.keys(awsManagedPolicies).map(policy => `arn:${Aws.PARTITION}:iam::aws:policy/${policy}`)),
      customerManagedPolicyReferences: oneOrMore(customerManagedPolicies.map(policy => policyReference('customerManagedPolicies', policy))),
      permissionsBoundary: permissionsBoundary === undefined ? undefined : {
        customerManagedPolicyReference: policyReference('permissionsBoundary', permissionsBoundary),
      },
    });
    this.permissionSetArn = resource.attrPermissionSetArn;
    Object.entries(props.tags ?? {}).forEach(([key, value]) => Tags.of(this).add(key, value));
    if (Object.keys(awsManagedPolicies).length > 0) {
      resource.addMetadata('AwsManagedPolicies', awsManagedPolicies);
      acknowledgeRules(this, awsManagedPolicyReasons(awsManagedPolicies));
    }
    this.node.addValidation({ validate: () => this.faults() });
  }

  /**
   * Adds to the inline policy.
   *
   * @param statement a statement of an identity's policy: without principals
   */
  public addToPolicy(statement: iam.PolicyStatement): void {
    this.policy.addStatements(statement);
  }

  /**
   * Gives the permission set to a group of Identity Center, in each of the accounts.
   *
   * @param groupId the id of the group, such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`
   * @param accountIds accounts of the organization, as 12 digits, each of them once
   * @throws Error on no account, on one that is not 12 digits or is assigned already, on a list that is known only at deployment, and on an id that is not one
   * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
   */
  public assignToGroup(groupId: string, accountIds: string[]): void {
    this.assign('GROUP', 'groupId', groupId, accountIds);
  }

  /**
   * Gives the permission set to one user of Identity Center, in each of the accounts. Groups are easier to keep track of.
   *
   * @param userId the id of the user, such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`
   * @param accountIds accounts of the organization, as 12 digits, each of them once
   * @throws Error on no account, on one that is not 12 digits or is assigned already, on a list that is known only at deployment, and on an id that is not one
   * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
   */
  public assignToUser(userId: string, accountIds: string[]): void {
    this.assign('USER', 'userId', userId, accountIds);
  }

  private assign(principalType: string, what: string, principalId: string, accountIds: string[]): void {
    requireText(what, principalId, /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'the id and not the name, such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`');
    requireWrittenOut('accountIds', accountIds, 'each account has an assignment of its own');
    if (accountIds.length === 0) {
      throw new Error('accountIds is empty, expected the accounts in which the permission set is assigned: name at least one');
    }
    for (const accountId of accountIds) {
      requireText('accountIds', accountId, /^\d{12}$/, 'accounts as 12 digits, without dashes, as text');
      this.requireNewAssignment(principalId, accountId);
      new sso.CfnAssignment(this, this.assignmentId(principalId, accountId), {
        instanceArn: this.instanceArn,
        permissionSetArn: this.permissionSetArn,
        principalType,
        principalId,
        targetType: 'AWS_ACCOUNT',
        targetId: accountId,
      });
    }
  }

  private requireNewAssignment(principalId: string, accountId: string): void {
    const assignment = `${principalId} ${accountId}`;
    if (this.assignments.has(assignment)) {
      throw new Error(`accountIds holds \`${accountId}\`, in which \`${principalId}\` has the permission set already, expected each account once: leave it out`);
    }
    this.assignments.add(assignment);
  }

  /** By what it assigns, so that it survives a change of order; by number where that is not known yet. */
  private assignmentId(principalId: string, accountId: string): string {
    return Token.isUnresolved(principalId) || Token.isUnresolved(accountId) ? `Assignment${this.assignments.size}` : `Assignment-${principalId}-${accountId}`;
  }

  private faults(): string[] {
    const size = literalSize(Stack.of(this).resolve(this.policy) ?? {});
    const { limit } = QUOTAS.permissionSetInlinePolicySize;
    return [
      ...this.policy.validateForIdentityPolicy(),
      ...size > limit ? [
        `the inline policy has at least ${size} characters, expected at most ${limit}: it is ${size - limit} too long. `
        + 'Move statements into a customer managed policy of the accounts, and name it in customerManagedPolicies',
      ] : [],
    ];
  }
}

function oneOrMore<T>(items: T[]): T[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** ISO 8601. */
function durationText(duration: Duration): string {
  return duration.isUnresolved() ? `PT${Token.asString(duration.toSeconds())}S` : duration.toIsoString();
}

function requireInstance(arn: string): void {
  if (!Token.isUnresolved(arn) && !/^arn:[a-z-]+:sso:::instance\/(?:sso)?ins-[\w.-]{16}$/.test(arn)) {
    throw new Error(`instanceArn is \`${arn}\`, expected \`arn:aws:sso:::instance/ssoins-0123456789abcdef\`: take it from the settings of IAM Identity Center`);
  }
}

function requireText(prop: string, text: string | undefined, form: RegExp, expected: string): void {
  if (text !== undefined && !Token.isUnresolved(text) && !form.test(text)) {
    throw new Error(`${prop} is \`${text}\`, expected ${expected}`);
  }
}

function requireAwsManagedPolicy([name, reason]: [string, string]): void {
  if (reason.trim() === '') {
    throw new Error(`awsManagedPolicies has \`${name}\` without a reason, expected why no narrower policy will do: say it, or write statements`);
  }
  if (Token.isUnresolved(name)) {
    throw new Error('awsManagedPolicies has a name that is known only at deployment, expected one that is written out, since its reason stands under it: write the name');
  }
  const deprecated = findDeprecatedManagedPolicy(name);
  if (deprecated) {
    throw new Error(`awsManagedPolicies has \`${name}\`, which nobody can attach any more, expected ${deprecated.replacement ? `\`${deprecated.replacement}\`` : 'another one, or statements'}`);
  }
  if (!managedPolicyNames().includes(name)) {
    const near = findManagedPolicyPath(name) ?? nearestName(name, managedPolicyNames());
    throw new Error(`awsManagedPolicies has \`${name}\`, expected the name of an AWS managed policy with its path${near ? `, perhaps \`${near}\`` : ''}, without its ARN`);
  }
}

/** What each policy is reported for, with its reason; those that are not wide are reported together. */
function awsManagedPolicyReasons(policies: { readonly [name: string]: string }): { [id: string]: string } {
  const reasons = Object.entries(policies).flatMap(([name, reason]) => ['aws-managed-admin-policy', 'broad-aws-managed-policy'].map(rule => [`${rule}[${name}]`, reason]));
  return { ...Object.fromEntries(reasons), 'aws-managed-policy': Object.values(policies).join('; ') };
}

function requireCustomerManagedPolicies(policies: string[]): void {
  requireWrittenOut('customerManagedPolicies', policies, 'a reference is made of each of them');
  const twin = policies.find((policy, index) => policies.indexOf(policy) < index);
  if (twin !== undefined) {
    throw new Error(`customerManagedPolicies holds \`${twin}\` twice, expected each policy once: leave it out once`);
  }
}

function requirePolicyCount(count: number): void {
  const { limit } = QUOTAS.managedPoliciesPerPermissionSet;
  if (count > limit) {
    throw new Error(`awsManagedPolicies and customerManagedPolicies have ${count} policies, expected at most ${limit}: write statements, or make fewer and larger policies`);
  }
}

function policyReference(prop: string, policy: string): sso.CfnPermissionSet.CustomerManagedPolicyReferenceProperty {
  requireText(prop, policy, /^(?:[\x21-\x2E\x30-\x7E]+\/)*[\w+=,.@-]{1,128}$/, 'the name of a customer managed policy with its path, such as `security/auditor`, without its ARN');
  const slash = policy.lastIndexOf('/') + 1;
  return { name: policy.slice(slash), path: slash === 0 ? undefined : `/${policy.slice(0, slash)}` };
}
