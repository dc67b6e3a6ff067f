/**
 * Ids of organizations and accounts, as the guardrails take them. Unresolved ids are passed on unjudged.
 */
import { Token } from 'aws-cdk-lib';

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html read 2026-11-22 */
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const ACCOUNT = /^\d{12}$/;

export function requireOrganizationId(organizationId: string): void {
  if (!Token.isUnresolved(organizationId) && !ORGANIZATION.test(organizationId)) {
    throw new Error(`organizationId is \`${organizationId}\`, expected the id of an organization, such as \`o-a1b2c3d4e5\``);
  }
}

export function requireAccountIds(prop: string, accounts: string[]): void {
  const wrong = Token.isUnresolved(accounts) ? undefined : accounts.find(account => !Token.isUnresolved(account) && !ACCOUNT.test(account));
  if (wrong !== undefined) {
    throw new Error(`${prop} has \`${wrong}\`, expected the twelve digits of an account, such as \`111122223333\``);
  }
}
