/**
 * Puts a boundary on every role and user under a scope, however they were made: L2, L1, generic resources, included templates and
 * the roles of custom resources. It acts on the final resource, so it needs no knowledge of the construct that made it.
 *
 * The boundary closest to the role wins: one that stands on the role itself stays; of two scopes, the inner one prevails.
 * No role is left out in silence: one that the CDK never showed to this aspect fails synthesis.
 */
import { Annotations, CfnResource, IAspect, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { rawProperty } from '../cdk/resource-properties';

const BOUNDED_TYPES = [iam.CfnRole.CFN_RESOURCE_TYPE_NAME, iam.CfnUser.CFN_RESOURCE_TYPE_NAME];
const PROPERTY = 'PermissionsBoundary';

/** What boundary aspects have set so far, to tell it from what others set. */
const appliedArns = new WeakMap<CfnResource, string>();

export class BoundaryAspect implements IAspect {
  constructor(private readonly boundary: IConstruct, private readonly arnFor: (stack: Stack) => string) {}

  public visit(node: IConstruct): void {
    if (!isBounded(node)) { return; }
    const arn = this.arnFor(Stack.of(node));
    const { value } = rawProperty(node, PROPERTY);
    if (value !== undefined && value !== arn && value !== appliedArns.get(node)) {
      Annotations.of(node).addInfoV2(
        'cdk-least-privilege:own-boundary',
        `keeps the permissions boundary that was set on it, so that of ${this.boundary.node.path} is not applied: drop its own to have it applied`,
      );
      return;
    }
    node.addPropertyOverride(PROPERTY, arn);
    appliedArns.set(node, arn);
  }
}

/**
 * What went wrong in bounding the roles under a scope; to be asked when all aspects have run. A boundary that somebody cleared,
 * as `iam.PermissionsBoundary.of(scope).clear()` does, is decided.
 */
export function unboundedErrors(scope: IConstruct, boundary: IConstruct): string[] {
  const principals = scope.node.findAll().filter(isBounded);
  if (principals.length === 0 && isPrincipal(scope)) {
    return [`the boundary ${boundary.node.path} cannot be applied to ${scope.node.path}: it is imported, wraps another principal or `
      + 'is a group, and a boundary is set on a role or user where it is created: call applyTo there'];
  }
  const reached = Stage.isStage(scope) ? scope : Stage.of(scope);
  return principals.filter(node => !rawProperty(node, PROPERTY).isSet).map(node => {
    const stage = Stage.of(node);
    return stage === reached
      ? `${node.node.path} has no boundary although ${boundary.node.path} is applied to its scope: an aspect created it too late; `
        + 'set the feature flag `@aws-cdk/core:aspectStabilization` to true, or call applyTo on it where it is created'
      : `${node.node.path} has no boundary although ${boundary.node.path} is applied to its scope: no aspect crosses into the stage `
        + `\`${stage?.node.id}\`; create a WorkloadBoundary in a stack of that stage and call applyTo with the stage`;
  });
}

function isBounded(node: IConstruct): node is CfnResource {
  return CfnResource.isCfnResource(node) && BOUNDED_TYPES.includes(node.cfnResourceType);
}

function isPrincipal(scope: IConstruct): boolean {
  return 'assumeRoleAction' in scope;
}
