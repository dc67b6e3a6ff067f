/**
 * Leaves out statements and list entries that are proved to change nothing.
 *
 * AWS takes no empty list, so the last statement and the last entry that stand under no condition of the template stay.
 */
import { Guard } from '../../policy/guard';
import { PolicyValue, Statement } from '../../policy/statement';
import { NeedlessPart, redundantEntries, redundantStatements } from '../needless-parts';
import { documentOf, haveSameMeaning, Setting } from './same-meaning';

/** The statements are of one effect, and the Allows of one list of principals. */
export function leaveOutNeedless(statements: readonly Statement[], setting: Setting): readonly Statement[] {
  const needed = leaveOutStatements(statements, redundantStatements(documentOf(statements, setting), setting.kind));
  return leaveOutEntries(needed, setting).map(statement => trimOtherLists(statement, setting));
}

/** `parts` are of a document that has these statements in this order. */
export function leaveOutStatements(statements: readonly Statement[], parts: readonly NeedlessPart[]): readonly Statement[] {
  const places = new Set(needlessPaths(parts));
  return without(statements, statements.filter((_, index) => places.has(`Statement/${index}`)));
}

function leaveOutEntries(statements: readonly Statement[], setting: Setting): readonly Statement[] {
  const places = new Set(needlessPaths(redundantEntries(documentOf(statements, setting), setting.kind)));
  const kept = <Element extends { readonly values: readonly PolicyValue[] }>(element: Element, path: string): Element =>
    ({ ...element, values: without(element.values, element.values.filter((_, index) => places.has(`${path}/${index}`))) });
  return statements.map((statement, index) => ({
    ...statement,
    actions: kept(statement.actions, `Statement/${index}/Action`),
    ...statement.resources && { resources: kept(statement.resources, `Statement/${index}/Resource`) },
  }));
}

function needlessPaths(parts: readonly NeedlessPart[]): readonly string[] {
  return parts.filter(({ verdict }) => verdict === 'holds').map(({ path }) => path);
}

/** Lists that do not stand for the union of their entries, and values of conditions: an entry at a time, within the statement. */
function trimOtherLists(statement: Statement, setting: Setting): Statement {
  let trimmed = statement;
  for (const list of otherLists(statement)) {
    for (const value of [...list.valuesIn(statement)].reverse()) {
      const before = list.valuesIn(trimmed);
      const values = without(before, [value]);
      if (values.length === before.length || !values.some(other => list.canCover(other))) { continue; }
      const candidate = list.replaceIn(trimmed, values);
      if (haveSameMeaning([trimmed], [candidate], setting)) { trimmed = candidate; }
    }
  }
  return trimmed;
}

interface OtherList {
  /** Whether a value may hold others than itself. */
  readonly canCover: (value: PolicyValue) => boolean;
  readonly valuesIn: (statement: Statement) => readonly PolicyValue[];
  readonly replaceIn: (statement: Statement, values: readonly PolicyValue[]) => Statement;
}

function otherLists({ actions, resources, conditions }: Statement): readonly OtherList[] {
  const lists: OtherList[] = conditions.map(({ operator }, place) => ({
    canCover: value => isOpen(value) || operator.name.endsWith('IgnoreCase') || ['numeric', 'date', 'ip'].includes(operator.family),
    valuesIn: statement => statement.conditions[place].values,
    replaceIn: (statement, values) => ({
      ...statement,
      conditions: statement.conditions.map((condition, index) => index === place ? { ...condition, values } : condition),
    }),
  }));
  if (actions.negated) {
    const replaceIn = (statement: Statement, values: readonly PolicyValue[]) => ({ ...statement, actions: { negated: true, values } });
    lists.push({ canCover: isOpen, valuesIn: statement => statement.actions.values, replaceIn });
  }
  if (resources?.negated) {
    const replaceIn = (statement: Statement, values: readonly PolicyValue[]) => ({ ...statement, resources: { negated: true, values } });
    lists.push({ canCover: isOpen, valuesIn: statement => statement.resources!.values, replaceIn });
  }
  return lists;
}

function isOpen({ text }: PolicyValue): boolean {
  return text.literal === undefined || /[*?]|\$\{/.test(text.literal);
}

function without<Part extends { readonly when: readonly Guard[] }>(parts: readonly Part[], needless: readonly Part[]): readonly Part[] {
  if (needless.length === 0) { return parts; }
  const dropped = new Set(needless);
  const always = parts.filter(({ when }) => when.length === 0);
  if ((always.length > 0 ? always : parts).every(part => dropped.has(part))) { dropped.delete(always[0] ?? parts[0]); }
  return parts.filter(part => !dropped.has(part));
}
