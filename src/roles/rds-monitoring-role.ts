/**
 * The role with which RDS Enhanced Monitoring writes operating system metrics to its log group.
 *
 * The AWS managed policy allows the same on every log group whose name begins with `RDS`; the one that Enhanced Monitoring uses is `RDSOSMetrics`:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html (2026-11)
 */
import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { TrustedSource } from './trust/service-trust';
import { ServiceRoleOptions } from './workload-role-props';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of an `RdsMonitoringRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: databases of this account and region only, or those of `instanceIdentifiers`.
 * Several databases may have the role, as the instances of a cluster do: what it may do is the same for all.
 */
export interface RdsMonitoringRoleProps extends ServiceRoleOptions {
  /**
   * The identifiers of the DB instances that the role is for, as they are given at creation: not by references to the instances, which need the role
   * to exist. Not with another `confusedDeputy` than `STRICT`.
   *
   * @default - every database of this account and region that is given the role
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html#USER_Monitoring.OS.confused-deputy
   */
  readonly instanceIdentifiers?: string[];
}

/**
 * Role for Enhanced Monitoring of RDS and Aurora, given to databases as `monitoringRole`, in place of the managed policy
 * `AmazonRDSEnhancedMonitoringRole`.
 *
 * It may make the log group `RDSOSMetrics`, set its retention, and write, read back and describe its streams. One account and region has one such log
 * group.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export class RdsMonitoringRole extends ServiceRole {
  /**
   * Throws when `instanceIdentifiers` is empty or holds what is no identifier, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: RdsMonitoringRoleProps = {}) {
    super(scope, id, {
      ...props,
      shared: props.shared ?? 'the metrics of all databases of an account and region go to one log group',
      servicePrincipal: 'monitoring.rds.amazonaws.com',
      _source: instanceArns(scope, props.instanceIdentifiers),
    });
    const group = arnOf(this, 'logs', 'log-group:RDSOSMetrics');
    addScopedGrant({
      call: 'RdsMonitoringRole',
      grantee: this,
      statements: [
        {
          actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:DescribeLogStreams'],
          resources: [group, `${group}:*`],
          wildcardReason: 'AWS names a log group in a policy with `:*` at its end; the log group and the actions are exact',
        },
        {
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:GetLogEvents'],
          resources: [`${group}:log-stream:*`],
          wildcardReason: 'log streams are named after the ids that databases get when they are made; the log group and the actions are exact',
        },
      ],
    });
  }
}

function instanceArns(scope: Construct, identifiers: string[] | undefined): TrustedSource | undefined {
  if (identifiers?.length === 0) {
    throw new Error('instanceIdentifiers is empty, expected at least one identifier of a DB instance: leave it out to accept all of this account and region');
  }
  return identifiers && {
    arns: identifiers.map(identifier => arnOf(scope, 'rds', `db:${lowerCase(identifier)}`)),
    option: 'instanceIdentifiers',
  };
}

/** RDS keeps identifiers in small letters. */
function lowerCase(identifier: string): string {
  if (Token.isUnresolved(identifier)) { return identifier; }
  if (!/^[a-z](?:-?[a-z0-9]){0,62}$/i.test(identifier)) {
    throw new Error(
      `instanceIdentifiers holds \`${identifier}\`, expected 1 to 63 letters, digits and single \`-\`, beginning with a letter: give the bare identifier, `
      + 'not an ARN and not a pattern',
    );
  }
  return identifier.toLowerCase();
}

function arnOf(scope: Construct, service: string, rest: string): string {
  const [resource, resourceName] = rest.split(':');
  return Stack.of(scope).formatArn({ service, resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
