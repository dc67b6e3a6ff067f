/**
 * Finds what CloudFormation would refuse as a circular dependency: a boundary of which a statement refers to the boundary itself or to a
 * role under it, be it by way of other resources.
 */
import { CfnElement, CfnResource, DefaultTokenResolver, IResolvable, IResolveContext, Reference, StringConcat, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

export function selfReferenceErrors(boundary: iam.ManagedPolicy, document: iam.PolicyDocument): string[] {
  const own = boundary.node.defaultChild as CfnResource;
  const chain = wayBack(own, referredTo(document, own));
  if (!chain) { return []; }
  const way = chain.map(({ node }) => node.path).join(' → ');
  return [chain.length === 0
    ? `a statement of the boundary ${boundary.node.path} refers to the boundary itself, which CloudFormation refuses as circular: give it a `
      + 'managedPolicyName and write the ARN, or leave the statement out if it denies changes to the boundary, since IAM actions that change it are denied'
    : `a statement of the boundary ${boundary.node.path} refers to ${chain[0].node.path}, which needs the boundary to be there first (${way} → `
      + `${boundary.node.path}), and CloudFormation refuses the circle: give the resource a name and write its ARN`];
}

/** The resources by which the first of `targets` leads to the boundary; empty for the boundary itself, `undefined` where there is no way. */
function wayBack(own: CfnResource, targets: readonly CfnElement[], seen: Set<CfnElement> = new Set()): CfnElement[] | undefined {
  if (targets.includes(own)) { return []; }
  for (const target of targets) {
    if (seen.has(target) || target.stack !== own.stack || !CfnResource.isCfnResource(target)) { continue; }
    seen.add(target);
    const rest = wayBack(own, referredTo(contentOf(target), target), seen);
    if (rest) { return [target, ...rest]; }
  }
  return undefined;
}

/** What is set in the place of properties, as boundaries are, is resolved apart from them. */
function contentOf(resource: CfnResource): unknown {
  const { rawOverrides } = resource as unknown as { readonly rawOverrides: unknown };
  return [resource._toCloudFormation(), rawOverrides];
}

/** The elements of templates that a value refers to when it is resolved. */
function referredTo(value: unknown, scope: IConstruct): CfnElement[] {
  const resolver = new ReferenceCollector();
  Tokenization.resolve(value, { scope, resolver, preparing: false });
  return [...resolver.targets].filter(CfnElement.isCfnElement);
}

class ReferenceCollector extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: Parameters<DefaultTokenResolver['resolveToken']>[2]): unknown {
    if (Reference.isReference(token)) { this.targets.add(token.target); }
    return super.resolveToken(token, context, postProcessor);
  }
}
