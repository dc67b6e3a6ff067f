/**
 * S3 object keys under prefixes: as options give them, as ARNs, and as the condition of a listing.
 *
 * Promises: what is listed and what is read are the same keys.
 */
import { Conditions } from './writing/conditions';
import { oneOrMany, requireKnownLength, requirePrefixes } from './writing/scope-list';

export interface PrefixOptions {
  readonly prefix?: string;
  readonly prefixes?: string[];
}

/** Why no grant on objects gets by without a `*`. */
export const OBJECT_PATTERN = 'S3 objects can be named ahead of time only by a pattern of their keys; the actions are exact';

/** Without repeats; empty where the options name none, which is every key. */
export function prefixesOf(call: string, { prefix, prefixes }: PrefixOptions): string[] {
  if (prefixes !== undefined) {
    requireKnownLength(call, 'prefixes', prefixes);
    requirePrefixes(call, 'prefixes', prefixes, 'orders/');
  }
  if (prefix !== undefined) {
    requirePrefixes(call, 'prefix', [prefix], 'orders/');
  }
  return [...new Set([...(prefix === undefined ? [] : [prefix]), ...(prefixes ?? [])])];
}

/** @param parent what stands before the slash: the ARN of a bucket, or that of an access point with `/object` */
export function objectArns(parent: string, prefixes: string[]): string[] {
  return (prefixes.length === 0 ? [''] : prefixes).map((prefix) => `${parent}/${prefix}*`);
}

export function listingOf(prefixes: string[]): Conditions | undefined {
  return prefixes.length === 0 ? undefined : { StringLike: { 's3:prefix': oneOrMany(prefixes.map((prefix) => `${prefix}*`)) } };
}
