/**
 * What the request of a path must bring besides, and whether a statement could let such a request through.
 *
 * A demand holds where some condition asks for its key. The resource has no tags but those that are demanded.
 */
import { globsOverlap, toGlob } from '../../policy/glob';
import { asList, isObject } from '../../policy/json';
import { Identity } from '../../policy/policy-site';
import { Condition, requiresKey } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { withoutVariables } from '../arn-parts';

/** A `Condition` element. */
export type Demand = { readonly [operator: string]: { readonly [key: string]: string | string[] } };

/** The principal that is changed has no boundary: within one, what it is given is worth no more than the boundary lets through. */
export const NO_BOUNDARY: Demand = { Null: { 'iam:PermissionsBoundary': 'true' } };

/** The demand in one partition, given as `arn:aws:`. A wildcard in its place could also stand for what follows. */
export function inPartition(demand: Demand, partition: string): Demand {
  const bound = (value: string) => value.replace('arn:*:', partition);
  return Object.fromEntries(Object.entries(demand).map(([operator, operands]) => [
    operator,
    Object.fromEntries(Object.entries(operands).map(([key, values]) => [key, typeof values === 'string' ? bound(values) : values.map(bound)])),
  ]));
}

/** Keys that pick resources by their tags. */
export const RESOURCE_TAG = /^[a-z0-9-]+:resourcetag\/./i;

/**
 * The identity has its tags, as far as they are known.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 */
export function withTags({ properties: { Tags: tags } }: Identity): Demand {
  const known: { [key: string]: string } = {};
  for (const tag of asList(tags ?? [])) {
    if (!isObject(tag) || typeof tag.Key !== 'string' || typeof tag.Value !== 'string') { continue; }
    for (const prefix of ['aws', 'iam']) { known[`${prefix}:ResourceTag/${tag.Key}`] = tag.Value; }
  }
  return Object.keys(known).length > 0 ? { StringEquals: known } : {};
}

/** Whether a request that brings what is demanded, on a resource without tags, could meet the conditions. */
export function mayMeet(conditions: readonly Condition[], demand: Demand): boolean {
  return conditions.every(condition => {
    const { operator: { family, negated }, key } = condition;
    const brought = demandedOf(demand, key.toLowerCase());
    if (brought && brought.length > 0 && !negated && (family === 'string' || family === 'arn')) {
      return brought.some(value => mayHold(condition, value));
    }
    if (!requiresKey(condition) || (family !== 'string' && family !== 'arn' && family !== 'null')) { return true; }
    return brought ? brought.length > 0 : !RESOURCE_TAG.test(key);
  });
}

/** Whether one of the values of a condition could be the value. */
export function mayHold({ values }: Condition, value: string): boolean {
  return values.some(({ text }) => mayBe(text, value));
}

/** The values of a key that a demand names: none where the key must not be there, `undefined` where it says nothing of it. */
export function demandedOf(demand: Demand, lowerKey: string): readonly string[] | undefined {
  for (const [operator, operands] of Object.entries(demand)) {
    for (const [key, values] of Object.entries(operands)) {
      if (key.toLowerCase() === lowerKey) { return operator === 'Null' ? [] : [values].flat(); }
    }
  }
  return undefined;
}

function mayBe(text: SymbolicText, value: string): boolean {
  return globsOverlap(withoutVariables(toGlob(text), '*').toLowerCase(), value.toLowerCase());
}
