/** Regions by name: a misspelt one would be a place where nothing is ever allowed. Tokens pass, and are never guessed about. */
import { Token } from 'aws-cdk-lib';
import { having, requireKnownLength, requireNonEmpty } from './scope-list';
import { REGIONS } from '../../catalog/regions';
import { nearestName } from '../../diagnostics/nearest-name';

export function isRegion(value: string): boolean {
  return REGIONS.includes(value);
}

/** What to write instead, for error messages. */
export function expectedRegion(wrong: string): string {
  const nearest = nearestName(wrong, REGIONS);
  return `a region that this version knows${nearest ? `; did you mean '${nearest}'?` : ", such as 'eu-central-1'"}`;
}

/** For regions that become parts of ARNs, where a wildcard would be all of them. */
export function requireRegions(call: string, option: string, regions: string[]): void {
  requireKnownLength(call, option, regions);
  requireNonEmpty(call, option, regions);
  const wrong = regions.find(region => !Token.isUnresolved(region) && !isRegion(region));
  if (wrong !== undefined) {
    throw new Error(`${call}: ${having(option)} '${wrong}'; expected ${expectedRegion(wrong)}`);
  }
}
