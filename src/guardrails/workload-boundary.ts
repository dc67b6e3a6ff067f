/**
 * The permissions boundary for the roles of workloads: a ceiling that grants nothing, and that nobody under it can lift.
 */
import { AspectPriority, Aspects, Stack, Stage, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { BoundaryAspect, unboundedErrors } from './boundary-aspect';
import { allowedActions, boundaryDocument } from './boundary-document';
import { GrantedBoundaryProps, WorkloadBoundaryProps } from './boundary-props';
import { selfReferenceErrors } from './boundary-references';
import { DEFAULT_DENIED_SERVICES } from './default-denied-services';
import { GrantedCeiling } from './granted-ceiling';
import { literalSize } from './literal-size';
import { QUOTAS } from '../catalog/quotas';
import { requireIamName, requireIamPath } from '../cdk/iam-names';
import { acknowledgeWildcards } from '../cdk/wildcard-acknowledgement';
import { POLICY_KIND_METADATA } from '../policy/policy-kind';

const MAX_SIZE = QUOTAS.managedPolicySize.limit;
const MAX_NAME_LENGTH = 128;

/**
 * A permissions boundary for workloads: the most that roles may do, whatever their own policies say.
 *
 * It grants nothing. Requests must be allowed by a role's own policies and not be denied here. By default it denies the services that
 * decide who may do what (`WorkloadBoundary.DEFAULT_DENIED_SERVICES`). In any case it denies the actions by which a workload could leave
 * it: changing or removing boundaries, rewriting managed policies, and creating, taking over or giving rights to other principals.
 *
 * Statements added with `addStatements` narrow it when they deny, and widen it when they allow.
 *
 * `applyTo` sets it on roles; `iam.PermissionsBoundary.of(scope).apply(boundary)` and the `permissionsBoundary` of a stage or stack, which
 * take it as any managed policy or by its name, do too, but say nothing of a role that escapes them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class WorkloadBoundary extends iam.ManagedPolicy {
  /**
   * The services that are denied when `deniedServices` is not given: those that decide who may do what, or what the account is.
   */
  public static readonly DEFAULT_DENIED_SERVICES: string[] = DEFAULT_DENIED_SERVICES.map(row => row.service);

  /**
   * The boundary of what roles were granted: it allows the actions in their identity policies, whatever resources go with them, and none
   * besides. So it takes nothing from them as they are now, and holds them to it from then on. It has to be applied with `applyTo`.
   *
   * The list is written at synthesis, when all grants are made: the actions themselves if these fit into the 6,144 characters of a
   * managed policy; else patterns stand for some of them, which add only actions of the same access level, none that manages permissions,
   * and none that this library lists as sensitive or as part of a known way to more permissions. The roles share one list, so that each
   * may be given later what another has now.
   *
   * Managed policies of AWS count as they were when this version of the library was made.
   *
   * Access that only a resource's policy gives to a role is not seen, and neither is a managed policy of another app, of which synthesis
   * warns: name such actions in `furtherActions`.
   *
   * Synthesis fails, and names role and action, for grants that the boundary denies; for grants of everything; when there is no role;
   * and when the list is too long even with patterns.
   *
   * @throws Error as the constructor does, and if neither `roles` nor `rolesUnder` is given or a role is imported
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  public static fromRoles(scope: Construct, id: string, props: GrantedBoundaryProps): WorkloadBoundary {
    const ceiling = new GrantedCeiling(props);
    const { furtherActions, roles, rolesUnder, ...limits } = props;
    const boundary = new WorkloadBoundary(scope, id, { ...limits, allowedActions: [ceiling.action] });
    ceiling.boundary = boundary;
    boundary.ceiling = ceiling;
    return boundary;
  }

  private readonly givenName?: string;
  private ceiling?: GrantedCeiling;

  /**
   * @throws Error on a service or action that AWS does not know (with the nearest name), a text that is no region, a list that would leave
   * workloads nothing, and a policy beyond the 6,144 characters that IAM takes.
   */
  constructor(scope: Construct, id: string, props: WorkloadBoundaryProps = {}) {
    requireIamName('managedPolicyName', props.managedPolicyName, MAX_NAME_LENGTH);
    requireIamPath(props.path);
    super(scope, id, {
      managedPolicyName: props.managedPolicyName,
      path: props.path,
      description: props.description ?? 'The most that the workloads of this app may do. Grants nothing.',
      document: boundaryDocument(props),
    });
    this.givenName = props.managedPolicyName;

    const [tooLarge] = this.sizeErrors();
    if (tooLarge !== undefined) {
      throw new Error(tooLarge);
    }
    this.node.addValidation({ validate: () => this.ceiling?.problems(this) ?? this.sizeErrors() });
    this.node.addValidation({ validate: () => selfReferenceErrors(this, this.document) });

    // Which policy is a boundary shows in the roles that have it; this one may be made for the roles of another app.
    (this.node.defaultChild as iam.CfnManagedPolicy).addMetadata(POLICY_KIND_METADATA, 'boundary');
    const { stack } = this;
    acknowledgeWildcards(
      this,
      { get actions() { return stack.resolve(allowedActions(props)).flat(); }, resources: ['*'] },
      'A permissions boundary grants nothing: its Allow is the ceiling under which the policies of each role grant',
    );
  }

  /**
   * Sets this boundary on a role or a user, or on all of them under a scope: a construct, a stack, a stage or the app.
   *
   * Covers every role in the final template, whoever makes it: L2 and L1 constructs, custom resources, included templates, nested
   * stacks and other stacks. The boundary closest to a role wins: one that is set on the role itself (`permissionsBoundary`, an escape
   * hatch, the CDK's own `permissionsBoundary` of a stage) stays, and of two scopes the inner one prevails. A role that somebody clears
   * with `iam.PermissionsBoundary.of(role).clear()` has none.
   *
   * For roles in other stacks the boundary has to be deployed first: keep it in a stack that depends on none of them.
   * Stages are deployed on their own, so each needs its own boundary.
   *
   * Synthesis fails for a role that is imported, that stands in another stage or account than this boundary, that stands in
   * another region while this boundary has no `managedPolicyName`, or that another aspect creates too late to be seen.
   *
   * @param scope The role or user, or the scope of them.
   */
  public applyTo(scope: IConstruct): void {
    Aspects.of(scope).add(new BoundaryAspect(this, stack => this.arnFor(stack)), { priority: AspectPriority.MUTATING });
    scope.node.addValidation({ validate: () => unboundedErrors(scope, this) });
  }

  private sizeErrors(): string[] {
    const size = literalSize(this.stack.resolve(this.document));
    return size <= MAX_SIZE ? [] : [
      `the boundary ${this.node.path} has at least ${size} characters without whitespace, expected at most ${MAX_SIZE}: `
      + `it is ${size - MAX_SIZE} too long. Deny or allow whole services, or use wildcards such as \`ec2:Delete*\` instead of single actions`,
    ];
  }

  /**
   * Fails: attached as a policy of its own, a boundary grants all that it is meant to be the limit of.
   *
   * @throws Error in any case
   */
  public attachToRole(role: iam.IRole): void {
    this.refuseToGrant(role);
  }

  /**
   * Fails: attached as a policy of its own, a boundary grants all that it is meant to be the limit of.
   *
   * @throws Error in any case
   */
  public attachToUser(user: iam.IUserRef): void {
    this.refuseToGrant(user);
  }

  /**
   * Fails: attached as a policy of its own, a boundary grants all that it is meant to be the limit of.
   *
   * @throws Error in any case
   */
  public attachToGroup(group: iam.IGroupRef): void {
    this.refuseToGrant(group);
  }

  private refuseToGrant(principal: IConstruct): void {
    throw new Error(`the boundary ${this.node.path} is attached to ${principal.node.path} as a policy, by which it would grant all that it is `
      + `the limit of: write boundary.applyTo(${principal.node.id}) instead`);
  }

  /** The ARN of this policy as a stack can refer to it; makes sure that the policy is deployed before the stack. */
  private arnFor(stack: Stack): string {
    if (Stage.of(stack) !== Stage.of(this)) {
      throw new Error(`the boundary ${this.node.path} cannot be applied to roles of ${stack.node.path}, which is in another stage and deployed `
        + 'without it: create a WorkloadBoundary in a stack of that stage');
    }
    if (differs(stack.account, this.stack.account)) {
      throw new Error(`the boundary ${this.node.path} of account ${this.stack.account} cannot be applied to roles of ${stack.node.path} in account `
        + `${stack.account}: create a WorkloadBoundary in a stack of that account`);
    }
    if (dependsOn(this.stack, stack)) {
      throw new Error(`the boundary ${this.node.path} cannot be applied to roles of ${stack.node.path}, which has to be deployed after the boundary, `
        + `while ${this.stack.node.path} depends on it: move the boundary into a stack that depends on no stack with roles, or drop the dependency`);
    }
    if (stack.environment === this.stack.environment) {
      return this.managedPolicyArn;
    }
    if (this.givenName === undefined || Token.isUnresolved(this.givenName) || Token.isUnresolved(this.path)) {
      throw new Error(`the boundary ${this.node.path} (${this.stack.environment}) is applied to roles of ${stack.node.path} `
        + `(${stack.environment}), where its name is not known: give it a managedPolicyName and a path that are plain texts, or `
        + 'create a WorkloadBoundary in a stack of that region');
    }
    stack.addStackDependency(this.stack, `permissions boundary ${this.node.path}`);
    return stack.formatArn({ service: 'iam', region: '', resource: 'policy', resourceName: `${this.path.slice(1)}${this.givenName}` });
  }
}

function differs(left: string, right: string): boolean {
  return !Token.isUnresolved(left) && !Token.isUnresolved(right) && left !== right;
}

function dependsOn(stack: Stack, other: Stack, seen: Set<Stack> = new Set()): boolean {
  if (seen.has(stack)) { return false; }
  seen.add(stack);
  return stack !== other && stack.dependencies.some(next => next === other || dependsOn(next, other, seen));
}
