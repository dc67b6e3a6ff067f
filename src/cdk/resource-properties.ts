/**
 * What stands on a resource under one of its properties, before anything is resolved: overrides first, then what was given to it.
 * Reading costs nothing, where rendering the resource would resolve its tokens too early.
 */
import { CfnResource, Stack, Tokenization } from 'aws-cdk-lib';

/** What a resource keeps to itself. */
interface ResourceState {
  readonly rawOverrides: { readonly Properties?: Record<string, unknown> };
  /** A typed L1 names its properties in camel case, a generic resource as CloudFormation does. */
  readonly cfnProperties: Record<string, unknown>;
}

/** `isSet` without a value is one that somebody cleared. */
export function rawProperty(resource: CfnResource, name: string): { readonly isSet: boolean; readonly value?: unknown } {
  const { rawOverrides, cfnProperties } = resource as unknown as ResourceState;
  const overrides = rawOverrides.Properties ?? {};
  if (name in overrides) { return { isSet: true, value: overrides[name] }; }
  const value = cfnProperties[name] ?? cfnProperties[name[0].toLowerCase() + name.slice(1)];
  return { isSet: value !== undefined, value };
}

/**
 * What stands at the end of a path of properties, such as `['LoggingConfig', 'LogGroup']`: an override of it or around it, else what was given.
 * Where a condition or another function stands on the way, that function is the value.
 */
export function rawValueAt(resource: CfnResource, path: readonly string[]): unknown {
  const { rawOverrides, cfnProperties } = resource as unknown as ResourceState;
  const overridden = descend(resource, rawOverrides.Properties, path);
  return overridden.isSet ? overridden.value : descend(resource, cfnProperties, path).value;
}

function descend(resource: CfnResource, start: unknown, path: readonly string[]): { readonly isSet: boolean; readonly value?: unknown } {
  let value = start;
  for (const name of path) {
    if (Tokenization.isResolvable(value)) { value = Stack.of(resource).resolve(value); }
    if (typeof value !== 'object' || value === null) { return { isSet: value === null }; }
    const keys = Object.keys(value);
    if (keys.length === 1 && /^(?:Ref$|Fn::)/.test(keys[0])) { return { isSet: true, value }; }
    const key = [name, name[0].toLowerCase() + name.slice(1)].find(candidate => keys.includes(candidate));
    if (key === undefined) { return { isSet: false }; }
    value = (value as Record<string, unknown>)[key];
  }
  return { isSet: true, value };
}

/** The names of all properties that were given to a resource or set by an override, as CloudFormation writes them but for capitals behind the first. */
export function propertyNames(resource: CfnResource): string[] {
  const { rawOverrides, cfnProperties } = resource as unknown as ResourceState;
  return [...Object.keys(cfnProperties), ...Object.keys(rawOverrides.Properties ?? {})].map(name => name[0].toUpperCase() + name.slice(1));
}
