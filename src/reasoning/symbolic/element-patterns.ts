/**
 * The patterns of a `Resource` or `NotResource` element, read once.
 */
import { Pattern, Reading, resourcePattern } from './pattern';
import { PolicyElement } from '../../policy/statement';

export interface ElementPatterns {
  readonly negated: boolean;
  readonly patterns: readonly Pattern[];
}

/** By whether there are variables, and how values that are not known are read. */
const memory = new Map<string, WeakMap<PolicyElement, ElementPatterns>>();

export function resourcePatterns(element: PolicyElement, variables: boolean, reading: Reading): ElementPatterns {
  const key = `${variables} ${reading}`;
  let known = memory.get(key);
  if (!known) {
    known = new WeakMap();
    memory.set(key, known);
  }
  let read = known.get(element);
  if (!read) {
    read = { negated: element.negated, patterns: element.values.map(({ text }) => resourcePattern(text, { variables, reading })) };
    known.set(element, read);
  }
  return read;
}
