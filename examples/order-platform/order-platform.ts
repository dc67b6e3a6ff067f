/**
 * The order platform: partners drop order files, a Fargate service takes them in, a Lambda function books them, GitHub deploys all of
 * it, and an auditor of another account reads the trail. Both packs judge every policy: ours and AwsSolutions of cdk-nag.
 */
import { App, AppProps, Validations } from 'aws-cdk-lib';
import { LeastPrivilege } from 'cdk-least-privilege';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AccessStack } from './access-stack';
import { BookingStack } from './booking-stack';
import { GuardrailsStack } from './guardrails-stack';
import { IntakeStack } from './intake-stack';
import { StorageStack } from './storage-stack';

const env = { account: '111122223333', region: 'eu-central-1' };

export function buildOrderPlatform(props?: AppProps): App {
  const app = new App(props);

  const { boundary } = new GuardrailsStack(app, 'Guardrails', { env });
  const storage = new StorageStack(app, 'Storage', { env });
  new IntakeStack(app, 'Intake', { env, storage, tenant: 'northwind' });
  new BookingStack(app, 'Booking', { env, storage, tenant: 'northwind' });
  new AccessStack(app, 'Access', { env, storage });

  LeastPrivilege.of(app).enforce({ boundary, requirePermissionsBoundary: true });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}
