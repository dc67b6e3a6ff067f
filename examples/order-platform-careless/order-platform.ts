/**
 * The order platform as it is often built in a hurry. It deploys and it works; nearly every policy in it is a mistake that the
 * validation finds, each of another kind. The network is left out: it holds no policy. Do not copy from here.
 */
import { App, AppProps, Stack } from 'aws-cdk-lib';
import { LeastPrivilege } from 'cdk-least-privilege';
import { Access } from './access';
import { Booking } from './booking';
import { Intake } from './intake';
import { ReportingStack } from './reporting-stack';
import { Storage } from './storage';

const env = { account: '111122223333', region: 'eu-central-1' };

export function buildCarelessOrderPlatform(props?: AppProps): App {
  const app = new App(props);

  const stack = new Stack(app, 'OrderPlatform', { env });
  const storage = new Storage(stack, 'Storage');
  new Intake(stack, 'Intake', { storage });
  new Booking(stack, 'Booking', { storage });
  new Access(stack, 'Access');
  new ReportingStack(stack, 'Reporting');

  LeastPrivilege.of(app).enforce({ requirePermissionsBoundary: true });
  return app;
}
