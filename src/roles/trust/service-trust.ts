/**
 * The principal of a role that an AWS service assumes, with the confused-deputy conditions in the same statement.
 * The catalog's table decides what a service bears by default; a condition that the table does not know is refused, never guessed.
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { findTrustConditions } from '../../catalog/trust-conditions';
import { ConfusedDeputyProtection } from '../confused-deputy-protection';

/** What a role that trusts one service is made of. */
export interface ServiceTrust {
  readonly servicePrincipal: string;

  /** The user's choice; by default the strongest form that the service is known to support. */
  readonly protection?: ConfusedDeputyProtection;

  /** The values of `aws:SourceArn` under `STRICT`; by default the pattern of the catalog. */
  readonly sourceArns?: () => string[];
}

export function serviceTrust(scope: Construct, { servicePrincipal, protection, sourceArns }: ServiceTrust): iam.IPrincipal {
  const account = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  switch (protection ?? defaultProtection(servicePrincipal)) {
    case ConfusedDeputyProtection.OFF:
      return new iam.ServicePrincipal(servicePrincipal);
    case ConfusedDeputyProtection.ACCOUNT:
      return new iam.ServicePrincipal(servicePrincipal, { conditions: account });
    case ConfusedDeputyProtection.STRICT:
      return new iam.ServicePrincipal(servicePrincipal, {
        conditions: { ...account, ArnLike: { 'aws:SourceArn': sourceArns?.() ?? cataloguedSourceArn(scope, servicePrincipal) } },
      });
  }
}

function defaultProtection(servicePrincipal: string): ConfusedDeputyProtection {
  switch (findTrustConditions(servicePrincipal)?.grade) {
    case 'strong': return ConfusedDeputyProtection.STRICT;
    case 'medium': return ConfusedDeputyProtection.ACCOUNT;
    default: return ConfusedDeputyProtection.OFF;
  }
}

function cataloguedSourceArn(scope: Construct, servicePrincipal: string): string {
  const pattern = findTrustConditions(servicePrincipal)?.sourceArn;
  if (pattern === undefined) {
    throw new Error(
      `confusedDeputy is STRICT, but no aws:SourceArn is known for \`${servicePrincipal}\`: use ConfusedDeputyProtection.ACCOUNT or OFF`,
    );
  }
  const { partition, region, account } = Stack.of(scope);
  return pattern.replace('${Partition}', partition).replace('${Region}', region).replace('${Account}', account);
}
