/**
 * Narrows the roles that constructs of the CDK make for themselves: their trust to the own account, and, where a function takes them, their AWS managed
 * policies and wildcards to what the function needs, as far as the template and the sources of the CDK's own handlers say what that is.
 *
 * A role is only ever narrowed, and left as it is where something is not known; what was left of its AWS managed policies and its trust, and why, is one
 * information on the role. Roles that the app made itself and gave to a construct are not touched; one that it put under a construct of the CDK cannot be
 * told from that construct's own.
 */
import { Annotations, CfnResource, CustomResourceProviderBase, IAspect, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { attachedPolicies, leaveManagedPolicies, leavePolicies } from './attached-policies';
import { narrowFunctionRole } from './function-role';
import { narrowTrust } from './narrow-trust';
import { OwnRole } from './own-role';
import { typeOf } from '../../cdk/app-templates';
import { roleTakersUnder } from '../../cdk/role-takers';

const FUNCTION = 'AWS::Lambda::Function';

export class RoleAdoption implements IAspect {
  private readonly judged = new Set<IConstruct>();
  private takers = new Map<IConstruct, Set<CfnResource>>();

  public visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node) || typeOf(node) !== iam.CfnRole.CFN_RESOURCE_TYPE_NAME || this.judged.has(node)) { return; }
    this.judged.add(node);
    const construct = constructOf(node);
    if (Stack.isStack(construct.node.scope)) { return; }
    const takers = [...this.takersOf(node)];
    const workload = takers.find(taker => madeFor(taker, construct));
    if (!workload && !isMadeByTheCdk(construct)) { return; }
    const role = new OwnRole(node, construct, takers);
    if (!workload || typeOf(workload) !== FUNCTION) {
      leaveManagedPolicies(role);
    } else if (takers.length > 1) {
      const others = takers.filter(taker => taker !== workload).map(({ node: { path } }) => path);
      leavePolicies(role, attachedPolicies(role), `it is also the role of ${others.join(', ')}: give each workload a role of its own`);
    } else {
      narrowFunctionRole(role, workload);
    }
    narrowTrust(role);
    if (role.left.length > 0) {
      Annotations.of(construct).addInfoV2('cdk-least-privilege:left-alone', `adopt() left parts of this role as they are: ${role.left.join('; ')}`);
    }
  }

  /** An app is read once, and again when an aspect has added to it. */
  private takersOf(role: CfnResource): ReadonlySet<CfnResource> {
    if (!this.takers.has(role)) {
      this.takers = roleTakersUnder(Stage.of(role) ?? role.node.root);
    }
    return this.takers.get(role) ?? new Set();
  }
}

/** The construct that stands for a role: an `iam.Role`, or the resource itself. */
function constructOf(role: CfnResource): IConstruct {
  const { scope } = role.node;
  return scope instanceof iam.Role ? scope : role;
}

/** A construct that makes a role for itself has it beside the resource that takes it. */
function madeFor(taker: CfnResource, role: IConstruct): boolean {
  const { scope } = taker.node;
  return scope !== undefined && scope === role.node.scope
    && (scope.node.defaultChild === taker || scope instanceof CustomResourceProviderBase);
}

const JSII = Symbol.for('jsii.rtti');

/** A construct of one of the CDK's modules has the role under it, if need be in plain constructs that only hold things together. */
function isMadeByTheCdk(role: IConstruct): boolean {
  const owner = role.node.scopes.reverse().find(scope => scope !== role && scope.constructor !== Construct);
  const name: string = (owner?.constructor as any)?.[JSII]?.fqn ?? '';
  return role.constructor === iam.Role && /^aws-cdk-lib\.\w+\.(?!LazyRole$)/.test(name);
}
