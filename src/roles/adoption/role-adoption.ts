/**
 * Narrows the roles that constructs of the CDK make for themselves: their trust to the own account, and their AWS managed policies and wildcards to
 * what the function beside them needs, as far as the template and the sources of the CDK's own handlers say what that is.
 *
 * A role is only ever narrowed, and left as it is where something is not known; what was left, and why, is an information on the role. Roles that
 * the app made itself and gave to a construct are not touched.
 */
import { Annotations, CfnResource, CustomResourceProviderBase, IAspect, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
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
    const takers = this.takersOf(node);
    const workload = [...takers].find(taker => madeFor(taker, constructOf(node)));
    if (!workload) { return; }
    const role = new OwnRole(node, constructOf(node), workload);
    narrowTrust(role);
    if (takers.size > 1) {
      const others = [...takers].filter(taker => taker !== workload).map(({ node: { path } }) => path);
      role.leave(`it is also the role of ${others.join(', ')}: give each workload a role of its own`);
    } else if (typeOf(workload) === FUNCTION) {
      narrowFunctionRole(role);
    }
    for (const reason of role.left) {
      Annotations.of(role.construct).addInfoV2('cdk-least-privilege:left-alone', `adopt() left permissions of this role as they are: ${reason}`);
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
  return scope !== undefined && scope === role.node.scope && !Stack.isStack(scope)
    && (scope.node.defaultChild === taker || scope instanceof CustomResourceProviderBase);
}
