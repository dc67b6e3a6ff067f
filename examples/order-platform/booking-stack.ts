import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LambdaExecutionRole, ScopedBucketGrants, ScopedQueueGrants, ScopedTableGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { StorageStack } from './storage-stack';

export interface BookingStackProps extends StackProps {
  readonly storage: StorageStack;
  readonly tenant: string;
}

/** The Lambda function that takes orders off the queue, books them in the ledger and leaves a trail for the auditor. */
export class BookingStack extends Stack {
  constructor(scope: Construct, id: string, { storage, tenant, ...props }: BookingStackProps) {
    super(scope, id, props);
    const role = new LambdaExecutionRole(this, 'Role');
    ScopedQueueGrants.fromQueue(storage.orders).consume(role);
    ScopedTableGrants.fromTable(storage.ledger).write(role, { leadingKeys: [tenant] });
    ScopedBucketGrants.fromBucket(storage.documents).write(role, { prefix: `audit/${tenant}/` });

    const booking = new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async event => console.log(JSON.stringify(event));'),
      timeout: Duration.seconds(30),
      role: role.withoutPolicyUpdates(),
      logGroup: role.logGroup,
    });
    booking.addEventSource(new SqsEventSource(storage.orders));
  }
}
