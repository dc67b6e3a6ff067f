/**
 * Which statements of a trust policy let someone take the role. `sts:TagSession` and `sts:SetSourceIdentity` alone do not.
 * An action that is not known counts as one that does.
 */
import { Statement } from '../../policy/statement';
import { mayHold } from '../may-hold';

/** The three ways to take a role. */
export const ASSUME_ACTIONS = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

/** Whether the statement allows the action, as far as its conditions let it. */
export function mayAllow({ effect, actions }: Statement, action: string): boolean {
  return effect === 'Allow' && mayHold(actions, action.toLowerCase());
}

/** Whether the statement lets someone take the role in any of the three ways. */
export function mayLetIn(statement: Statement): boolean {
  return ASSUME_ACTIONS.some(action => mayAllow(statement, action));
}
