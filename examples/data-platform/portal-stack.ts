import { Stack, StackProps } from 'aws-cdk-lib';
import { CrossAccountRole, ScopedBucketGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { LakeStack } from './lake-stack';

export interface PortalStackProps extends StackProps {
  readonly lake: LakeStack;
}

/** One role for all tenants: the portal names the tenant in a tag of each session, and the session reads what the tag names. */
export class PortalStack extends Stack {
  constructor(scope: Construct, id: string, { lake, ...props }: PortalStackProps) {
    super(scope, id, props);
    const reader = new CrossAccountRole(this, 'Reader', {
      trustedRoleArns: ['arn:aws:iam::222233334444:role/portal/backend'],
      organizationId: 'o-a1b2c3d4e5',
      sessionTagKeys: ['tenant'],
    });
    ScopedBucketGrants.fromBucket(lake.bucket).read(reader, { prefix: 'refined/${aws:PrincipalTag/tenant}/' });
  }
}
