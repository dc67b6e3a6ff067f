/**
 * The principal of a role that an AWS service assumes, with the confused-deputy conditions in the same statement.
 * The catalog's table decides what a service bears by default; a condition that it is known not to bear, or about which nothing is known, is refused.
 */
import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { findTrustConditions, TrustConditionRow } from '../../catalog/trust-conditions';
import { ConfusedDeputyProtection } from '../confused-deputy-protection';

/** What a role that trusts one service is made of. */
export interface ServiceTrust {
  readonly servicePrincipal: string;

  /** The user's choice; by default the strongest form that the service is known to support. */
  readonly protection?: ConfusedDeputyProtection;

  /** The values of `aws:SourceArn` under `STRICT`; by default the pattern of the catalog. */
  readonly sourceArns?: string[];
}

export function serviceTrust(scope: Construct, { servicePrincipal, protection, sourceArns }: ServiceTrust): iam.IPrincipal {
  requireServicePrincipal(servicePrincipal);
  const row = findTrustConditions(servicePrincipal);
  const chosen = protection ?? defaultProtection(servicePrincipal, row);
  const account = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  switch (chosen) {
    case ConfusedDeputyProtection.OFF:
      return new iam.ServicePrincipal(servicePrincipal);
    case ConfusedDeputyProtection.ACCOUNT:
      requireSentKeys(chosen, servicePrincipal, row);
      return new iam.ServicePrincipal(servicePrincipal, { conditions: account });
    case ConfusedDeputyProtection.STRICT:
      requireSentKeys(chosen, servicePrincipal, row);
      return new iam.ServicePrincipal(servicePrincipal, {
        conditions: {
          ...(sendsArnAlone(row) ? {} : account),
          ArnLike: { 'aws:SourceArn': sourceArns ?? cataloguedSourceArn(scope, servicePrincipal, row) },
        },
      });
  }
}

function defaultProtection(servicePrincipal: string, row: TrustConditionRow | undefined): ConfusedDeputyProtection {
  switch (row?.grade) {
    case 'strong': return row.sourceArn === undefined ? ConfusedDeputyProtection.ACCOUNT : ConfusedDeputyProtection.STRICT;
    case 'medium': return ConfusedDeputyProtection.ACCOUNT;
    case 'weak':
    case 'never': return ConfusedDeputyProtection.OFF;
    case undefined: throw new Error(
      `confusedDeputy is not given, and nothing is known about the conditions that \`${servicePrincipal}\` meets, expected your choice: use `
      + 'ConfusedDeputyProtection.STRICT with sourceArns or ACCOUNT where the documentation of the service names aws:SourceArn or aws:SourceAccount, else OFF',
    );
  }
}

/** Whether AWS documents the ARN and not the account for the service: the ARN holds the account. */
function sendsArnAlone(row: TrustConditionRow | undefined): boolean {
  return row?.grade === 'strong' && !row.sourceAccount;
}

/** A role whose conditions are never met cannot be assumed. */
function requireSentKeys(protection: ConfusedDeputyProtection, servicePrincipal: string, row: TrustConditionRow | undefined): void {
  if (row?.grade === 'never') {
    throw new Error(
      `confusedDeputy is ${protection}, but \`${servicePrincipal}\` sends neither aws:SourceAccount nor aws:SourceArn, so that it could not assume the role: `
      + 'use ConfusedDeputyProtection.OFF',
    );
  }
  if (protection === ConfusedDeputyProtection.ACCOUNT && sendsArnAlone(row)) {
    throw new Error(
      `confusedDeputy is ACCOUNT, but \`${servicePrincipal}\` is documented to send aws:SourceArn and not aws:SourceAccount: use ConfusedDeputyProtection.STRICT`,
    );
  }
}

function cataloguedSourceArn(scope: Construct, servicePrincipal: string, row: TrustConditionRow | undefined): string {
  if (row?.sourceArn === undefined) {
    throw new Error(
      `confusedDeputy is STRICT, but no aws:SourceArn is known for \`${servicePrincipal}\`: use ConfusedDeputyProtection.ACCOUNT or OFF`,
    );
  }
  const { partition, region, account } = Stack.of(scope);
  return row.sourceArn.replace('${Partition}', partition).replace('${Region}', region).replace('${Account}', account);
}

function requireServicePrincipal(servicePrincipal: string): void {
  if (Token.isUnresolved(servicePrincipal)) return;
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/.test(servicePrincipal)) {
    throw new Error(
      `servicePrincipal is \`${servicePrincipal}\`, expected the name of an AWS service, such as \`glue.amazonaws.com\`: `
      + 'it stands under "Principal" in the trust policy that the documentation of the service shows',
    );
  }
}
