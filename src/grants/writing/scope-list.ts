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

/** For lists whose values become parts of ARNs or of other texts. */
export function requireKnownLength(call: string, option: string, values: string[]): void {
  if (Token.isUnresolved(values)) {
    throw new Error(`${call}: \`${option}\` is a list that is known only at deployment, but each value becomes a text of its own, such as an ARN. `
      + 'Write the list out; its values may be tokens');
  }
}

/**
 * The start of object keys, paths or names: no wildcard, not absolute, no step upwards.
 *
 * @param example a prefix as this service would have it
 */
export function requirePrefixes(call: string, option: string, prefixes: string[], example: string): void {
  requireNonEmpty(call, option, prefixes);
  for (const prefix of Token.isUnresolved(prefixes) ? [] : prefixes) {
    const fault = hasWildcard(prefix) ? 'holds a wildcard (everything after a prefix is covered anyway; a literal star is written ${*}, a question mark ${?})'
      : /^(arn|s3):/.test(prefix) ? 'is an ARN or address'
        : prefix.startsWith('/') ? 'begins with a slash, which would be part of the name'
          : /(^|\/)\.\.(\/|$)/.test(prefix) ? "holds '..', which AWS takes literally"
            : undefined;
    if (fault) {
      throw new Error(`${call}: ${having(option)} '${prefix}', which ${fault}; expected the plain start of the name, such as '${example}'`);
    }
  }
}

/** Names that become part of an ARN: one resource, so neither a wildcard nor what ends a name. */
export function requireNames(call: string, option: string, names: string[], example: string): void {
  requireNonEmpty(call, option, names);
  const wrong = Token.isUnresolved(names) ? undefined : names.find((name) => !Token.isUnresolved(name) && !isName(name));
  if (wrong !== undefined) {
    throw new Error(`${call}: ${having(option)} '${wrong}'; expected a name without wildcards, slashes and blanks, such as '${example}'`);
  }
}

/**
 * Values of one form. A policy variable stands for some text of that form.
 *
 * @param expected what a value has to be, with an example
 */
export function requireMatching(call: string, option: string, values: string[], form: RegExp, expected: string): void {
  requireNonEmpty(call, option, values);
  const isWrong = (value: string) => !Token.isUnresolved(value) && !form.test(value.replace(/\$\{[^}]+\}/g, 'xx'));
  const wrong = Token.isUnresolved(values) ? undefined : values.find(isWrong);
  if (wrong !== undefined) {
    throw new Error(`${call}: ${having(option)} '${wrong}'; expected ${expected}`);
  }
}

/** The slash in `${aws:PrincipalTag/tenant}` is none of the name. */
function isName(value: string): boolean {
  return !hasWildcard(value) && !/^arn:|[\s/]/.test(value.replace(/\$\{[^}]*\}/g, ''));
}

/** Values that AWS compares exactly, where a wildcard would stand for itself. */
export function requireExact(call: string, option: string, values: string[], example: string): void {
  requireNonEmpty(call, option, values);
  const wrong = Token.isUnresolved(values) ? undefined : values.find(hasWildcard);
  if (wrong !== undefined) {
    throw new Error(`${call}: ${having(option)} '${wrong}', but it is compared exactly; expected values without wildcards, such as '${example}'`);
  }
}

/** Values that AWS compares as patterns: a pattern of everything would say that nothing is narrowed. */
export function requirePatterns(call: string, option: string, values: string[], example: string): void {
  requireNonEmpty(call, option, values);
  const wrong = Token.isUnresolved(values) ? undefined : values.find((value) => /^[*?]+$/.test(value));
  if (wrong !== undefined) {
    throw new Error(`${call}: ${having(option)} '${wrong}', which fits anything; expected a value or a pattern such as '${example}'. `
      + `Leave \`${option}\` out if the grant should not be narrowed by it`);
  }
}

/** `*` and `?` outside IAM's escapes (`${*}`, `${?}`). */
export function hasWildcard(value: string): boolean {
  return /[*?]/.test(value.replace(/\$\{[*?$]\}/g, ''));
}

/** The operator for values that may be patterns: a token counts as an exact value, a list that is known only at deployment does not. */
export function likeOrEquals(values: string[]): 'StringLike' | 'StringEquals' {
  return Token.isUnresolved(values) || values.some(hasWildcard) ? 'StringLike' : 'StringEquals';
}

/** One value as a string, several as a list: the form in which IAM prints conditions. */
export function oneOrMany(values: string[]): string | string[] {
  return !Token.isUnresolved(values) && values.length === 1 ? values[0] : values;
}

/** The beginning of a sentence on one of the values: an option of many values is named in the plural. */
export function having(option: string): string {
  return `\`${option}\` ${option.endsWith('s') ? 'has' : 'is'}`;
}
