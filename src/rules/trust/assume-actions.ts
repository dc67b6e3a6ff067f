/**
 * Which statements of a trust policy let someone take the role. `sts:TagSession` and `sts:SetSourceIdentity` alone do not.
 * An action that is not known counts as one that does.
 */
import { globCovers, globsOverlap, toGlob } from '../../policy/glob';
import { PolicyValue, Statement } from '../../policy/statement';

const ASSUME_ACTIONS = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

/** Whether the statement allows the action, as far as its conditions let it. */
export function mayAllow(statement: Statement, action: string): boolean {
  const { effect, actions } = statement;
  const wanted = action.toLowerCase();
  return effect === 'Allow' && (actions.negated
    ? !actions.values.some(value => globCovers(actionGlob(value), wanted))
    : actions.values.some(value => globsOverlap(actionGlob(value), wanted)));
}

/** Whether the statement lets someone take the role in any of the three ways. */
export function mayLetIn(statement: Statement): boolean {
  return ASSUME_ACTIONS.some(action => mayAllow(statement, action));
}

function actionGlob(value: PolicyValue): string {
  return toGlob(value.text).toLowerCase();
}
