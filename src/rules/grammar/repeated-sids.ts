/**
 * Statements of one policy that have the same `Sid`. Those that can never be there together, because conditions of the template
 * exclude each other, are not compared; nor are those without a name: the empty `Sid` names nothing.
 */
import { PolicyDocument } from '../../policy/document';
import { bothHold } from '../../policy/guard';
import { JsonObject } from '../../policy/json';
import { Statement } from '../../policy/statement';
import { rewritten } from '../rewritten';
import { Violation } from '../rule';
import { shortened } from '../wording';

/** More statements of one name are no other finding. */
const MAX_COMPARED = 4;

/** Nobody gives more statements a name by hand. */
const MAX_RENAMED = 10;

/** How often each `Sid` is there. */
export function namesIn({ statements }: PolicyDocument): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { sid } of statements) {
    if (sid) { names.set(sid, (names.get(sid) ?? 0) + 1); }
  }
  return names;
}

/** Of more than two, one name mends nothing. */
function withOtherName(statement: Statement, sid: string, document: PolicyDocument): JsonObject | undefined {
  const names = namesIn(document);
  if (names.get(sid) !== 2) { return undefined; }
  let number = 2;
  while (names.has(`${sid}${number}`)) { number++; }
  return rewritten(statement, document, { sid: `${sid}${number}` });
}

/** One violation for each name that two statements have. */
export function repeatedSids(document: PolicyDocument, fix: string): readonly Violation[] {
  const { statements } = document;
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
        violations.push({
          cause: shown,
          path: `${statement.path}/Sid`,
          message: `two statements have the \`Sid\` \`${shown}\``,
          fix,
          replacement: violations.length < MAX_RENAMED ? withOtherName(statement, sid, document) : undefined,
        });
        others.length = MAX_COMPARED;
      } else {
        others.push(statement);
      }
    }
  }
  return violations;
}
