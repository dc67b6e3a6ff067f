import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Storage } from './storage';

export interface IntakeProps {
  readonly storage: Storage;
}

/** The Fargate service: a role by the default of the CDK, and actions written from memory. */
export class Intake extends Construct {
  constructor(scope: Construct, id: string, { storage }: IntakeProps) {
    super(scope, id);
    const task = new ecs.FargateTaskDefinition(this, 'Task');
    task.addContainer('intake', {
      image: ecs.ContainerImage.fromEcrRepository(new ecr.Repository(this, 'Images')),
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'intake' }),
    });

    // Everything on everything in S3, although the service reads one prefix.
    task.addToTaskRolePolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
    // A misspelt action, and an API call that is no action.
    task.addToTaskRolePolicy(new iam.PolicyStatement({
      actions: ['s3:GetObjcet', 's3:HeadObject'],
      resources: [storage.documents.arnForObjects('*')],
    }));
    // An action on objects, on the bucket: it allows nothing.
    task.addToTaskRolePolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [storage.documents.bucketArn] }));
    // A send to every queue of the account.
    task.addToTaskRolePolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));
  }
}
