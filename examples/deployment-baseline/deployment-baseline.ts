/**
 * The baseline of an account: what a platform team deploys before the apps of others, so that nobody deploys as administrator. It is derived
 * from the app of the team, as that is synthesised.
 */
import { join } from 'path';
import { App, AppProps, Validations } from 'aws-cdk-lib';
import { LeastPrivilege } from 'cdk-least-privilege';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BaselineStack } from './baseline-stack';
import { buildOrders } from './orders';

const env = { account: '111122223333', region: 'eu-central-1' };

export function buildDeploymentBaseline(props?: AppProps): App {
  const app = new App(props);

  // In life the team's pipeline hands over its cdk.out.
  const { directory } = buildOrders({ outdir: join(app.outdir, 'orders') }).synth();
  new BaselineStack(app, 'Baseline', { env, assemblies: [directory] });

  LeastPrivilege.of(app).enforce({ packs: ['strict'] });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}
