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
  readonly environment: Environment;
  readonly properties: JsonObject;
  readonly arn: SymbolicText;
  /** Of a role. */
  readonly trust?: PolicySite;
  readonly managedPolicyArns: readonly PolicyValue[];
  /** Those of them that the app itself makes. */
  readonly managedPolicies: readonly PolicySite[];
  /** `undefined` when there is none, or a condition of the template may leave it out. */
  readonly permissionsBoundary?: SymbolicText;
  /** The policy that is its boundary, if the app itself makes it. */
  readonly boundary?: PolicySite;
  /** Inline policies from all resources of the app that attach one. */
  readonly inlinePolicies: readonly PolicySite[];
  /** Of a user: those of the app, whose policies it has besides its own. */
  readonly groups: ReadonlySet<Identity>;
}

/** Whether it is a resource of the template. SAM makes the role of a function or state machine with it, and that stands for the role. */
export function isOwnResource({ origin }: Pick<Identity, 'origin'>): boolean {
  return origin.resourceType.startsWith('AWS::IAM::');
}

/** A text in a resource, outside of its policies. */
export interface PlacedText {
  /** With slashes: `Properties/Role`. */
  readonly path: string;
  readonly text: SymbolicText;
}

/** One that refers to a resource of the app. */
export interface Reference extends PlacedText {
  /** What is referred to: `<template id>#<logical id>`. */
  readonly target: string;
}

/** Any resource of the app, identities included. */
export interface ResourceSite {
  readonly origin: ResourceOrigin;
  readonly environment: Environment;
  readonly properties: JsonObject;
  /** The condition of the template that the resource as a whole stands under. */
  readonly condition?: string;
  /** `undefined` where the form of its ARN is not known. */
  readonly arn?: SymbolicText;
  readonly references: readonly Reference[];
  /** The ARNs in it that refer to no resource: they may still be those of one, by its name. */
  readonly arns: readonly PlacedText[];
  /** The texts at a path such as `Grants[].Principals`, where one or a list of them stands; empty when there is nothing. */
  texts(path: string): readonly PolicyValue[];
}

/** All that one analysis looks at. */
export interface PolicyInventory {
  readonly sites: readonly PolicySite[];
  readonly identities: readonly Identity[];
  readonly resources: readonly ResourceSite[];
}

/** How unknowns and references name a resource. */
export function resourceKey({ templateId, logicalId }: ResourceOrigin): string {
  return `${templateId}#${logicalId}`;
}
