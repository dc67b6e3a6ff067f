/**
 * Who is left out of the statements of an organization policy.
 *
 * Promises: an exemption names principals that only the organization can make: an ARN has an account of twelve digits, since a role of
 * the same name can be made in every account.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * The principals that a statement of an organization policy does not apply to. Who matches one of its members is left out.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export interface PolicyExemption {
  /**
   * ARNs of roles or users (`aws:PrincipalArn`), such as `arn:aws:iam::111122223333:role/break-glass`. The name may hold `*` and `?`,
   * the account may not.
   *
   * @default - none
   */
  readonly principalArns?: string[];

  /**
   * A tag of the principal with its value (`aws:PrincipalTag`). Keep the tag out of the hands of others with
   * `ServiceControlStatements.protectTags`.
   *
   * @default - none
   */
  readonly principalTag?: PrincipalTag;
}

/**
 * A tag that a principal carries.
 */
export interface PrincipalTag {
  /**
   * The key of the tag.
   */
  readonly key: string;

  /**
   * The value of the tag.
   */
  readonly value: string;
}

/** The conditions that leave the exempted out of a Deny: it applies to who is like none of the ARNs and has another tag or none. */
export function exemptionConditions(exemption: PolicyExemption = {}): Record<string, Record<string, unknown>> {
  const { principalArns, principalTag } = exemption;
  principalArns?.forEach(requirePrincipalArn);
  if (principalArns?.length === 0) {
    throw new Error('principalArns is an empty list: leave it out if nobody is exempted by ARN');
  }
  return {
    ...principalArns && { ArnNotLike: { 'aws:PrincipalArn': principalArns } },
    ...principalTag && { StringNotEquals: { [`aws:PrincipalTag/${principalTag.key}`]: principalTag.value } },
  };
}

/** Adds conditions to a statement, beside those that it has. */
export function addConditions(statement: iam.PolicyStatement, conditions: Record<string, Record<string, unknown>>): iam.PolicyStatement {
  for (const [operator, keys] of Object.entries(conditions)) {
    statement.addCondition(operator, { ...statement.conditions[operator], ...keys });
  }
  return statement;
}

function requirePrincipalArn(arn: string): void {
  if (Token.isUnresolved(arn)) { return; }
  const [, partition, service, , account, resource] = /^arn:([\w-]+):(iam|sts):([^:]*):([^:]*):(.+)$/.exec(arn) ?? [];
  if (partition === undefined || service === undefined || !/^(role|user|assumed-role|root)\b/.test(resource)) {
    throw new Error(`principalArns has \`${arn}\`, expected the ARN of a role or user, such as \`arn:aws:iam::111122223333:role/break-glass\``);
  }
  if (!/^\d{12}$/.test(account)) {
    throw new Error(`principalArns has \`${arn}\`, whose account is \`${account}\`, expected twelve digits: a role of that name can be made in `
      + 'every account. Name each account, or exempt by principalTag');
  }
}
