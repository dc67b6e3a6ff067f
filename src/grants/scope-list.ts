/**
 * Checks of the lists that narrow a grant. An empty list is always an error: it reads as "nothing" to its author and would
 * become "everything" or an invalid policy. Tokens pass where they may stand, and are never guessed about.
 */
import { Token } from 'aws-cdk-lib';

/** @param option the name of the option, for error messages */
export function requireNonEmpty(call: string, option: string, values: string[]): void {
  if (!Token.isUnresolved(values) && (values.length === 0 || values.some((value) => value === ''))) {
    throw new Error(`${call}: \`${option}\` is ${JSON.stringify(values)}; expected at least one value and no empty one. `
      + `Leave \`${option}\` out if the grant should not be narrowed by it`);
  }
}

/** For lists whose values become parts of ARNs. */
export function requireKnownLength(call: string, option: string, values: string[]): void {
  if (Token.isUnresolved(values)) {
    throw new Error(`${call}: \`${option}\` is a list that is known only at deployment, but each value becomes an ARN of its own. `
      + 'Write the list out; its values may be tokens');
  }
}

/** `*` and `?` outside IAM's escapes (`${*}`, `${?}`). */
export function hasWildcard(value: string): boolean {
  return /[*?]/.test(value.replace(/\$\{[*?$]\}/g, ''));
}

/** One value as a string, several as a list: the form in which IAM prints conditions. */
export function oneOrMany(values: string[]): string | string[] {
  return !Token.isUnresolved(values) && values.length === 1 ? values[0] : values;
}
