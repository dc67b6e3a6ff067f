/**
 * A request that a statement allows, taken alone: what it shows of a statement is so whatever stands beside it, but for a Deny.
 *
 * Only for statements that are written out: of others it depends on the template and on the version of the policy what they say.
 */
import { isEverything } from '../../policy/everything';
import { Statement } from '../../policy/statement';
import { accessNotGranted } from '../../reasoning/questions';
import { Request } from '../../reasoning/request';
import { isPlainStatement } from '../plain-statement';
import { firstAction, plainRequestOfHolder } from '../shown-request';

/** What a person sees the harm of; to look through all actions of AWS would take long. */
const TELLING = ['iam:CreateAccessKey', 's3:GetObject'];

/** `undefined` where none is found. */
export function allowedRequest(statement: Statement): Request | undefined {
  if (!isPlainStatement(statement)) { return undefined; }
  const alone = { version: '2012-10-17', statements: [statement], problems: [], undecided: [] };
  const { actions, principals } = statement;
  const telling = actions.negated || isEverything(actions) ? TELLING : undefined;
  const first = firstAction(statement);
  const plain = principals ? undefined : plainRequestOfHolder(telling ?? (first === undefined ? [] : [first]), statement, alone);
  return plain ?? accessNotGranted(alone, { actions: telling }, principals ? 'resource' : 'identity').witness;
}
