import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BreakGlassRole, ScopedBucketGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { APPROVAL, APPROVER_ROLE, AUDIT } from './organization';

export interface EmergencyStackProps extends StackProps {
  readonly trail: s3.IBucket;
}

/** The role for the day on which nobody can sign in: two people, a second factor, an hour, and an alarm. */
export class EmergencyStack extends Stack {
  constructor(scope: Construct, id: string, { trail, ...props }: EmergencyStackProps) {
    super(scope, id, props);
    const role = new BreakGlassRole(this, 'Role', {
      description: 'Reads the trail when nobody can sign in any other way',
      tags: { owner: 'security' },
      trustedUserArns: [`arn:aws:iam::${AUDIT.account}:user/emergency/first`, `arn:aws:iam::${AUDIT.account}:user/emergency/second`],
      approvalTag: APPROVAL,
    });
    role.grantApproval(iam.Role.fromRoleArn(this, 'Approver', APPROVER_ROLE));
    ScopedBucketGrants.fromBucket(trail).read(role);

    const use = new logs.MetricFilter(this, 'Use', {
      logGroup: logs.LogGroup.fromLogGroupName(this, 'TrailEvents', 'organization-trail'),
      filterPattern: logs.FilterPattern.literal(role.assumptionFilterPattern),
      metricNamespace: 'Security',
      metricName: 'BreakGlass',
    });
    new cloudwatch.Alarm(this, 'Alarm', {
      alarmDescription: 'Somebody assumed the break-glass role, or tried to',
      metric: use.metric({ statistic: cloudwatch.Stats.SUM }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }
}
