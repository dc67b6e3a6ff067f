/**
 * OpenSearch Service domains: HTTP requests on the paths of named indices. Never mappings, settings, snapshots or index management.
 *
 * Paths are those of OpenSearch and of Elasticsearch 7 and later; the request of a policy is the HTTP method and the path:
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html (2026-11)
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { GrantScope } from './writing/grant-scope';
import { requireKnownLength, requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which indices of a domain a grant covers.
 */
export interface DomainGrantOptions extends GrantScope {
  /**
   * Only these indices, by their full names. A request that names several in its path is then denied; one that names others in its
   * body (`_bulk`, `_mget`, `_msearch`) is denied only if the domain sets `rest.action.multi.allow_explicit_index` to `false`.
   *
   * @default - all indices, and for reading the APIs of the cluster too
   */
  readonly indices?: string[];
}

/**
 * Grants on the data of an Amazon OpenSearch Service domain. With fine-grained access control, the grantee also has to be mapped to a
 * role inside OpenSearch.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
 */
export class ScopedDomainGrants {
  /**
   * Starts the grants of a domain.
   *
   * @param domain an L2, L1 or imported domain
   */
  public static fromDomain(domain: opensearch.IDomainRef): ScopedDomainGrants {
    return new ScopedDomainGrants(domain);
  }

  private constructor(private readonly domain: opensearch.IDomainRef) {}

  /**
   * Lets the grantee read and search: `es:ESHttpGet` and `es:ESHttpHead` on the indices, and `es:ESHttpPost`, which carries the bodies of
   * searches, on `_search` and `_count` only.
   *
   * @throws if `indices` is empty or holds something else than names, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: DomainGrantOptions = {}): iam.Grant {
    const { indices } = options;
    return this.grant('read', grantee, options, [
      this.onPaths(['es:ESHttpGet', 'es:ESHttpHead'], indices === undefined ? ['*'] : indices.flatMap((index) => [index, `${index}/*`])),
      this.onPaths(['es:ESHttpPost'], under(indices, ['_search', '_count'])),
    ]);
  }

  /**
   * Lets the grantee create, replace and update documents: `es:ESHttpPut` on `_doc` and `_create`, `es:ESHttpPost` on `_doc`, `_create`,
   * `_update` and `_bulk`. A bulk request may delete documents of the index too.
   *
   * @throws if `indices` is empty or holds something else than names, or if the grant would be lost
   */
  public write(grantee: iam.IGrantable, options: DomainGrantOptions = {}): iam.Grant {
    return this.grant('write', grantee, options, [
      this.onPaths(['es:ESHttpPut'], under(options.indices, ['_doc/*', '_create/*'])),
      this.onPaths(['es:ESHttpPost'], under(options.indices, ['_doc', '_doc/*', '_create/*', '_update/*', '_bulk'])),
    ]);
  }

  /**
   * Lets the grantee delete documents: `es:ESHttpDelete` on `_doc`. It cannot delete an index.
   *
   * @throws if `indices` is empty or holds something else than names, or if the grant would be lost
   */
  public delete(grantee: iam.IGrantable, options: DomainGrantOptions = {}): iam.Grant {
    return this.grant('delete', grantee, options, [this.onPaths(['es:ESHttpDelete'], under(options.indices, ['_doc/*']))]);
  }

  private grant(method: string, grantee: iam.IGrantable, options: DomainGrantOptions, statements: ScopedStatement[]): iam.Grant {
    const call = `ScopedDomainGrants.${method}`;
    requireIndices(call, options.indices);
    return addScopedGrant({ call, grantee, resource: this.domain, scope: options, statements });
  }

  private onPaths(actions: string[], paths: string[]): ScopedStatement {
    return {
      actions,
      resources: paths.map((path) => `${this.domain.domainRef.domainArn}/${path}`),
      wildcardReason: 'documents come later and can be named ahead of time only by a pattern of their paths; the HTTP methods are exact',
      resourcePolicy: { name: 'domain access policy', of: this.domain },
    };
  }
}

/** The paths that may also stand without an index, and then mean all of them. */
const WITHOUT_INDEX = ['_search', '_count', '_bulk'];

function under(indices: string[] | undefined, paths: string[]): string[] {
  const inIndices = (indices ?? ['*']).flatMap((index) => paths.map((path) => `${index}/${path}`));
  return indices === undefined ? [...inIndices, ...paths.filter((path) => WITHOUT_INDEX.includes(path))] : inIndices;
}

/** A star in a name would span the slash and so cover other indices in the same path. */
function requireIndices(call: string, indices: string[] | undefined): void {
  if (indices === undefined) { return; }
  requireKnownLength(call, 'indices', indices);
  requireMatching(call, 'indices', indices, /^[^_\-+*?,\s/\\"<>|#:A-Z][^*?,\s/\\"<>|#:A-Z]*$/, "the full name of an index, such as 'orders-2026'");
}
