/**
 * Asks of the roles of this library what the resources say that take them: whatever a role expects of its workload is judged here, and what it says
 * against them fails synthesis.
 *
 * A workload is a resource with a property that takes a role, as `cdk/role-takers.ts` tells; of other resources nothing is said. The app is read once a
 * stage, when all aspects have run, and only the properties in question are resolved.
 */
import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { readRolePolicies, RolePolicies } from '../cdk/role-policies';
import { roleTakersUnder } from '../cdk/role-takers';

export interface TakenRole {
  readonly takers: readonly CfnResource[];
  /** All that the app attaches to the role. To read it takes time: for when there is something to say against a taker. */
  readonly policies: () => RolePolicies | undefined;
}

/** What there is to say against the takers of a role. */
export type Expectation = (taken: TakenRole) => string[];

const expectationsByStage = new WeakMap<IConstruct, Map<iam.Role, Expectation[]>>();

export function expectOfTakers(role: iam.Role, expectation: Expectation): void {
  const stage = Stage.of(role) ?? role.node.root;
  let expectations = expectationsByStage.get(stage);
  if (!expectations) {
    const added = expectations = new Map<iam.Role, Expectation[]>();
    expectationsByStage.set(stage, added);
    stage.node.addValidation({ validate: () => unmetExpectations(stage, added) });
  }
  expectations.set(role, [...expectations.get(role) ?? [], expectation]);
}

function unmetExpectations(stage: IConstruct, expectations: ReadonlyMap<iam.Role, Expectation[]>): string[] {
  const takersByRole = roleTakersUnder(stage);
  let policies: RolePolicies[] | undefined;
  return [...expectations].flatMap(([role, expected]) => {
    const resource = role.node.defaultChild!;
    const takers = [...takersByRole.get(resource) ?? []];
    const policiesOfRole = () => (policies ??= readRolePolicies(stage)).find(found => found.role === resource);
    return takers.length === 0 ? [] : expected.flatMap(expectation => expectation({ takers, policies: policiesOfRole }));
  });
}

/** The path of the construct that the user wrote. */
export function pathOf(resource: CfnResource): string {
  const { scope } = resource.node;
  return scope && !Stack.isStack(scope) && scope.node.defaultChild === resource ? scope.node.path : resource.node.path;
}
