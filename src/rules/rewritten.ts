/**
 * A statement with something in it written otherwise, as a finding offers it in the place of the one that it is about.
 *
 * Errs to offering nothing: not for a statement that stands under a condition of the template, has a part that could not be read or
 * is known only at deployment as a whole, or is longer than what anyone copies out of a finding, nor for one with conditions that stand
 * in another (`limited-by-denies.ts`).
 */
import { PolicyDocument } from '../policy/document';
import { JsonObject, JsonValue } from '../policy/json';
import { printStatement } from '../policy/print';
import { PolicyElement, PolicyValue, Statement } from '../policy/statement';

const MAX_ENTRIES = 200;

/** The statement of the document with other parts; `undefined` for one that is not offered. */
export function rewritten(statement: Statement, document: PolicyDocument, parts: Partial<Statement>): JsonObject | undefined {
  return isReadWhole(statement, document) ? printStatement({ ...statement, ...parts }) : undefined;
}

/** The only statement that has it; `undefined` if several have. */
export function onlyStatement({ statements }: PolicyDocument, has: (statement: Statement) => boolean): Statement | undefined {
  const [first, ...others] = statements.filter(has);
  return others.length === 0 ? first : undefined;
}

/** With other entries in the place of each, none of them twice. An entry that is no text of the template stays as it is. */
export function withEntries(element: PolicyElement, write: (entry: string, index: number) => readonly string[]): PolicyElement {
  const written = new Set<string>();
  const values = element.values.flatMap((value, index): readonly PolicyValue[] => {
    const { raw, when } = value;
    if (typeof raw !== 'string' || when.length > 0) { return [value]; }
    return write(raw, index).filter(entry => !written.has(entry) && written.add(entry)).map(entry => ({ ...value, raw: entry }));
  });
  return { ...element, values };
}

/** The statement with each value as `write` has it; `undefined` where that changes nothing. */
export function withValues(statement: Statement, document: PolicyDocument, write: (raw: JsonValue) => JsonValue): JsonObject | undefined {
  const { actions, resources, principals, conditions } = statement;
  const before = rewritten(statement, document, {});
  const after = before && rewritten(statement, document, {
    actions: changed(actions, write),
    resources: resources && changed(resources, write),
    principals: principals && { ...principals, values: principals.values.map(value => ({ ...value, raw: write(value.raw) })) },
    conditions: conditions.map(condition => changed(condition, write)),
  });
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : after;
}

function changed<Holder extends { readonly values: readonly PolicyValue[] }>(holder: Holder, write: (raw: JsonValue) => JsonValue): Holder {
  return { ...holder, values: holder.values.map(value => ({ ...value, raw: write(value.raw) })) };
}

/** Without the entries at these places. */
export function withoutEntries(element: PolicyElement, needless: readonly { readonly index: number }[]): PolicyElement {
  const places = new Set(needless.map(({ index }) => index));
  return { ...element, values: element.values.filter((_, index) => !places.has(index)) };
}

function isReadWhole(statement: Statement, document: PolicyDocument): boolean {
  const { problems, undecided } = document;
  const { path, when, hasUnknownSid, emptyConditions } = statement;
  return document.statements.includes(statement) && when.length === 0 && !hasUnknownSid && !emptyConditions && entriesOf(statement) <= MAX_ENTRIES
    && ![...problems, ...undecided].some(part => part.path === path || part.path.startsWith(`${path}/`));
}

function entriesOf({ actions, resources, principals, conditions }: Statement): number {
  return [actions, resources, principals, ...conditions].reduce((sum, element) => sum + 1 + (element?.values.length ?? 0), 0);
}
