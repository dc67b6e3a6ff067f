/**
 * The app of the team: a function that books orders. Its roles stand under `/orders/` and have the boundary of the baseline, by its name.
 */
import { App, AppProps, PermissionsBoundary, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { LambdaExecutionRole, ScopedQueueGrants, ScopedTableGrants } from 'cdk-least-privilege';

const env = { account: '111122223333', region: 'eu-central-1' };

export function buildOrders(props?: AppProps): App {
  const app = new App(props);
  const stack = new Stack(app, 'Orders', { env, permissionsBoundary: PermissionsBoundary.fromName('workloads') });

  const inbox = new sqs.Queue(stack, 'Inbox', { enforceSSL: true });
  const ledger = new dynamodb.TableV2(stack, 'Ledger', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const role = new LambdaExecutionRole(stack, 'Role', { path: '/orders/' });
  ScopedQueueGrants.fromQueue(inbox).consume(role);
  ScopedTableGrants.fromTable(ledger).write(role);
  const booking = new lambda.Function(stack, 'Booking', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async event => console.log(JSON.stringify(event));'),
    role: role.withoutPolicyUpdates(),
    logGroup: role.logGroup,
  });
  booking.addEventSource(new SqsEventSource(inbox));
  return app;
}
