/** The construct that the value of an L1 property refers to, by `Ref` or by an attribute. Literals and other tokens name none. */
import { Reference, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

export function referencedConstruct(value: unknown): IConstruct | undefined {
  const token = Tokenization.reverse(value, { failConcat: false });
  return Reference.isReference(token) ? token.target : undefined;
}
