/**
 * What the rules judge: the policy sites of an app, the IAM identities they belong to, and other resources that rules look at.
 * These are plain data; who made them (a construct tree, a template on disk) does not show.
 */
import { PolicyDocument } from './document';
import { JsonObject } from './json';
import { PolicyKind } from './policy-kind';
import { PolicyValue } from './statement';
import { SymbolicText } from './symbolic-text';

/** A resource of a template. */
export interface ResourceOrigin {
  /** The `id` of the template's source. */
  readonly templateId: string;
  readonly logicalId: string;
  readonly resourceType: string;
}

/** What is known of where a stack is deployed. */
export interface Environment {
  readonly account?: string;
  readonly region?: string;
}

export interface PolicySite {
  readonly kind: PolicyKind;
  readonly origin: ResourceOrigin;
  readonly environment: Environment;
  /** Path inside the resource: `Properties/PolicyDocument`. */
  readonly propertyPath: string;
  readonly document: PolicyDocument;
}

export type IdentityType = 'role' | 'user' | 'group';

/** A role, user or group, with all that the app attaches to it. */
export interface Identity {
  readonly type: IdentityType;
  readonly origin: ResourceOrigin;
  readonly managedPolicyArns: readonly PolicyValue[];
  /** `undefined` when there is none, or a condition of the template may leave it out. */
  readonly permissionsBoundary?: SymbolicText;
  /** Inline policies from all resources of the app that attach one. */
  readonly inlinePolicies: readonly PolicySite[];
}

/** A resource that a rule asked for by type. */
export interface ResourceSite {
  readonly origin: ResourceOrigin;
  readonly properties: JsonObject;
}

/** All that one analysis looks at. */
export interface PolicyInventory {
  readonly sites: readonly PolicySite[];
  readonly identities: readonly Identity[];
  /** The resources that hold no policy but grant access by being there, such as access keys. */
  readonly resources: readonly ResourceSite[];
}
