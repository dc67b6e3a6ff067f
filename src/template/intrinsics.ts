/**
 * The shapes of CloudFormation's intrinsic functions, and the splitting of a value along its `Fn::If`s.
 */
import { isAlike } from '../policy/alike';
import { bothHold, Guard, NO_GUARDS } from '../policy/guard';
import { isObject, JsonValue } from '../policy/json';
import { MAX_WAYS, splitEntries } from '../policy/split-entries';
import { Branch } from '../policy/value-reader';

/** Functions whose result is text made of their arguments. */
const TEXT_FUNCTIONS = new Set(['Fn::Join', 'Fn::Sub', 'Fn::Select', 'Fn::Split', 'Fn::FindInMap']);
const MAX_DEPTH = 32;

export interface IntrinsicCall {
  readonly name: string;
  readonly argument: JsonValue;
}

/** The function call that a value is; `undefined` for plain values. */
export function intrinsicCall(raw: JsonValue): IntrinsicCall | undefined {
  if (!isObject(raw)) { return undefined; }
  let only: string | undefined;
  for (const key in raw) {
    if (only !== undefined) { return undefined; }
    only = key;
  }
  return only !== undefined && (only === 'Ref' || only.startsWith('Fn::')) ? { name: only, argument: raw[only] } : undefined;
}

/** Whether CloudFormation leaves out what it stands for. */
export function isNoValue(raw: JsonValue): boolean {
  return isObject(raw) && raw.Ref === 'AWS::NoValue';
}

/** The values that `raw` can turn out as, by the conditions of the `Fn::If`s in it. With too many it is read as one unknown. */
export function splitConditions(raw: JsonValue): readonly Branch[] {
  const whole = [{ raw, when: NO_GUARDS }];
  if (!intrinsicCall(raw) || !dependsOnConditions(raw, 0)) { return whole; }
  const branches = split(raw, 0);
  return branches.length > MAX_WAYS ? whole : branches;
}

/** Whether there is anything to split; most values have none, and this look is cheaper than splitting them in vain. */
function dependsOnConditions(raw: JsonValue, depth: number): boolean {
  if (typeof raw !== 'object' || raw === null || depth > MAX_DEPTH) { return false; }
  if (Array.isArray(raw)) { return raw.some(entry => dependsOnConditions(entry, depth + 1)); }
  for (const key in raw) {
    if (key === 'Fn::If' || (key === 'Ref' && isNoValue(raw)) || dependsOnConditions(raw[key], depth + 1)) { return true; }
  }
  return false;
}

function split(raw: JsonValue, depth: number): readonly Branch[] {
  const call = intrinsicCall(raw);
  if (!call || depth > MAX_DEPTH) { return [{ raw, when: NO_GUARDS }]; }
  if (isNoValue(raw)) { return [{ raw: undefined, when: NO_GUARDS }]; }
  if (call.name === 'Fn::If') { return splitIf(raw, call.argument, depth); }
  if (!TEXT_FUNCTIONS.has(call.name)) { return [{ raw, when: NO_GUARDS }]; }
  const branches = splitArgument(call.argument, depth + 1);
  return branches.length === 1 && branches[0].raw === call.argument
    ? [{ raw, when: NO_GUARDS }]
    : branches.map(branch => ({ raw: { [call.name]: branch.raw }, when: branch.when }));
}

function splitIf(raw: JsonValue, argument: JsonValue, depth: number): readonly Branch[] {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    return [{ raw, when: NO_GUARDS }];
  }
  const [condition, whenTrue, whenFalse] = argument;
  if (isAlike(whenTrue, whenFalse)) { return split(whenTrue, depth + 1); }
  return [
    ...under({ condition, holds: true }, split(whenTrue, depth + 1)),
    ...under({ condition, holds: false }, split(whenFalse, depth + 1)),
  ];
}

function under(guard: Guard, branches: readonly Branch[]): Branch[] {
  return branches.flatMap(branch => {
    const when = bothHold([guard], branch.when);
    return when ? [{ raw: branch.raw, when }] : [];
  });
}

/** Arguments of text functions: lists and objects are split entry by entry. */
function splitArgument(raw: JsonValue, depth: number): readonly Branch[] {
  const whole = [{ raw, when: NO_GUARDS }];
  if (depth > MAX_DEPTH) { return whole; }
  if (Array.isArray(raw) || (isObject(raw) && !intrinsicCall(raw))) {
    return splitEntries(raw, NO_GUARDS, entry => splitArgument(entry, depth + 1)) ?? whole;
  }
  return split(raw, depth);
}
