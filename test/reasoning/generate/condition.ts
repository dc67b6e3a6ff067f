/**
 * Condition blocks, and contexts that meet them.
 */
import { CONTEXT_KEYS, ContextKey, contextKey, DERIVED_KEYS, KeyType, MALFORMED, NETWORKS } from './alphabet';
import { instantiate, widen, widenArn, withVariable } from './pattern';
import { Random } from './random';
import { operatorNames, parseOperator } from '../../../src/policy/conditions/operators';
import { asList, JsonObject, JsonValue } from '../../../src/policy/json';
import { Request } from '../../../src/reasoning/request';

const FAMILIES_OF: { readonly [type in KeyType]: readonly string[] } = {
  string: ['string'],
  arn: ['arn', 'arn', 'string'],
  numeric: ['numeric'],
  date: ['date'],
  bool: ['bool', 'bool', 'string'],
  ip: ['ip'],
  binary: ['binary'],
};

const OPERATORS = operatorNames().map(name => parseOperator(name)!);

/** `Condition` of a statement; `focus` is the request that it should, as a rule, hold for. */
export function randomConditions(random: Random, focus?: Request): JsonObject | undefined {
  const count = random.pick([0, 0, 0, 1, 1, 1, 2]);
  if (count === 0) { return undefined; }
  const block: { [operator: string]: { [key: string]: JsonValue } } = {};
  for (let index = 0; index < count; index++) {
    const key = randomKey(random, focus);
    const operator = randomOperator(random, key, givenValue(key, focus) !== undefined);
    block[operator] = { ...block[operator], [random.chance(0.1) ? key.name.toUpperCase() : key.name]: randomValues(random, operator, key, focus) };
  }
  return block;
}

function randomKey(random: Random, focus: Request | undefined): ContextKey {
  const given = Object.keys(focus?.context ?? {});
  if (given.length > 0 && random.chance(0.7)) { return contextKey(random.pick(given)) ?? random.pick(CONTEXT_KEYS); }
  return random.pick(random.chance(0.2) ? DERIVED_KEYS : CONTEXT_KEYS);
}

function givenValue(key: ContextKey, focus: Request | undefined): string | readonly string[] | undefined {
  const name = Object.keys(focus?.context ?? {}).find(given => given.toLowerCase() === key.name.toLowerCase());
  return name === undefined ? undefined : focus!.context[name];
}

function randomOperator(random: Random, key: ContextKey, isGiven: boolean): string {
  if (random.chance(0.08)) { return 'Null'; }
  const family = random.pick(FAMILIES_OF[key.type]);
  const fitting = OPERATORS.filter(operator => operator.name !== 'Null' && (random.chance(0.03) || operator.family === family));
  const positive = fitting.filter(operator => !operator.negated);
  const { name } = random.pick(positive.length > 0 && random.chance(isGiven ? 0.6 : 0.2) ? positive : fitting);
  const qualified = random.chance(key.multivalued ? 0.9 : 0.2);
  const qualifier = qualified ? random.pick(['ForAllValues:', 'ForAnyValue:']) : '';
  return `${qualifier}${name}${random.chance(isGiven ? 0.15 : 0.4) ? 'IfExists' : ''}`;
}

function randomValues(random: Random, operatorText: string, key: ContextKey, focus: Request | undefined): JsonValue {
  const operator = parseOperator(operatorText)!;
  if (operator.family === 'null') { return random.pick<JsonValue>(['true', 'false', true, false, givenValue(key, focus) ? 'false' : 'true']); }
  const given = givenValue(key, focus);
  const drawn = random.list(1, 3, () => {
    const base = given !== undefined && random.chance(0.6) ? random.pick(asList(given as JsonValue)) as string ?? '' : random.pick(key.values);
    return randomValue(random, operator.family, operator.wildcards, base, focus);
  });
  return drawn.length === 1 && random.chance(0.7) ? drawn[0] : drawn;
}

function randomValue(random: Random, family: string, wildcards: boolean, base: string, focus: Request | undefined): JsonValue {
  if (random.chance(0.03)) { return random.pick(MALFORMED); }
  switch (family) {
    case 'string':
      if (random.chance(0.1)) { return withVariable(random, base, focus?.context ?? {}); }
      if (base.includes('*') && random.chance(0.5)) { return base.replace('*', '${*}'); }
      return wildcards || random.chance(0.1) ? widen(random, base) : base;
    case 'arn':
      return widenArn(random, base, focus?.context);
    case 'ip':
      return random.chance(0.6) ? random.pick(NETWORKS) : base;
    case 'numeric':
      return random.chance(0.2) && Number.isFinite(Number(base)) && base !== '' ? Number(base) : base;
    case 'bool':
      return random.chance(0.3) ? base.toLowerCase() === 'true' : base;
    default:
      return base;
  }
}

/** Changes a context so that a condition, as a rule, holds in it. */
export function meet(random: Random, condition: JsonObject, context: { [key: string]: string | readonly string[] }): void {
  for (const [operatorText, keys] of Object.entries(condition)) {
    const operator = parseOperator(operatorText);
    if (!operator) { continue; }
    for (const [key, values] of Object.entries(keys as JsonObject)) {
      const old = Object.keys(context).filter(given => given.toLowerCase() === key.toLowerCase());
      const wanted = asList(values).map(value => String(value));
      const known = contextKey(key);
      if (operator.negated || wanted.length === 0) { continue; }
      old.forEach(name => { delete context[name]; });
      if (operator.family === 'null' && wanted[0] === 'true') { continue; }
      const isAnyOf = operator.family === 'null' || operator.family === 'ip';
      const choices = isAnyOf ? known?.values ?? ['red'] : wanted.map(value => instantiate(random, value, context));
      context[key] = known?.multivalued ? random.list(1, 2, () => random.pick(choices)) : random.pick(choices);
    }
  }
}

/** A context of up to `most` keys; `derived` says whether keys that AWS fills in may be among them. */
export function randomContext(random: Random, most: number, derived = 0.03): { [key: string]: string | readonly string[] } {
  const context: { [key: string]: string | readonly string[] } = {};
  for (let count = random.integer(0, most); count > 0; count--) {
    const key = random.pick(random.chance(derived) ? DERIVED_KEYS : CONTEXT_KEYS);
    context[random.chance(0.05) ? key.name.toLowerCase() : key.name] = randomContextValue(random, key);
  }
  return context;
}

function randomContextValue(random: Random, key: ContextKey): string | readonly string[] {
  const value = () => random.chance(0.01) ? random.pick(MALFORMED) : random.pick(key.values);
  return key.multivalued || random.chance(0.01) ? random.list(random.chance(0.2) ? 0 : 1, 3, value) : value();
}
