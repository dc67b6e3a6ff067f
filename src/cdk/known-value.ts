/**
 * What stands under a property of a resource, as far as it is certain before deployment. Overrides count; what a parameter, a condition or a
 * join decides is not guessed.
 *
 * To be asked when all aspects have run.
 */
import { CfnResource, Stack, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { typeOf } from './app-templates';
import { referenceTokensIn } from './references';
import { rawValueAt } from './resource-properties';

/** A text, or the resource whose name or id is referred to; `null` where nothing stands, `undefined` where it cannot be said. */
export type KnownValue = string | CfnResource | null | undefined;

export function knownValueAt(resource: CfnResource, path: readonly string[]): KnownValue {
  return knownValue(rawValueAt(resource, path), resource);
}

/** The values of a list; `undefined` where it cannot be said how many there are. */
export function knownListAt(resource: CfnResource, path: readonly string[]): KnownValue[] | undefined {
  const list = rawValueAt(resource, path);
  const values = Tokenization.isResolvable(list) ? resource.stack.resolve(list) : list;
  if (values === undefined || values === null) { return []; }
  return Array.isArray(values) && Array.isArray(resource.stack.resolve(values)) ? values.map(value => knownValue(value, resource)) : undefined;
}

/** @param scope where the value stands */
export function knownValue(value: unknown, scope: IConstruct): KnownValue {
  const resolved = Stack.of(scope).resolve(value);
  if (resolved === undefined || resolved === null) { return null; }
  if (typeof resolved === 'string') { return resolved; }
  const [reference] = isWholeReference(resolved) ? referenceTokensIn(value, scope) : [];
  return reference && NAMES_ITS_TARGET.test(reference.displayName) && CfnResource.isCfnResource(reference.target) ? reference.target : undefined;
}

/** The name that a resource was given: `null` where CloudFormation makes it, `undefined` where it cannot be said. */
export function givenNameOf(resource: CfnResource): string | null | undefined {
  const values = ['Name', `${typeOf(resource).split('::')[2]}Name`].map(property => knownValueAt(resource, [property]));
  if (values.every(value => value === null)) { return null; }
  return values.find(value => typeof value === 'string') as string | undefined;
}

/** `Ref`, or an attribute such as `GroupId`. */
const NAMES_ITS_TARGET = /^Ref$|Id$/;

/** A reference and nothing around it, in the same stack or out of another. */
function isWholeReference(resolved: object): boolean {
  const [key, ...more] = Object.keys(resolved);
  return more.length === 0 && ['Ref', 'Fn::GetAtt', 'Fn::ImportValue'].includes(key);
}
