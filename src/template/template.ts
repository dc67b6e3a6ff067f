/**
 * A CloudFormation template as parsed JSON, and where it came from.
 */
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { Environment } from '../policy/policy-site';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Metadata?: JsonObject;
  /** The condition of the template under which the resource is made. */
  readonly Condition?: JsonValue;
  /** Of a SAM template: what the resource is to have access to, by name. */
  readonly Connectors?: JsonValue;
}

export interface Template {
  readonly Parameters?: { readonly [name: string]: JsonObject };
  readonly Mappings?: { readonly [name: string]: JsonValue };
  /** Of a SAM template: properties that its resources inherit, by the last part of their type. */
  readonly Globals?: JsonValue;
  readonly Resources?: { readonly [logicalId: string]: TemplateResource };
  readonly Outputs?: { readonly [name: string]: JsonObject };
}

/** One template of an app. */
export interface TemplateSource {
  /** Unique among the templates of one analysis. */
  readonly id: string;
  readonly template: Template;
  readonly environment: Environment;
  readonly stackName?: string;
  /** For a nested stack: the template that holds it, and the logical id of its `AWS::CloudFormation::Stack` there. */
  readonly parent?: { readonly id: string; readonly logicalId: string };
}

/** Whether what stands under `Resources` is a resource: macros and mistakes put other things there. */
export function isResource(entry: unknown): entry is TemplateResource {
  return isObject(entry) && typeof entry.Type === 'string';
}
