/**
 * A data platform for several tenants: Firehose takes in the events of each tenant, Glue refines them in a run of Step Functions, and analysts
 * query them with Athena. Whatever a tenant's people and programs hold ends at the tenant's prefix.
 */
import { App, AppProps, Tags, Validations } from 'aws-cdk-lib';
import { LeastPrivilege } from 'cdk-least-privilege';
import { AwsSolutionsChecks } from 'cdk-nag';
import { LakeStack } from './lake-stack';
import { PortalStack } from './portal-stack';
import { RefineryStack } from './refinery-stack';
import { TenantStack } from './tenant-stack';

const env = { account: '111122223333', region: 'eu-central-1' };

export function buildDataPlatform(props?: AppProps): App {
  const app = new App(props);

  const lake = new LakeStack(app, 'Lake', { env });
  new RefineryStack(app, 'Refinery', { env, lake });
  new TenantStack(app, 'Northwind', { env, lake, tenant: 'northwind', accountId: '444455556666', externalId: '0f3b9c1d7e5a42688b6d1c9e3f7a5042' });
  new TenantStack(app, 'Contoso', { env, lake, tenant: 'contoso', accountId: '777788889999', externalId: '5e8d2a7f4c1b49d0936f0b8a6d2e7c15' });
  new PortalStack(app, 'Portal', { env, lake });

  Tags.of(app).add('owner', 'data-platform');
  LeastPrivilege.of(app).enforce({
    packs: ['strict'],
    boundary: lake.boundary,
    requirePermissionsBoundary: true,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}
