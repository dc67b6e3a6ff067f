/**
 * The constructs that a value refers to, wherever in it, before the CDK has turned references into those of a template.
 */
import { DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, StringConcat, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

export function referencesIn(value: unknown, scope: IConstruct): ReadonlySet<IConstruct> {
  return new Set(referenceTokensIn(value, scope).map(({ target }) => target));
}

/** Each reference as it was written, before those that the CDK has put in its place. */
export function referenceTokensIn(value: unknown, scope: IConstruct): readonly Reference[] {
  const finder = new ReferenceFinder();
  if (value !== undefined) {
    Tokenization.resolve(value, { scope, resolver: finder, preparing: false });
  }
  return finder.references;
}

class ReferenceFinder extends DefaultTokenResolver {
  public readonly references: Reference[] = [];

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (Reference.isReference(token)) { this.references.push(token); }
    return super.resolveToken(token, context, postProcessor);
  }
}
