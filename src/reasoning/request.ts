/**
 * A request as IAM sees it: who asks for which action on which resource, and what else is known of it.
 */
import { Principal } from './principal';

/** Context keys are compared without regard to case. A list is a multivalued key; a key that is not here is absent. */
export type RequestContext = { readonly [key: string]: string | readonly string[] };

export interface Request {
  readonly principal: Principal;
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN, or `*` for an action that knows no resource. */
  readonly resource: string;
  /**
   * The account that owns the resource. Left out, it is the one in the resource's ARN, else that of the principal, as IAM's own
   * simulator has it.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
   */
  readonly resourceAccount?: string;
  readonly context: RequestContext;
}

/** The request in one line, for people. */
export function describeRequest({ principal, action, resource, context }: Request): string {
  const keys = Object.keys(context).map(key => `${key} = ${[context[key]].flat().join(', ')}`);
  return `${action} on ${resource} by ${principal.id === '*' ? 'anyone' : principal.id}${keys.length > 0 ? ` with ${keys.join(' and ')}` : ''}`;
}
