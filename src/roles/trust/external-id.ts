/**
 * Tells an ExternalId that protects from one that can be guessed. Errs towards acceptance: it knows the usual placeholders and simple series, not every weak choice.
 */
import { Token } from 'aws-cdk-lib';

const MIN_LENGTH = 16;
const MAX_LENGTH = 1224;
const MIN_DISTINCT_CHARACTERS = 6;
const REMEDY = 'make one with `openssl rand -hex 16` and agree on it with the other side';

const PLACEHOLDERS = ['changeme', 'externalid', 'placeholder', 'replaceme', 'example', 'password', 'secret', 'sample'];
const SERIES = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', '0123456789abcdef'].map(series => series.repeat(3));

/**
 * Throws when the ExternalId is one that STS would refuse or a third party could guess. An unresolved one is accepted.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function requireStrongExternalId(externalId: string, accounts: string[]): void {
  if (Token.isUnresolved(externalId)) return;
  if (externalId.length > MAX_LENGTH || !/^[\w+=,.@:\/-]{2,}$/.test(externalId)) {
    throw new Error(
      `externalId is \`${externalId}\` (${externalId.length} characters), expected ${MIN_LENGTH} to ${MAX_LENGTH} letters, digits and \`_+=,.@:/-\`: ${REMEDY}`,
    );
  }
  const weakness = findWeakness(externalId, accounts);
  if (weakness !== undefined) {
    throw new Error(`externalId is \`${externalId}\`, which is ${weakness}, expected a value that nobody can guess: ${REMEDY}`);
  }
}

function findWeakness(externalId: string, accounts: string[]): string | undefined {
  const letters = externalId.toLowerCase().replace(/[^a-z0-9]/g, '');
  const withoutPlaceholders = PLACEHOLDERS.reduce((rest, word) => rest.replaceAll(word, ''), letters);
  if (accounts.includes(externalId.replace(/-/g, ''))) return 'an account id';
  if (withoutPlaceholders.length < letters.length && withoutPlaceholders.length < MIN_LENGTH) return 'a placeholder';
  if (SERIES.some(series => series.includes(letters))) return 'a simple series';
  if (externalId.length < MIN_LENGTH) return `only ${externalId.length} characters long`;
  if (new Set(externalId).size < MIN_DISTINCT_CHARACTERS) return `made of ${new Set(externalId).size} different characters only`;
  return undefined;
}
