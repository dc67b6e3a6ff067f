/**
 * Checks of the names that issuers and subjects are made of. Wildcards are looked for in the literal parts of a value even when other
 * parts are unresolved; apart from that, unresolved values pass.
 */
import { Token } from 'aws-cdk-lib';

export function hasWildcard(value: string): boolean {
  return /[*?]/.test(value);
}

export function requireNoWildcard(what: string, value: string, remedy: string): void {
  if (hasWildcard(value)) {
    throw new Error(`${what} is \`${value}\`, expected no wildcard (\`*\`, \`?\`): ${remedy}`);
  }
}

/** How a name has to look, for people and as a pattern that lets no separator of the subject and no `${` pass. */
export interface NameForm {
  readonly pattern: RegExp;
  readonly expected: string;
}

/** `orders`, `my_app-2` */
export const SLUG: NameForm = { pattern: /^\w[\w-]*$/, expected: 'letters, digits, `-` and `_`' };
/** `orders.api` */
export const DOTTED_SLUG: NameForm = { pattern: /^\w[\w.-]*$/, expected: 'letters, digits, `-`, `_` and `.`' };
/** `Default Project` */
export const TITLE: NameForm = { pattern: /^\w(?:[\w -]*\w)?$/, expected: 'letters, digits, spaces, `-` and `_`' };
/** `7e9d5c1a-…` */
export const UUID: NameForm = {
  pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  expected: 'a UUID such as `0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9`',
};
/** A host, with a path where the product is installed under one. */
const HOST: NameForm = {
  pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w.~-]+)*$/i,
  expected: 'a host name such as `ci.example.com`, without `https://`, port and trailing slash',
};

/** One segment of a subject: exactly one tenant, project, environment … */
export function requireName(what: string, value: string, { pattern, expected }: NameForm, remedy: string): void {
  requireNoWildcard(what, value, remedy);
  if (Token.isUnresolved(value)) return;
  if (!pattern.test(value)) {
    throw new Error(`${what} is \`${value}\`, expected ${expected}: ${remedy}`);
  }
}

/** Part of an issuer's URL, which begins the condition keys of a trust policy; CloudFormation computes values, but no keys. */
export function requireWrittenOut(what: string, value: string, form: NameForm, remedy: string): void {
  if (Token.isUnresolved(value)) {
    throw new Error(`${what} is known only at deployment, expected one that is written out, since it is part of the condition keys: ${remedy}`);
  }
  requireName(what, value, form, remedy);
}

export function requireHost(what: string, host: string): void {
  requireWrittenOut(what, host, HOST, 'write the address of the installation as it stands in its tokens');
}

/**
 * A branch or tag name, which may be a pattern, but not one that matches every name.
 * Git forbids the characters refused here in references, `${` apart, which IAM would read as a policy variable.
 */
export function requireRefName(what: 'branch' | 'tag', name: string): void {
  if (Token.isUnresolved(name)) return;
  if (/^[*?]*$/.test(name)) {
    throw new Error(
      `${what} is \`${name}\`, expected a name or a pattern with a fixed part, such as \`${what === 'branch' ? 'release/*' : 'v*'}\`: `
      + `name the ${what}, or a protected environment where there are environments`,
    );
  }
  if (name.startsWith('refs/')) {
    throw new Error(`${what} is \`${name}\`, expected the bare name: write \`${name.replace(/^refs\/(?:heads\/|tags\/)?/, '')}\``);
  }
  if (/[\s:~^\\[\x7F]|\$\{/.test(name)) {
    throw new Error(`${what} is \`${name}\`, expected a name that Git accepts: remove spaces and \`: ~ ^ \\ [ \${\``);
  }
}
