import { Stack, StackProps } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AssumeCrossAccountRole, LambdaExecutionRole, LeastPrivilege, WorkloadBoundary } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { REPORTER } from './accounts';
import { OrdersStack } from './orders-stack';

export interface ReportingStackProps extends StackProps {
  readonly sources: OrdersStack[];
}

/** The function that reports on all environments. It may do nothing there but what their readers may. */
export class ReportingStack extends Stack {
  public readonly reporter: LambdaExecutionRole;

  constructor(scope: Construct, id: string, { sources, ...props }: ReportingStackProps) {
    super(scope, id, props);
    const boundary = new WorkloadBoundary(this, 'Boundary', { allowedRegions: [this.region] });
    boundary.applyTo(this);

    this.reporter = new LambdaExecutionRole(this, 'Role', { ...REPORTER, description: 'Reports on the orders of all environments' });
    LeastPrivilege.of(this.reporter).acknowledge({ rule: 'fixed-role-name', reason: 'The readers trust it by this name, and it stands in one region' });
    const readers = sources.map(({ reader, stackName }) => new AssumeCrossAccountRole(this, stackName, {
      caller: this.reporter,
      roleArn: reader.roleArn,
    }));

    new lambda.Function(this, 'Reports', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => console.log(process.env.LEDGER_READERS);'),
      role: this.reporter.withoutPolicyUpdates(),
      logGroup: this.reporter.logGroup,
      environment: { LEDGER_READERS: `[${readers.map(({ parameters }) => parameters).join()}]` },
    });
  }
}
