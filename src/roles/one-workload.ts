/**
 * Holds each role of this library to one workload: a second resource that takes the role fails synthesis, unless the role says why it is shared.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { expectOfTakers, pathOf } from './taken-roles';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';

export function holdToOneWorkload(role: iam.Role): void {
  expectOfTakers(role, ({ takers: [first, second] }) => second === undefined ? [] : [
    `${role.node.path} is the role of ${pathOf(first)} and of ${pathOf(second)}, expected one workload: make a role for each, `
    + 'or say in `shared` of the role why they have the same permissions',
  ]);
}

/** Accepts, with the reason, that several workloads take the role. */
export function acknowledgeSharing(role: iam.Role, reason: string): void {
  if (reason.trim() === '') {
    throw new Error('shared is empty, expected the reason why several workloads have the same permissions, such as `one worker for each queue, same code`');
  }
  acknowledgeRules(role, { 'shared-role': reason });
}
