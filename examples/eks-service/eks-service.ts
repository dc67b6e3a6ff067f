/**
 * Order booking on EKS: pods on nodes take orders off a queue by Pod Identity, and pods on Fargate, where there is no Pod Identity, write reports
 * by the issuer of the cluster (IRSA). No role has an AWS managed policy, and the nodes may do none of what their pods may.
 */
import { App, AppProps, Validations } from 'aws-cdk-lib';
import { LeastPrivilege } from 'cdk-least-privilege';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ClusterStack } from './cluster-stack';
import { PodsStack } from './pods-stack';
import { StorageStack } from './storage-stack';

const env = { account: '111122223333', region: 'eu-central-1' };

export function buildEksService(props?: AppProps): App {
  const app = new App(props);

  const storage = new StorageStack(app, 'Storage', { env });
  const { cluster, vpc } = new ClusterStack(app, 'Cluster', { env, storage });
  new PodsStack(app, 'Pods', { env, storage, cluster, vpc });

  LeastPrivilege.of(app).enforce({ packs: ['strict'] });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}
