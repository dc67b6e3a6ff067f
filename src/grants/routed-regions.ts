/**
 * The regions that a cross-region profile of Bedrock routes to. AWS asks for permission in each of them, and only AWS knows the list, so
 * it has to be given: a wildcard would also cover the regions that the profile never uses.
 */
import { requireRegions } from './writing/region-list';

/**
 * @param given `destinationRegions` of the user
 * @param source the region that is called; AWS's examples name it in any case
 * @param lookUp how to find the list, for the error message
 */
export function routedRegions(call: string, given: string[] | undefined, source: string, lookUp: string): string[] {
  if (given === undefined) {
    throw new Error(`${call}: \`destinationRegions\` is missing, and AWS asks for permission in each region that the profile routes to. ${lookUp}`);
  }
  requireRegions(call, 'destinationRegions', given);
  return [...new Set([source, ...given])];
}
