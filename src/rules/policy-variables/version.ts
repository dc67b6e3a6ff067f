/**
 * Whether a document is written in the version of the policy language that has variables.
 */
import { PolicyDocument } from '../../policy/document';

export const VERSION_WITH_VARIABLES = '2012-10-17';

export function hasVariables({ version }: PolicyDocument): boolean {
  return version === VERSION_WITH_VARIABLES;
}

/** Whether it certainly is not: a version that is known only at deployment may be the right one. */
export function lacksVariables(document: PolicyDocument): boolean {
  return !hasVariables(document) && !document.undecided.some(({ path }) => path === 'Version');
}
