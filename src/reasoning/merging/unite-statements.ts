/**
 * Unites statements that differ in one list only, where that list stands for the union of its entries.
 *
 * The union of such statements is exact; it is proved all the same, and where the proof does not come about they stay apart.
 */
import { partsIdentity, partsOf, statementIdentity } from './parts';
import { haveSameMeaning, Setting } from './same-meaning';
import { unitedLists, withList } from './united-lists';
import { Statement } from '../../policy/statement';

/** The result has one statement less for each that was united with another, in the place of the first. */
export function uniteStatements(statements: readonly Statement[], setting: Setting): readonly Statement[] {
  let united = statements;
  for (const slot of slotsOf(statements)) { united = uniteIn(slot, united, setting); }
  return united;
}

function slotsOf(statements: readonly Statement[]): readonly string[] {
  return [...new Set(statements.flatMap(statement => unitedLists(statement).map(({ slot }) => slot)))].sort();
}

function uniteIn(slot: string, statements: readonly Statement[], setting: Setting): readonly Statement[] {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    const isUnited = unitedLists(statement).some(list => list.slot === slot);
    const rest = isUnited ? partsIdentity(partsOf(statement).filter(part => part.slot !== slot)) : statement.path;
    const group = groups.get(rest);
    if (group) { group.push(statement); } else { groups.set(rest, [statement]); }
  }
  return [...groups.values()].flatMap(group => {
    if (group.length === 1) { return group; }
    const union = unionOf(group, slot);
    return haveSameMeaning(group, [union], setting) ? [union] : group;
  });
}

function unionOf(group: readonly Statement[], slot: string): Statement {
  const values = group.flatMap(statement => unitedLists(statement).find(list => list.slot === slot)!.values);
  const union = withList(group[0], slot, values);
  return { ...union, sid: sidOf(union, group) };
}

/** A `Sid` stays where it still names what it named: all parts bear it, or the part that bears it says all that the union says. */
function sidOf(union: Statement, group: readonly Statement[]): string | undefined {
  const [{ sid }] = group;
  if (group.every(part => part.sid === sid)) { return sid; }
  const whole = statementIdentity(union);
  return group.find(part => part.sid !== undefined && statementIdentity(part) === whole)?.sid;
}
