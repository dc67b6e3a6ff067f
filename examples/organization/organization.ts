/**
 * An organization of accounts: GitHub and GitLab deploy to the account of each environment, a function of another account reads their ledgers,
 * and whoever is on call can break the glass.
 */
import { App, AppProps, Validations } from 'aws-cdk-lib';
import { LeastPrivilege } from 'cdk-least-privilege';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AccountStack } from './account-stack';
import { ENVIRONMENTS, REPORTING } from './accounts';
import { OrdersStack } from './orders-stack';
import { ReportingStack } from './reporting-stack';

export function buildOrganization(props?: AppProps): App {
  const app = new App(props);

  const sources: OrdersStack[] = [];
  for (const environment of ENVIRONMENTS) {
    const { name, env } = environment;
    const account = new AccountStack(app, `${name}-account`, { env, environment });
    const orders = new OrdersStack(app, `${name}-orders`, { env, environment });
    // A boundary is of one account, so that each has its own.
    [account, orders].forEach(stack => account.boundary.applyTo(stack));
    sources.push(orders);
  }
  new ReportingStack(app, 'reporting', { env: REPORTING, sources });

  LeastPrivilege.of(app).adopt();
  LeastPrivilege.of(app).enforce({ packs: ['strict'], requirePermissionsBoundary: true });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}
