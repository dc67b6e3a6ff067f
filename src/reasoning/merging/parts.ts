/**
 * A statement as parts that can be told apart by text: equal texts certainly mean the same.
 *
 * What is not known until deployment is the same only where the template wrote the same, so two ways of writing one reference
 * count as different: that costs a merge, never the meaning.
 */
import { Condition, PolicyElement, PolicyValue, PrincipalElement, Statement } from '../../policy/statement';

export interface Part {
  /** `Action`, `NotResource` … or an operator with its key. */
  readonly slot: string;
  readonly identity: string;
}

export function partsOf({ effect, when, actions, resources, principals, conditions }: Statement): readonly Part[] {
  const head = { slot: 'Effect', identity: JSON.stringify([effect, when]) };
  const own = [elementPart('Action', actions, actionIdentity)];
  if (resources) { own.push(elementPart('Resource', resources, valueIdentity)); }
  if (principals) { own.push(elementPart('Principal', principals, principalIdentity)); }
  const conditional = conditions.map(condition => ({ slot: conditionSlot(condition), identity: listIdentity(condition.values, valueIdentity) }));
  return [head, ...own, ...conditional];
}

/** The same for statements that say the same, whatever they are called and in whatever order they say it. */
export function statementIdentity(statement: Statement): string {
  return partsIdentity(partsOf(statement));
}

export function partsIdentity(parts: readonly Part[]): string {
  return JSON.stringify(parts.map(({ slot, identity }) => JSON.stringify([slot, identity])).sort());
}

export function principalsIdentity({ principals }: Statement): string {
  return principals ? partsIdentity([elementPart('Principal', principals, principalIdentity)]) : '';
}

function elementPart<Value extends PolicyValue>(
  name: string,
  { negated, values }: { readonly negated: boolean; readonly values: readonly Value[] },
  identityOf: (value: Value) => string,
): Part {
  return { slot: negated ? `Not${name}` : name, identity: listIdentity(values, identityOf) };
}

/** Operators and keys are compared without regard to case. */
export function conditionSlot({ operator: { name, qualifier, ifExists }, key }: Condition): string {
  return JSON.stringify([qualifier ?? '', name, ifExists, key.toLowerCase()]);
}

function listIdentity<Value>(values: readonly Value[], identityOf: (value: Value) => string): string {
  return JSON.stringify([...new Set(values.map(identityOf))].sort());
}

export function valueIdentity({ text, raw, when }: PolicyValue): string {
  return JSON.stringify([text.literal ?? { parts: text.parts, raw }, when]);
}

export function actionIdentity(value: PolicyElement['values'][number]): string {
  return valueIdentity(value).toLowerCase();
}

export function principalIdentity(value: PrincipalElement['values'][number]): string {
  return JSON.stringify([value.type, valueIdentity(value)]);
}
