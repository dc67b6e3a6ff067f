/** One statement of a grant, with all that has to be known of it to write it on both sides. */
import { Conditions } from './conditions';
import { Resource } from './environment';

export interface ScopedStatement {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Conditions;
  /** Why the `*` in `resources` cannot be avoided. */
  readonly wildcardReason?: string;
  /** An AWS service makes these requests in the grantee's name. */
  readonly viaService?: boolean;
  /** The policy on the resource's side, which has to allow the same to a grantee of another account. */
  readonly resourcePolicy?: ResourcePolicy;
}

/** A resource-based policy, and how a statement is spelled there. */
export interface ResourcePolicy {
  /** What AWS calls it, such as `bucket policy`. */
  readonly name: string;
  /** The construct that has it. */
  readonly of: Resource;
  /** No construct of this app has it; `of` is one of the same account. */
  readonly isElsewhere?: boolean;
  /** `[]` where such a policy has no Resource element. @default - those of the statement */
  readonly resources?: string[];
  /** The name of the statement, where such a policy demands one of its own. */
  readonly sid?: string;
  /** Conditions that are of use on this side only. */
  readonly conditions?: Conditions;
}
