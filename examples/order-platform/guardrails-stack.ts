import { Stack, StackProps } from 'aws-cdk-lib';
import { WorkloadBoundary } from 'cdk-least-privilege';
import { Construct } from 'constructs';

/** The ceiling of every role in the app. It stands in a stack of its own, which is deployed before all others. */
export class GuardrailsStack extends Stack {
  public readonly boundary: WorkloadBoundary;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.boundary = new WorkloadBoundary(this, 'Boundary', {
      allowedRegions: [this.region],
      deniedActions: ['s3:DeleteBucket', 'dynamodb:DeleteTable', 'kms:ScheduleKeyDeletion', 'sqs:DeleteQueue'],
    });
  }
}
