/**
 * What users acknowledged with `Validations.of(construct).acknowledge({ id, reason })`.
 */
import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

export class Acknowledgements {
  private readonly byScope = new Map<IConstruct, ReadonlySet<string>>();

  /** Reads those of the whole tree under `root`. */
  public constructor(root: IConstruct) {
    for (const construct of root.node.findAll()) {
      for (const { type, data } of construct.node.metadata) {
        if (type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY) { this.add(construct, Object.keys((data ?? {}) as object)); }
      }
    }
  }

  /** Whether any id that begins so is acknowledged anywhere. */
  public hasAny(prefixes: readonly string[]): boolean {
    return [...this.byScope.values()].some(ids => [...ids].some(id => prefixes.some(prefix => id.startsWith(prefix))));
  }

  /** The first of `ids` that is acknowledged on the construct or on one above it, the nearest scope first. */
  public find(construct: IConstruct, ids: readonly string[]): string | undefined {
    for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
      const acknowledged = this.byScope.get(scope);
      const found = acknowledged && ids.find(id => acknowledged.has(id));
      if (found !== undefined) { return found; }
    }
    return undefined;
  }

  private add(scope: IConstruct, ids: readonly string[]): void {
    this.byScope.set(scope, new Set([...this.byScope.get(scope) ?? [], ...ids]));
  }
}
