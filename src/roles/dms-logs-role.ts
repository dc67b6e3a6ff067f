/**
 * The role with which DMS writes the logs of its tasks, in place of the managed policy AmazonDMSCloudWatchLogsRole (v2, 2026-11-22), whose actions and
 * names of log groups these are, in named regions instead of all.
 */
import { Construct } from 'constructs';
import { ConfusedDeputyProtection } from './confused-deputy-protection';
import { acceptNameByService, nameByService } from './named-by-service';
import { listLogGroups, writeServiceLogs } from './service-log-groups';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';

/**
 * Properties of a `DmsLogsRole`. The role has its name from DMS: `roleName`, `namePrefix` and `path` are errors.
 *
 * `confusedDeputy` defaults to `OFF`: AWS documents the conditions for roles of DMS, but tasks have been seen to write no log where this one had them
 * (https://github.com/terraform-aws-modules/terraform-aws-dms/issues/84).
 */
export interface DmsLogsRoleProps extends ServiceRoleOptions {
  /**
   * The regions in which the account has replication tasks, such as `eu-central-1`.
   *
   * @default - the region of the stack
   */
  readonly regions?: string[];
}

/**
 * The role `dms-cloudwatch-logs-role`, which DMS needs once in an account to write logs. It may make log groups whose names start with `dms-tasks-` or
 * `dms-serverless-replication-`, write to them, list their streams, and list the log groups of the account.
 *
 * @see https://docs.aws.amazon.com/dms/latest/userguide/security-iam.html#CHAP_Security.APIRole
 * @see https://docs.aws.amazon.com/dms/latest/userguide/security-iam-awsmanpol.html
 */
export class DmsLogsRole extends ServiceRole {
  /**
   * Throws when `regions` is empty or has what is no region, when the role is given another name or path, and when a session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: DmsLogsRoleProps = {}) {
    super(scope, id, {
      description: 'Writes the logs of tasks of DMS',
      ...props,
      ...nameByService('DmsLogsRole', 'dms-cloudwatch-logs-role', props),
      confusedDeputy: props.confusedDeputy ?? ConfusedDeputyProtection.OFF,
      servicePrincipal: 'dms.amazonaws.com',
    });
    acceptNameByService(this);
    acknowledgeRules(this, { 'missing-confused-deputy-condition[dms.amazonaws.com]': 'tasks have been seen to write no log under these conditions' });
    listLogGroups(this, 'DmsLogsRole');
    writeServiceLogs(this, 'DmsLogsRole', {
      names: ['dms-tasks-*', 'dms-serverless-replication-*'],
      onGroup: ['logs:DescribeLogStreams'],
      regions: props.regions,
    });
  }
}
