/**
 * The ARN of a managed policy as it will be in an environment, for those who have to know it before deployment.
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { partitionOf } from '../catalog/partition';
import { Environment } from '../policy/policy-site';

/**
 * @param scope where the policy is referred to
 * @throws if the name of the policy, or its account, is known only at deployment
 */
export function literalArn(scope: IConstruct, policy: iam.IManagedPolicyRef, { account, region }: Environment): string {
  const partition = partitionOf(region)?.name ?? 'aws';
  const pseudo = new Map([['AWS::Partition', partition], ['AWS::AccountId', account], ['AWS::Region', region]]);
  const arn = textOf(Stack.of(scope).resolve(policy.managedPolicyRef.policyArn), pseudo) ?? (account && arnByName(policy, `arn:${partition}:iam::${account}`));
  if (arn === undefined) {
    throw new Error(`the ARN of the boundary ${policy.node.path} is known only at deployment, expected one whose name and account are known: `
      + 'give it a managedPolicyName, by which the apps refer to it too, and the stack an `env`');
  }
  return arn;
}

function arnByName(policy: iam.IManagedPolicyRef, account: string): string | undefined {
  const resource = [policy, policy.node.defaultChild].find(each => iam.CfnManagedPolicy.isCfnManagedPolicy(each));
  const name: unknown = resource && Stack.of(policy).resolve(resource.managedPolicyName);
  return typeof name === 'string' ? `${account}:policy${resource!.path ?? '/'}${name}` : undefined;
}

/** A resolved text; `undefined` where a part of it is not known. */
function textOf(value: any, pseudo: ReadonlyMap<string, string | undefined>): string | undefined {
  if (typeof value === 'string') { return value; }
  if (typeof value?.Ref === 'string') { return pseudo.get(value.Ref); }
  const parts: unknown = value?.['Fn::Join']?.[1];
  const texts = Array.isArray(parts) ? parts.map(part => textOf(part, pseudo)) : [undefined];
  return texts.includes(undefined) ? undefined : texts.join('');
}
