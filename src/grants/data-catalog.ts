/**
 * Reading databases and tables of the Glue Data Catalog. Glue asks for every level: the catalog, the database and the table.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html (2026-11)
 */
import { Stack } from 'aws-cdk-lib';
import { environmentOf, Resource } from './writing/environment';
import { requireKnownLength, requireNames } from './writing/scope-list';
import { ScopedStatement } from './writing/scoped-statement';

export interface CatalogPart {
  readonly database: string;
  /** Left out: all tables of the database. */
  readonly tables?: string[];
}

/**
 * @param resource whose account and region have the catalog
 * @param otherDatabases databases of which nothing but their description is read
 */
export function readCatalog(call: string, resource: Resource, parts: CatalogPart[], otherDatabases: string[] = []): ScopedStatement[] {
  const databases = parts.map(({ database }) => database);
  requireNames(call, 'database', databases, 'sales');
  const arn = (name: string, resourceName?: string) =>
    Stack.of(resource).formatArn({ ...environmentOf(resource), service: 'glue', resource: name, resourceName });
  const databaseArns = (names: string[]) => [...new Set(names)].map((name) => arn('database', name));
  const tableArns = parts.flatMap(({ database, tables }) => tableNames(call, tables).map((table) => arn('table', `${database}/${table}`)));
  const resourcePolicy = { name: 'Data Catalog policy', of: resource, isElsewhere: true };
  return [
    { actions: ['glue:GetDatabase'], resources: [arn('catalog'), ...databaseArns([...otherDatabases, ...databases])], resourcePolicy },
    {
      actions: ['glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
      resources: [arn('catalog'), ...databaseArns(databases), ...tableArns],
      wildcardReason: 'all tables of a named database are meant, and tables come later',
      resourcePolicy,
    },
  ];
}

function tableNames(call: string, tables: string[] | undefined): string[] {
  if (tables === undefined) { return ['*']; }
  requireKnownLength(call, 'tables', tables);
  requireNames(call, 'tables', tables, 'orders');
  return tables;
}
