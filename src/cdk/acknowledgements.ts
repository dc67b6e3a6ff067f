/**
 * What users acknowledged with `Validations.of(construct).acknowledge({ id, reason })`.
 */
import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * The first of `ids` that is acknowledged on the construct or on one above it, the nearest scope first.
 */
export function findAcknowledgement(construct: IConstruct, ids: readonly string[]): string | undefined {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    for (const entry of scope.node.metadata) {
      if (entry.type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) { continue; }
      const found = ids.find(id => id in (entry.data as object));
      if (found !== undefined) { return found; }
    }
  }
  return undefined;
}
