/**
 * A policy in fewer statements, with the same meaning: it allows the same and denies the same, in whatever company it is attached.
 *
 * Each step is proved with the symbolic engine, and so is the result; what is not proved stays as it was written. Nothing is
 * ever written that was not there: no list becomes a wildcard. The result is small, not the smallest there is. It does not depend
 * on the machine, and minimising it again changes nothing.
 *
 * A statement keeps its `Sid` as long as it says what it said; a statement united of several has none, and a repeated `Sid` stays
 * with the first. Statements stay in order; entries are sorted.
 */
import { PolicyDocument } from '../policy/document';
import { Statement } from '../policy/statement';
import { canonicalStatement } from './merging/canonical-statement';
import { leaveOutNeedless, leaveOutStatements } from './merging/leave-out-needless';
import { principalsIdentity } from './merging/parts';
import { documentOf, haveSameMeaning, Setting } from './merging/same-meaning';
import { uniteStatements } from './merging/unite-statements';
import { deadAllows } from './needless-parts';
import { ComparedKind } from './questions';

/** A document with parts that could not be read or decided comes back as it is. */
export function minimisePolicy(document: PolicyDocument, kind: ComparedKind): PolicyDocument {
  const { version, problems, undecided } = document;
  if (problems.length > 0 || undecided.length > 0) { return document; }
  const setting = { version, kind };
  const whole = documentOf(document.statements, setting);
  const live = leaveOutStatements(whole.statements, deadAllows(whole, kind));
  const places = new Map(whole.statements.map(({ path }, index) => [path, index]));
  const statements = (['Allow', 'Deny'] as const).flatMap(effect => minimiseAll(live.filter(statement => statement.effect === effect), setting));
  statements.sort((left, right) => places.get(left.path)! - places.get(right.path)!);
  return { ...document, statements: withUniqueSids(documentOf(statements, setting).statements) };
}

/** Statements of one effect. */
function minimiseAll(statements: readonly Statement[], setting: Setting): readonly Statement[] {
  let current: readonly Statement[] = statements.map(canonicalStatement);
  for (let before = Infinity; weightOf(current) < before;) {
    before = weightOf(current);
    current = groupsOf(uniteStatements(current, setting)).flatMap(group => leaveOutNeedless(group, setting));
  }
  return haveSameMeaning(statements, current, setting) ? current : statements;
}

/**
 * Statements that can stand for each other: those that deny, and those that allow the same principals. What an Allow for an
 * account opens is not what an Allow for a role of it opens, even to that role.
 */
function groupsOf(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    const key = statement.effect === 'Deny' ? '' : principalsIdentity(statement);
    const group = groups.get(key);
    if (group) { group.push(statement); } else { groups.set(key, [statement]); }
  }
  return [...groups.values()];
}

/** Each step that changes anything makes it less. */
function weightOf(statements: readonly Statement[]): number {
  const lists = statements.flatMap(({ actions, resources, principals, conditions }) => [actions, resources, principals, ...conditions]);
  return lists.reduce((sum, list) => sum + (list?.values.length ?? 0), statements.length);
}

/** IAM takes a `Sid` once in a policy. */
function withUniqueSids(statements: readonly Statement[]): readonly Statement[] {
  const known = new Set<string>();
  return statements.map(statement => {
    if (statement.sid === undefined) { return statement; }
    if (!known.has(statement.sid)) {
      known.add(statement.sid);
      return statement;
    }
    return { ...statement, sid: undefined };
  });
}
