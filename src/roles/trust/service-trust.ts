/**
 * The principal of a role that an AWS service assumes, with the confused-deputy conditions in the same statement.
 * The catalog's table decides what a service bears by default; a condition that it is known not to bear, or about which nothing is known, is refused.
 */
import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { hasService } from '../../catalog/actions';
import { findTrustConditions, globalServicePrincipal, TRUST_CONDITIONS, TrustConditionRow } from '../../catalog/trust-conditions';
import { nearestName } from '../../diagnostics/nearest-name';
import { ConfusedDeputyProtection } from '../confused-deputy-protection';
import { NamedWorkload } from '../workload-agreement';

/** The resources that the service may act for under `STRICT`. */
export interface TrustedSource {
  /** Values of `aws:SourceArn`. */
  readonly arns: string[];

  /** The option by which the user named them, and nothing else: it would be ignored in silence under another protection. */
  readonly option?: string;

  /** The resource that takes the role, where they are named by its name. */
  readonly workload?: NamedWorkload;
}

/** What a role that trusts one service is made of. */
export interface ServiceTrust {
  readonly servicePrincipal: string;

  /** The user's choice; by default the strongest form that the service is known to support. */
  readonly protection?: ConfusedDeputyProtection;

  /** By default the pattern of the catalog. */
  readonly source?: TrustedSource;
}

export function serviceTrust(scope: Construct, { servicePrincipal, protection, source }: ServiceTrust): iam.IPrincipal {
  requireServicePrincipal(servicePrincipal);
  const row = findTrustConditions(servicePrincipal);
  const chosen = protection ?? defaultProtection(servicePrincipal, row);
  const account = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  requireUse(source, chosen, { isDefault: protection === undefined, canBeStrict: row?.grade !== 'never' });
  switch (chosen) {
    case ConfusedDeputyProtection.OFF:
      return new iam.ServicePrincipal(servicePrincipal);
    case ConfusedDeputyProtection.ACCOUNT:
      requireSentKeys(chosen, servicePrincipal, row);
      return new iam.ServicePrincipal(servicePrincipal, { conditions: account });
    case ConfusedDeputyProtection.STRICT:
      requireSentKeys(chosen, servicePrincipal, row);
      requireSourceArns(source, sendsArnAlone(row) ? undefined : Stack.of(scope).account);
      return new iam.ServicePrincipal(servicePrincipal, {
        conditions: {
          ...(sendsArnAlone(row) ? {} : account),
          ArnLike: { 'aws:SourceArn': source?.arns ?? cataloguedSourceArn(scope, servicePrincipal, row) },
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
      `confusedDeputy is not given, and nothing is known about the conditions that \`${servicePrincipal}\` meets, expected your choice: ${didYouMean(servicePrincipal)}use `
      + 'ConfusedDeputyProtection.STRICT with sourceArns or ACCOUNT where the documentation of the service names aws:SourceArn or aws:SourceAccount, else OFF',
    );
  }
}

/** Empty for a service that the catalog has the actions of, whatever its name resembles. */
function didYouMean(servicePrincipal: string): string {
  const [service] = globalServicePrincipal(servicePrincipal)?.split('.amazonaws.com') ?? [];
  if (Token.isUnresolved(servicePrincipal) || service === undefined || hasService(service)) { return ''; }
  const near = nearestName(service, TRUST_CONDITIONS.map(row => row.servicePrincipal.replace(/\.amazonaws\.com$/, '')));
  return near === undefined ? '' : `did you mean \`${near}.amazonaws.com\`? If not, `;
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

/** What the user narrows has to be narrowed. */
function requireUse(source: TrustedSource | undefined, chosen: ConfusedDeputyProtection, { isDefault, canBeStrict }: Record<'isDefault' | 'canBeStrict', boolean>): void {
  if (source?.option === undefined || chosen === ConfusedDeputyProtection.STRICT) { return; }
  throw new Error(
    `confusedDeputy is ${chosen}${isDefault ? ' by default' : ''}, but \`${source.option}\` is given, which only STRICT asks for: `
    + `${canBeStrict ? 'add `confusedDeputy: ConfusedDeputyProtection.STRICT` or ' : ''}leave \`${source.option}\` out`,
  );
}

/**
 * What the user named has to be resources that the service can act for.
 *
 * @param account of the role, where the trust policy asks for it as well
 */
function requireSourceArns(source: TrustedSource | undefined, account: string | undefined): void {
  if (source?.option === undefined || Token.isUnresolved(source.arns)) { return; }
  const { arns, option } = source;
  if (arns.length === 0) {
    throw new Error(`${option} is [], expected at least one ARN, or the role could never be assumed: leave it out to trust the service for all of this account`);
  }
  for (const arn of arns.filter(value => !Token.isUnresolved(value))) {
    const [, owner] = /^arn:[^:]*:[^:]*:[^:]*:([^:]*):./.exec(arn) ?? [];
    if (owner === undefined) {
      throw new Error(`${option} has \`${arn}\`, expected the ARN of a resource, in which \`*\` and \`?\` are wildcards, such as `
        + '`arn:aws:glue:eu-central-1:111122223333:job/orders`');
    }
    if (account !== undefined && !Token.isUnresolved(account) && /^\d{12}$/.test(owner) && owner !== account) {
      throw new Error(`${option} has \`${arn}\` of the account ${owner}, expected one of the account ${account} of the role, which aws:SourceAccount asks for `
        + 'as well, so that the role could never be assumed: name resources of the own account');
    }
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
