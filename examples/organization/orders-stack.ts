import { Stack, StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { BreakGlassRole, CrossAccountRole, LeastPrivilege, ScopedLogGroupGrants, ScopedTableGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { Environment, onCallRoleArn, ORGANIZATION_ID, REPORTER, REPORTING } from './accounts';

export interface OrdersStackProps extends StackProps {
  readonly environment: Environment;
}

/** The orders of one environment: a ledger, the function that writes it, and who else may look at it. */
export class OrdersStack extends Stack {
  public readonly ledger: dynamodb.TableV2;
  public readonly booking: lambda.Function;
  public readonly reader: CrossAccountRole;
  public readonly onCall: BreakGlassRole;

  constructor(scope: Construct, id: string, { environment, ...props }: OrdersStackProps) {
    super(scope, id, props);
    this.ledger = new dynamodb.TableV2(this, 'Ledger', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });

    // It is older than this library and has the role that the CDK makes: adopt() takes the AWS managed policy from it.
    const logGroup = new logs.LogGroup(this, 'BookingLogs', { retention: logs.RetentionDays.ONE_MONTH });
    this.booking = new lambda.Function(this, 'Booking', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async event => console.log(JSON.stringify(event));'),
      logGroup,
    });
    ScopedTableGrants.fromTable(this.ledger).write(this.booking);
    LeastPrivilege.of(this.booking).acknowledge({ rule: 'undescribed-role', reason: 'The CDK takes no description for the role that it makes for a function' });

    this.reader = new CrossAccountRole(this, 'Reader', {
      roleName: 'ledger-reader',
      description: 'Reads the ledger for the reports',
      organizationId: ORGANIZATION_ID,
      trustedAccountId: REPORTING.account,
      trustedRoleNames: [`${REPORTER.path.slice(1)}${REPORTER.roleName}`],
    });
    ScopedTableGrants.fromTable(this.ledger).read(this.reader);
    LeastPrivilege.of(this.reader).acknowledge({ rule: 'fixed-role-name', reason: 'The reporting account refers to it by this name, and it stands in one region' });

    this.onCall = new BreakGlassRole(this, 'OnCall', {
      description: 'Reads the logs of the orders when the dashboards are gone',
      trustedRoleArns: [onCallRoleArn(environment)],
    });
    ScopedLogGroupGrants.fromLogGroup(logGroup).query(this.onCall);
  }
}
