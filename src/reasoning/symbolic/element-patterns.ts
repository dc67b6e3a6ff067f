/**
 * The patterns of a `Resource` or `NotResource` element, read once.
 */
import { PolicyElement } from '../../policy/statement';
import { Pattern, resourcePattern } from './pattern';

export interface ElementPatterns {
  readonly negated: boolean;
  readonly patterns: readonly Pattern[];
}

/** By whether there are variables and whether unknowns are widened. */
const memory = new Map<string, WeakMap<PolicyElement, ElementPatterns>>();

export function resourcePatterns(element: PolicyElement, variables: boolean, widened: boolean): ElementPatterns {
  const key = `${variables} ${widened}`;
  let known = memory.get(key);
  if (!known) {
    known = new WeakMap();
    memory.set(key, known);
  }
  let read = known.get(element);
  if (!read) {
    read = { negated: element.negated, patterns: element.values.map(({ text }) => resourcePattern(text, { variables, widened })) };
    known.set(element, read);
  }
  return read;
}
