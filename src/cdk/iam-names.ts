/**
 * Refuses names, paths and descriptions that IAM would refuse at deployment. Unresolved values are passed on unjudged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { Token } from 'aws-cdk-lib';

const NAME = /^[\w+=,.@-]+$/;
const PATH = /^\/(?:[\x21-\x7E]+\/)?$/;
const MAX_PATH_LENGTH = 512;
/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html read 2026-11-22 */
const NOT_OF_DESCRIPTIONS = /[^\t\n\r\x20-\x7E\xA1-\xFF]/u;

/** `prop` is how the user calls it. */
export function requireIamName(prop: string, name: string | undefined, maxLength: number): void {
  if (name === undefined || Token.isUnresolved(name)) { return; }
  if (name.length > maxLength || !NAME.test(name)) {
    throw new Error(
      `${prop} is \`${name}\` (${name.length} characters), expected 1 to ${maxLength} letters, digits and \`_+=,.@-\`: `
      + 'shorten it or replace the other characters',
    );
  }
}

export function requireIamPath(path: string | undefined): void {
  if (path === undefined || Token.isUnresolved(path)) { return; }
  if (path.length > MAX_PATH_LENGTH || !PATH.test(path)) {
    throw new Error(
      `path is \`${path}\` (${path.length} characters), expected up to ${MAX_PATH_LENGTH} printable characters between slashes, `
      + 'such as `/workloads/orders/`: begin and end it with a slash and drop spaces',
    );
  }
}

/** Of IAM and IAM Identity Center alike. */
export function requireDescription(description: string | undefined, minLength: number, maxLength: number): void {
  if (description === undefined || Token.isUnresolved(description)) { return; }
  if (description.length < minLength || description.length > maxLength) {
    throw new Error(`description has ${description.length} characters, expected ${minLength} to ${maxLength}: ${minLength > description.length ? 'leave it out' : 'shorten it'}`);
  }
  const [wrong] = NOT_OF_DESCRIPTIONS.exec(description) ?? [];
  if (wrong !== undefined) {
    throw new Error(`description has \`${wrong}\` in \`${description}\`, expected Latin characters, of Unicode those up to \`ÿ\`: write for example \`-\` and \`"\` for dashes and quotes`);
  }
}
