/**
 * Holds each role of this library to one workload: a second resource that takes the role fails synthesis, unless the role says why it is shared.
 *
 * A workload is a resource with a property that takes a role, as `cdk/role-takers.ts` tells; of other resources nothing is said. The app is read once a
 * stage, when all aspects have run, and only the properties in question are resolved.
 */
import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { roleTakersUnder } from '../cdk/role-takers';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';

/** The roles that belong to one workload, by the stage that they stand in. */
const rolesByStage = new WeakMap<IConstruct, Set<iam.Role>>();

export function holdToOneWorkload(role: iam.Role): void {
  const stage = Stage.of(role) ?? role.node.root;
  const known = rolesByStage.get(stage);
  if (known) {
    known.add(role);
    return;
  }
  const roles = new Set([role]);
  rolesByStage.set(stage, roles);
  stage.node.addValidation({ validate: () => sharedRoleErrors(stage, roles) });
}

/** Accepts, with the reason, that several workloads take the role. */
export function acknowledgeSharing(role: iam.Role, reason: string): void {
  if (reason.trim() === '') {
    throw new Error('shared is empty, expected the reason why several workloads have the same permissions, such as `one worker for each queue, same code`');
  }
  acknowledgeRules(role, { 'shared-role': reason });
}

function sharedRoleErrors(stage: IConstruct, roles: ReadonlySet<iam.Role>): string[] {
  const takers = roleTakersUnder(stage);
  return [...roles].flatMap(role => {
    const [first, second] = [...takers.get(role.node.defaultChild!) ?? []];
    return second === undefined ? [] : [
      `${role.node.path} is the role of ${pathOf(first)} and of ${pathOf(second)}, expected one workload: make a role for each, `
      + 'or say in `shared` of the role why they have the same permissions',
    ];
  });
}

/** The path of the construct that the user wrote. */
function pathOf(resource: CfnResource): string {
  const { scope } = resource.node;
  return scope && !Stack.isStack(scope) && scope.node.defaultChild === resource ? scope.node.path : resource.node.path;
}
