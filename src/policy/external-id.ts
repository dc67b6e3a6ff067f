/**
 * Tells an ExternalId that protects from one that can be guessed. Errs towards acceptance: it knows the usual placeholders and
 * simple series, not every weak choice.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */

/** STS takes 2 characters; fewer than 16 can be guessed. */
export const EXTERNAL_ID_MIN_LENGTH = 16;
export const EXTERNAL_ID_MAX_LENGTH = 1224;

const MIN_DISTINCT_CHARACTERS = 6;
const PLACEHOLDERS = ['changeme', 'externalid', 'placeholder', 'replaceme', 'example', 'password', 'secret', 'sample'];
const SERIES = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', '0123456789abcdef'].map(series => series.repeat(3));

/**
 * Whether STS takes the value as an ExternalId at all.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function isExternalId(value: string): boolean {
  return value.length <= EXTERNAL_ID_MAX_LENGTH && /^[\w+=,.@:\/-]{2,}$/.test(value);
}

/**
 * Why an ExternalId can be guessed, to be read after "which is": `only 8 characters long`. `undefined` when nothing speaks against it.
 *
 * @param accounts the accounts on both sides, whose numbers are no secret
 */
export function weaknessOfExternalId(value: string, accounts: readonly string[]): string | undefined {
  const letters = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  const withoutPlaceholders = PLACEHOLDERS.reduce((rest, word) => rest.replaceAll(word, ''), letters);
  if (accounts.includes(value.replace(/-/g, ''))) { return 'an account id'; }
  if (withoutPlaceholders.length < letters.length && withoutPlaceholders.length < EXTERNAL_ID_MIN_LENGTH) { return 'a placeholder'; }
  if (SERIES.some(series => series.includes(letters))) { return 'a simple series'; }
  if (value.length < EXTERNAL_ID_MIN_LENGTH) { return `only ${value.length} characters long`; }
  const distinct = new Set(value).size;
  return distinct < MIN_DISTINCT_CHARACTERS ? `made of ${distinct} different characters only` : undefined;
}
