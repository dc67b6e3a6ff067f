/**
 * Who may do nearly everything: all actions, or all but some, on everything.
 *
 * Statements with a condition are not counted, but for those of a boundary: what it allows in one region, say, is no cap to count on.
 * A Deny on everything counts whatever it leaves out.
 */
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { Identity } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { boundaryDocument } from '../boundaries/boundary-documents';

export function allowNearlyEverything(statements: readonly Statement[]): boolean {
  return statements.some(statement => statement.conditions.length === 0 && isWide(statement, 'Allow'));
}

export function denyNearlyEverything(statements: readonly Statement[]): boolean {
  return statements.some(statement => statement.conditions.length === 0 && isWide(statement, 'Deny'));
}

/** Whether the boundary of the identity leaves it less than nearly everything, whatever its policies say. */
export function isCapped(identity: Identity): boolean {
  const boundary = boundaryDocument(identity);
  return boundary !== undefined && isNarrow(boundary);
}

/** Many identities have one boundary. */
const isNarrow = rememberFor(({ statements }: PolicyDocument): boolean => (
  !statements.some(statement => isWide(statement, 'Allow')) || denyNearlyEverything(statements)
));

function isWide({ effect, actions, resources }: Statement, wanted: Statement['effect']): boolean {
  return effect === wanted && (actions.negated || isEverything(actions)) && isEverything(resources);
}
