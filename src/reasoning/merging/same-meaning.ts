/**
 * Whether statements mean the same as others in any company: they allow the same, and they deny the same, whatever else is
 * attached. Says yes only to what is proved.
 *
 * How a principal is named is not looked at; see `layers.ts` for what hangs on it.
 */
import { bindUnknowns } from '../../policy/bind-unknowns';
import { PolicyDocument } from '../../policy/document';
import { parsePolicyDocument } from '../../policy/parse';
import { Statement } from '../../policy/statement';
import { ComparedKind, equivalent } from '../questions';
import { statementIdentity } from './parts';

/** What the document says of its statements, and how it is compared. */
export interface Setting {
  readonly version?: string;
  readonly kind: ComparedKind;
}

/** Beyond them the engine is asked once, with the conditions open. */
const MAX_CONDITIONS = 3;
const NO_VALUES: ReadonlyMap<string, string> = new Map();

const everything = (principal: object) =>
  parsePolicyDocument({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...principal }] }).statements;
const EVERYTHING: { readonly [kind in ComparedKind]: readonly Statement[] } = {
  identity: everything({}),
  resource: everything({ Principal: '*' }),
};

export function haveSameMeaning(left: readonly Statement[], right: readonly Statement[], setting: Setting): boolean {
  if (sayTheSame(left, right)) { return true; }
  const conditions = [...new Set([...left, ...right].flatMap(conditionsOf))];
  return outcomesOf(conditions.length > MAX_CONDITIONS ? [] : conditions).every(outcome => (['Allow', 'Deny'] as const).every(effect => {
    const [before, after] = [left, right].map(statements => statements.filter(statement => statement.effect === effect));
    if (before.length === 0 && after.length === 0) { return true; }
    const company = effect === 'Deny' ? EVERYTHING[setting.kind] : [];
    const [reference, candidate] = [before, after].map(statements => documentOf([...company, ...statements], setting))
      .map(document => bindUnknowns(document, NO_VALUES, outcome));
    return equivalent(reference, candidate, setting.kind).verdict === 'holds';
  }));
}

/** The conditions of the template that decide what is there. */
function conditionsOf({ when, actions, resources, principals, conditions }: Statement): readonly string[] {
  const values = [actions, resources, principals, ...conditions].flatMap(list => list?.values ?? []);
  return [when, ...values.map(value => value.when)].flatMap(guards => guards.map(({ condition }) => condition));
}

/** All ways in which conditions can fall. */
function outcomesOf(conditions: readonly string[]): readonly ReadonlyMap<string, boolean>[] {
  return conditions.reduce<readonly ReadonlyMap<string, boolean>[]>(
    (outcomes, condition) => outcomes.flatMap(outcome => [true, false].map(holds => new Map(outcome).set(condition, holds))),
    [new Map()],
  );
}

function sayTheSame(left: readonly Statement[], right: readonly Statement[]): boolean {
  const [before, after] = [left, right].map(statements => JSON.stringify(statements.map(statementIdentity).sort()));
  return before === after;
}

/** A document of the statements, each with its place in it. */
export function documentOf(statements: readonly Statement[], { version }: Pick<Setting, 'version'>): PolicyDocument {
  return { version, statements: statements.map((statement, index) => ({ ...statement, path: `Statement/${index}` })), problems: [], undecided: [] };
}
