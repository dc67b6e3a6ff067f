/**
 * The regions that a cross-region profile of Bedrock routes to. AWS asks for permission in each of them, and only AWS knows the list, so
 * it has to be given: a wildcard would also cover the regions that the profile never uses.
 */
import { requireNonEmpty } from './writing/scope-list';
import { REGIONS } from '../catalog/regions';

/**
 * @param given `destinationRegions` of the user
 * @param source the region that is called; AWS's examples name it in any case
 * @param lookUp how to find the list, for the error message
 */
export function routedRegions(call: string, given: string[] | undefined, source: string, lookUp: string): string[] {
  if (given === undefined) {
    throw new Error(`${call}: \`destinationRegions\` is missing, and AWS asks for permission in each region that the profile routes to. ${lookUp}`);
  }
  requireNonEmpty(call, 'destinationRegions', given);
  const unknown = given.find((region) => !REGIONS.includes(region));
  if (unknown !== undefined) {
    throw new Error(`${call}: \`destinationRegions\` holds '${unknown}'; expected regions that this version knows, such as 'eu-central-1'`);
  }
  return [...new Set([source, ...given])];
}
