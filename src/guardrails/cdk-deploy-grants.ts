/**
 * What a CI role needs to deploy CDK apps: to assume the roles that `cdk bootstrap` made, of named accounts and regions, and nothing else.
 *
 * Promises: the ARNs hold no wildcard, and the execution role, which CloudFormation alone takes, is never among them.
 */
import { Aws, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { requireRegions } from './known-names';
import { partitionOf } from '../catalog/partition';
import { DEFAULT_QUALIFIER, QUALIFIER } from '../deployment/qualifier';

const DEPLOYING = ['deploy', 'file-publishing', 'image-publishing', 'lookup'];
const PLANNING = ['lookup'];

/**
 * The environments that are deployed to: each of the accounts in each of the regions.
 */
export interface CdkEnvironments {
  /**
   * The accounts, of twelve digits each, or `Aws.ACCOUNT_ID` for the one of the stack. At least one.
   */
  readonly accounts: string[];

  /**
   * The regions, such as `eu-central-1`, all of one partition, or `Aws.REGION` for the one of the stack. At least one.
   */
  readonly regions: string[];

  /**
   * The qualifier that the environments were bootstrapped with: up to ten letters, digits, `_` and `-`.
   *
   * @default hnb659fds
   */
  readonly qualifier?: string;
}

/**
 * Permission to deploy CDK apps, for the role of a pipeline: `sts:AssumeRole` on the bootstrap roles of named environments.
 *
 * The pipeline itself then has no permission on any resource. What its deployments may do is decided by the policies that the environments
 * were bootstrapped with (`cdk bootstrap --cloudformation-execution-policies`).
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export class CdkDeployGrants {
  /**
   * Names the environments that were bootstrapped with the template of the CDK, version 8 or later.
   *
   * @throws Error on an empty list, an account that is not twelve digits, an unknown region, regions of several partitions and a bad qualifier
   */
  public static fromEnvironments(environments: CdkEnvironments): CdkDeployGrants {
    const { accounts, regions, qualifier = DEFAULT_QUALIFIER } = environments;
    requireAccounts(accounts);
    requireSomeRegions(regions);
    requireQualifier(qualifier);
    return new CdkDeployGrants(accounts, regions, qualifier);
  }

  private constructor(private readonly accounts: string[], private readonly regions: string[], private readonly qualifier: string) {}

  /**
   * To deploy: the roles for deploying, for publishing files and images, and for look-ups.
   *
   * @param grantee the role of the pipeline. Who can change the code that it deploys can do all that the environments allow CloudFormation.
   */
  public deploy(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, DEPLOYING);
  }

  /**
   * To plan: the role for look-ups alone, which reads. For pull requests, whose code nobody has reviewed yet: `cdk synth` with context
   * look-ups and `cdk diff --method=template` work, a deployment does not.
   *
   * @param grantee the role of the pull requests
   */
  public plan(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, PLANNING);
  }

  private grant(grantee: iam.IGrantable, kinds: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['sts:AssumeRole'], resourceArns: kinds.flatMap(kind => this.roleArns(kind)) });
  }

  private roleArns(kind: string): string[] {
    return this.accounts.flatMap(account => this.regions.map(region =>
      `arn:${partition(region)}:iam::${account}:role/cdk-${this.qualifier}-${kind}-role-${account}-${region}`));
  }
}

function partition(region: string): string {
  return Token.isUnresolved(region) ? Aws.PARTITION : partitionOf(region)!.name;
}

function requireAccounts(accounts: string[]): void {
  requireMembers('accounts', accounts, '111122223333');
  const wrong = accounts.find(account => !Token.isUnresolved(account) && !/^\d{12}$/.test(account));
  if (wrong !== undefined) {
    throw new Error(`accounts has \`${wrong}\`, expected twelve digits: name each account that the pipeline deploys to`);
  }
}

function requireSomeRegions(regions: string[]): void {
  requireMembers('regions', regions, 'eu-central-1');
  requireRegions('regions', regions);
  const partitions = [...new Set(regions.filter(region => !Token.isUnresolved(region)).map(partition))];
  if (partitions.length > 1) {
    throw new Error(`regions has ${regions.map(region => `\`${region}\``).join(', ')}, which are of the partitions ${partitions.join(' and ')}, expected those of one: `
      + 'an account is in one partition, so make the grants of each apart');
  }
}

function requireMembers(prop: string, list: string[], example: string): void {
  if (Token.isUnresolved(list)) {
    throw new Error(`${prop} is a list that is known only at deployment, expected a list whose length is known: write its members one by one`);
  }
  if (list.length === 0) {
    throw new Error(`${prop} is an empty list, which would name no role to assume: name at least one, such as \`${example}\``);
  }
}

function requireQualifier(qualifier: string): void {
  if (!Token.isUnresolved(qualifier) && !QUALIFIER.test(qualifier)) {
    throw new Error(`qualifier is \`${qualifier}\`, expected up to ten letters, digits, \`_\` and \`-\`: `
      + 'write the one that `cdk bootstrap --qualifier` was given, or leave it out');
  }
}
