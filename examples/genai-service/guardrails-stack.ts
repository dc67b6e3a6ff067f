import { Stack, StackProps } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { ScopedInferenceProfileGrants, WorkloadBoundary } from 'cdk-least-privilege';
import { Construct } from 'constructs';

const PROFILE = 'eu.amazon.nova-lite-v1:0';
/** Where the profile routes to, as `aws bedrock get-inference-profile` lists it. */
const REGIONS = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'];

/** What all of the service keeps to: the one model that it thinks with, what no talk may hold, and the ceiling of every role. */
export class GuardrailsStack extends Stack {
  public readonly model: ScopedInferenceProfileGrants;
  public readonly modelArn: string;
  public readonly content: bedrock.CfnGuardrail;
  public readonly boundary: WorkloadBoundary;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.model = ScopedInferenceProfileGrants.fromSystemProfile(this, PROFILE, { destinationRegions: REGIONS });
    this.modelArn = this.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: PROFILE });

    const strong = (type: string) => ({ type, inputStrength: 'HIGH', outputStrength: 'HIGH' });
    this.content = new bedrock.CfnGuardrail(this, 'Content', {
      name: 'handbook',
      blockedInputMessaging: 'I cannot talk about that.',
      blockedOutputsMessaging: 'I cannot talk about that.',
      contentPolicyConfig: { filtersConfig: ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'].map(strong) },
    });

    this.boundary = new WorkloadBoundary(this, 'Boundary', {
      allowedRegions: REGIONS,
      deniedActions: ['bedrock:DeleteGuardrail', 'bedrock:UpdateGuardrail', 's3:DeleteBucket', 'kms:ScheduleKeyDeletion'],
    });
  }
}
