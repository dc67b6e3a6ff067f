/**
 * Refuses an ExternalId that protects from nothing, where it is written. Unresolved ones pass; they are judged at synthesis.
 */
import { Token } from 'aws-cdk-lib';
import { EXTERNAL_ID_MAX_LENGTH, EXTERNAL_ID_MIN_LENGTH, isExternalId, weaknessOfExternalId } from '../../policy/external-id';

const REMEDY = 'make one with `openssl rand -hex 16` and agree on it with the other side';

/**
 * Throws when the ExternalId is one that STS would refuse or a third party could guess.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function requireStrongExternalId(externalId: string, accounts: string[]): void {
  if (Token.isUnresolved(externalId)) { return; }
  if (!isExternalId(externalId)) {
    throw new Error(
      `externalId is \`${externalId}\` (${externalId.length} characters), expected ${EXTERNAL_ID_MIN_LENGTH} to ${EXTERNAL_ID_MAX_LENGTH} `
      + `letters, digits and \`_+=,.@:/-\`: ${REMEDY}`,
    );
  }
  const weakness = weaknessOfExternalId(externalId, accounts);
  if (weakness !== undefined) {
    throw new Error(`externalId is \`${externalId}\`, which is ${weakness}, expected a value that nobody can guess: ${REMEDY}`);
  }
}
