/**
 * What stands on a resource under one of its properties, before anything is resolved: overrides first, then what was given to it.
 * Reading costs nothing, where rendering the resource would resolve its tokens too early.
 */
import { CfnResource } from 'aws-cdk-lib';

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

/** The names of all properties that were given to a resource or set by an override, as CloudFormation writes them but for capitals behind the first. */
export function propertyNames(resource: CfnResource): string[] {
  const { rawOverrides, cfnProperties } = resource as unknown as ResourceState;
  return [...Object.keys(cfnProperties), ...Object.keys(rawOverrides.Properties ?? {})].map(name => name[0].toUpperCase() + name.slice(1));
}
