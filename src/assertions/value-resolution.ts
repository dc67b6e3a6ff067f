/**
 * What a test gives as text → the concrete text that it stands for in the app. References are read where their construct stands,
 * so a token of another stack is no matter.
 *
 * Throws for what the app leaves open: a request is made of concrete values.
 */
import { DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat, Token, Tokenization } from 'aws-cdk-lib';
import { AppPolicies } from './app-policies';
import { JsonValue } from '../policy/json';

export class ValueResolution {
  /** @param home the stack that values without a place of their own, such as `Aws.ACCOUNT_ID`, belong to */
  public constructor(private readonly app: AppPolicies, private readonly home: Stack | undefined) {}

  /** @param what how a message calls the value */
  public text(value: JsonValue, what: string): string {
    const templateId = this.home?.node.path ?? this.app.sources[0].id;
    const text = this.app.text(templateId, this.resolve(value));
    if (text?.literal !== undefined) { return text.literal; }
    throw new Error(text
      ? `${what} is \`${text}\`, which depends on \`${text.unknowns.map(({ name }) => name).join('`, `')}\`: the template does not say what that `
        + 'is. Give a concrete value, or list its allowed values in the template'
      : `${what} is ${describe(value)}, expected text`);
  }

  private resolve(value: JsonValue): JsonValue {
    if (!Token.isUnresolved(value)) { return value; }
    const scope = this.home ?? this.firstOwner(value);
    return Tokenization.resolve(value, { scope, resolver: new ReferenceResolver(this.app), preparing: false }) as JsonValue;
  }

  private firstOwner(value: JsonValue): Stack {
    const tokens = typeof value === 'string' ? Tokenization.reverseString(value).tokens : [Tokenization.reverse(value)];
    const reference = tokens.find(token => Reference.isReference(token));
    if (reference) { return Stack.of(reference.target); }
    throw new Error(`${describe(value)} holds a token that belongs to no stack: use Access.fromStack(stack), or a value that a construct returns`);
  }
}

class ReferenceResolver extends DefaultTokenResolver {
  public constructor(private readonly app: AppPolicies) {
    super(new FragmentJoin());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (!Reference.isReference(token)) { return super.resolveToken(token, context, postProcessor); }
    const owner = Stack.of(token.target);
    if (!this.app.sources.some(({ id }) => id === owner.node.path)) {
      throw new Error(`'${token.target.node.path}' is not in the app that Access reads: give constructs of one app`);
    }
    const raw = owner.resolve(token) as JsonValue;
    const text = this.app.text(owner.node.path, raw);
    return text?.literal ?? raw;
  }
}

class FragmentJoin extends StringConcat {
  public override join(left: any, right: any): any {
    const areTexts = [left, right].every(part => part === undefined || typeof part === 'string');
    return areTexts ? super.join(left, right) : { 'Fn::Join': ['', [left ?? '', right ?? '']] };
  }
}

export function describe(value: unknown): string {
  if (typeof value === 'string') { return `\`${value}\``; }
  if (Array.isArray(value)) { return 'a list'; }
  return value !== null && typeof value === 'object' ? `a ${value.constructor?.name ?? 'object'}` : `\`${value}\``;
}
