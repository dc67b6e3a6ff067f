/**
 * The constructs that a value refers to, wherever in it, before the CDK has turned references into those of a template.
 */
import { DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, StringConcat, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

export function referencesIn(value: unknown, scope: IConstruct): ReadonlySet<IConstruct> {
  const finder = new ReferenceFinder();
  if (value !== undefined) {
    Tokenization.resolve(value, { scope, resolver: finder, preparing: false });
  }
  return finder.targets;
}

class ReferenceFinder extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (Reference.isReference(token)) { this.targets.add(token.target); }
    return super.resolveToken(token, context, postProcessor);
  }
}
