/**
 * One role of a workload as a row: how to make it, what its service sends, and which requests it lets through.
 *
 * `test/roles/workload-roles.test.ts` reads the `WORKLOADS` of every other file in this folder and holds each row to a snapshot, the evaluator,
 * our strict pack and cdk-nag, in three partitions. To see a row: `npx jest test/roles/workload-roles -t NAME`.
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { Request } from '../../grants/intents/intent';

export interface Workload {
  /** The class, such as `GlueJobRole`. */
  readonly role: string;
  /** What sets this row apart from others of the role, such as `with a log group`. */
  readonly variant?: string;
  /**
   * Makes the role with the id `Role` in the stack, with the choice as `confusedDeputy`. Resources are imported by ARNs of
   * `ACCOUNT` and `REGION` (`test/grants/testing.ts`), or made with `arnIn` of the stack, so that the evaluator can read every ARN.
   */
  readonly make: (stack: Stack, confusedDeputy?: ConfusedDeputyProtection) => iam.Role;
  /** The principal that assumes it, and what it sends for a resource of the workload's own in `ACCOUNT` and `REGION`, where that is known. */
  readonly service: string;
  readonly sourceArn?: string;
  /** The protection that holds by default. */
  readonly byDefault: ConfusedDeputyProtection;
  /** Requests that the role may make from the start: each action that it is given has one at least. */
  readonly allows: Request[];
  /** The neighbours of its resources, and what is left to grants. At least one for a role that may do anything. */
  readonly denies: Request[];
  /** Findings of our strict pack and cdk-nag that are right, each with the reason why it stands. */
  readonly findings?: { readonly [ruleName: string]: string };
  /** Calls that throw, with the message. */
  readonly refuses?: readonly (readonly [title: string, make: (stack: Stack) => unknown, message: RegExp])[];
}
