/**
 * Who may do nearly everything: all actions, or all but some, on everything.
 *
 * Errs towards silence: what a condition allows is not counted, and a Deny on everything counts whatever it leaves out.
 */
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { Identity } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { boundaryDocument } from '../boundaries/boundary-documents';

export function allowNearlyEverything(statements: readonly Statement[]): boolean {
  return statements.some(statement => isWide(statement, 'Allow'));
}

export function denyNearlyEverything(statements: readonly Statement[]): boolean {
  return statements.some(statement => isWide(statement, 'Deny'));
}

/** Whether the boundary of the identity leaves it less than nearly everything, whatever its policies say. */
export function isCapped(identity: Identity): boolean {
  const boundary = boundaryDocument(identity);
  return boundary !== undefined && isNarrow(boundary);
}

/** Many identities have one boundary. */
const isNarrow = rememberFor(({ statements }: PolicyDocument): boolean => !allowNearlyEverything(statements) || denyNearlyEverything(statements));

function isWide({ effect, actions, resources, conditions }: Statement, wanted: Statement['effect']): boolean {
  return effect === wanted && (actions.negated || isEverything(actions)) && conditions.length === 0 && isEverything(resources);
}
