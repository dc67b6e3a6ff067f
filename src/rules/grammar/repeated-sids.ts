/**
 * Statements of one policy that have the same `Sid`. Those that can never be there together, because conditions of the template
 * exclude each other, are not compared; nor are those without a name: the empty `Sid` names nothing.
 */
import { PolicyDocument } from '../../policy/document';
import { bothHold } from '../../policy/guard';
import { Statement } from '../../policy/statement';
import { Violation } from '../rule';
import { shortened } from '../wording';

/** More statements of one name are no other finding. */
const MAX_COMPARED = 4;

/** One violation for each name that two statements have. */
export function repeatedSids({ statements }: PolicyDocument, fix: string): readonly Violation[] {
  const violations: Violation[] = [];
  if (statements.length < 2) { return violations; }
  const named = new Map<string, Statement[]>();
  for (const statement of statements) {
    const { sid } = statement;
    if (!sid) { continue; }
    const others = named.get(sid);
    if (!others) {
      named.set(sid, [statement]);
    } else if (others.length < MAX_COMPARED) {
      if (others.some(other => other.path !== statement.path && bothHold(other.when, statement.when))) {
        const shown = shortened(sid);
        violations.push({ cause: shown, path: `${statement.path}/Sid`, message: `two statements have the \`Sid\` \`${shown}\``, fix });
        others.length = MAX_COMPARED;
      } else {
        others.push(statement);
      }
    }
  }
  return violations;
}
