/**
 * Checks of the names that subjects are made of. Wildcards are looked for in the literal parts of a value even when other parts are unresolved.
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

/** `OWNER/NAME`, both exact: whoever could choose the owner could choose the code. */
export function requireRepositoryName(fullName: string): void {
  requireNoWildcard('repository', fullName, 'name the owner and the repository exactly, and make one subject for each repository');
  if (Token.isUnresolved(fullName)) return;
  if (!/^[A-Za-z0-9][\w-]*\/[\w.-]+$/.test(fullName)) {
    throw new Error(`repository is \`${fullName}\`, expected \`OWNER/NAME\` such as \`acme/orders\`: leave out the host, \`.git\` and everything else`);
  }
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
      + `name the ${what}, or use environment() and protect the environment in GitHub`,
    );
  }
  if (name.startsWith('refs/')) {
    throw new Error(`${what} is \`${name}\`, expected the bare name: write \`${name.replace(/^refs\/(?:heads\/|tags\/)?/, '')}\``);
  }
  if (/[\s:~^\\[\x7F]|\$\{/.test(name)) {
    throw new Error(`${what} is \`${name}\`, expected a name that Git accepts: remove spaces and \`: ~ ^ \\ [ \${\``);
  }
}

/** The environment's name as it stands in the subject, where a colon is escaped. */
export function environmentSegment(name: string): string {
  requireNoWildcard('environment', name, 'make one subject for each environment');
  if (Token.isUnresolved(name)) return name;
  if (name === '' || name.length > 255 || name.includes('${')) {
    throw new Error(`environment is \`${name}\` (${name.length} characters), expected the 1 to 255 characters of its name in GitHub, without \`\${\``);
  }
  return name.replace(/:/g, '%3A');
}
