import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { Storage } from './storage';

export interface BookingProps {
  readonly storage: Storage;
}

/** The Lambda function: a role by the default of the CDK, and a policy that an escape hatch makes worse. */
export class Booking extends Construct {
  constructor(scope: Construct, id: string, { storage }: BookingProps) {
    super(scope, id);
    const booking = new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async event => console.log(JSON.stringify(event));'),
    });
    booking.addEventSource(new SqsEventSource(storage.orders));
    storage.ledger.grantReadWriteData(booking);

    // "All but IAM" is all that AWS will ever add, too.
    const others = new iam.ManagedPolicy(this, 'AllButIam', {
      statements: [new iam.PolicyStatement({ notActions: ['iam:*'], resources: ['*'] })],
    });
    booking.role!.addManagedPolicy(others);

    // Past every typed property: no construct shows this, only the template does.
    const trail = new iam.Policy(this, 'Trail', {
      roles: [booking.role!],
      statements: [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['arn:aws:kms:eu-central-1:111122223333:key/trail'] })],
    });
    (trail.node.defaultChild as iam.CfnPolicy).addPropertyOverride('PolicyDocument.Statement.0.Resource', '*');
  }
}
