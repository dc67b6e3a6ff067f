/**
 * Checks of the names that subjects of GitHub are made of.
 */
import { Token } from 'aws-cdk-lib';
import { requireNoWildcard } from './names';

/** `OWNER/NAME`, both exact: whoever could choose the owner could choose the code. */
export function requireRepositoryName(fullName: string): void {
  requireNoWildcard('repository', fullName, 'name the owner and the repository exactly, and make one subject for each repository');
  if (Token.isUnresolved(fullName)) return;
  if (!/^[A-Za-z0-9][\w-]*\/[\w.-]+$/.test(fullName)) {
    throw new Error(`repository is \`${fullName}\`, expected \`OWNER/NAME\` such as \`acme/orders\`: leave out the host, \`.git\` and everything else`);
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
