/** The use of connections of the Glue Data Catalog, by name. Glue asks for the catalog as well. */
import { Stack } from 'aws-cdk-lib';
import { ServiceRole } from './service-role';
import { requireKnownLength, requireNames } from '../grants/writing/scope-list';
import { addScopedGrant } from '../grants/writing/scoped-grant';

export function useConnections(role: ServiceRole, names: string[] | undefined): void {
  if (names === undefined) { return; }
  const call = `${role.constructor.name} \`connections\``;
  requireKnownLength(call, 'connections', names);
  requireNames(call, 'connections', names, 'orders-database');
  const arn = (resource: string, resourceName?: string) => Stack.of(role).formatArn({ service: 'glue', resource, resourceName });
  addScopedGrant({
    call,
    grantee: role,
    statements: [{ actions: ['glue:GetConnection'], resources: [arn('catalog'), ...names.map(name => arn('connection', name))] }],
  });
}
