/**
 * EventBridge Scheduler: the schedules of one group, and the roles that they may run with. Never the group itself.
 *
 * A schedule names the role that Scheduler assumes for its target, so whoever may write schedules needs iam:PassRole for it:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_scheduler.html (2026-11)
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { passRoles } from './pass-role';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { requirePrefixes } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which schedules of a group a grant covers.
 */
export interface ScheduleGrantOptions extends GrantScope {
  /**
   * Only schedules whose name starts with this text, such as `invoices-`. It may hold IAM policy variables
   * (`${aws:PrincipalTag/tenant}-`) and tokens, but no wildcard.
   *
   * @default - all schedules of the group
   */
  readonly prefix?: string;
}

/**
 * Which schedules of a group may be written, and the roles that they may run with.
 */
export interface ScheduleWriteGrantOptions extends ScheduleGrantOptions {
  /**
   * The roles that Scheduler may assume to call the targets; each trusts `scheduler.amazonaws.com`. Not empty. The grantee may hand
   * over these and no others (`iam:PassRole`).
   */
  readonly targetRoles: iam.IRoleRef[];
}

/**
 * Grants on the schedules of a group that name exact actions.
 *
 * Works with L2, L1 and imported groups, and with the default group (`ScheduleGroup.fromDefaultScheduleGroup`). Every method writes
 * into the grantee's own policy only, and throws if that is not possible (immutable or imported principals) or if the grantee
 * belongs to another account. The use of a customer-managed key that a schedule names is not part of these grants.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html
 */
export class ScopedScheduleGroupGrants {
  /**
   * Starts the grants of a schedule group.
   *
   * @param group an L2, L1 or imported group
   */
  public static fromScheduleGroup(group: scheduler.IScheduleGroupRef): ScopedScheduleGroupGrants {
    return new ScopedScheduleGroupGrants(group);
  }

  private constructor(private readonly group: scheduler.IScheduleGroupRef) {}

  /**
   * Lets the grantee create schedules (`scheduler:CreateSchedule`) and pass the target roles to Scheduler (`iam:PassRole` with
   * `iam:PassedToService`).
   *
   * @throws if `targetRoles` is empty or holds the grantee's own role, if the prefix is empty or holds a wildcard, or if the grant
   * would be lost
   */
  public createSchedules(grantee: iam.IGrantable, options: ScheduleWriteGrantOptions): iam.Grant {
    return this.write('createSchedules', grantee, options, 'scheduler:CreateSchedule');
  }

  /**
   * Lets the grantee replace the timing, input, target and state of schedules (`scheduler:UpdateSchedule`) and pass the target roles
   * to Scheduler (`iam:PassRole` with `iam:PassedToService`).
   *
   * @throws if `targetRoles` is empty or holds the grantee's own role, if the prefix is empty or holds a wildcard, or if the grant
   * would be lost
   */
  public updateSchedules(grantee: iam.IGrantable, options: ScheduleWriteGrantOptions): iam.Grant {
    return this.write('updateSchedules', grantee, options, 'scheduler:UpdateSchedule');
  }

  /**
   * Lets the grantee delete schedules (`scheduler:DeleteSchedule`).
   *
   * @throws if the prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public deleteSchedules(grantee: iam.IGrantable, options: ScheduleGrantOptions = {}): iam.Grant {
    return this.grant('deleteSchedules', grantee, options, [this.onSchedules('deleteSchedules', options, 'scheduler:DeleteSchedule')]);
  }

  /**
   * Lets the grantee read schedules that it can name, their target and input included (`scheduler:GetSchedule`). Listing them is not
   * part of it: AWS allows that for all groups of the account or for none.
   *
   * @throws if the prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public readSchedules(grantee: iam.IGrantable, options: ScheduleGrantOptions = {}): iam.Grant {
    return this.grant('readSchedules', grantee, options, [this.onSchedules('readSchedules', options, 'scheduler:GetSchedule')]);
  }

  private write(method: string, grantee: iam.IGrantable, options: ScheduleWriteGrantOptions, action: string): iam.Grant {
    const call = `ScopedScheduleGroupGrants.${method}`;
    return this.grant(method, grantee, options, [
      this.onSchedules(method, options, action),
      passRoles({ call, grantee, option: 'targetRoles', roles: options.targetRoles, service: 'scheduler.amazonaws.com' }),
    ]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedScheduleGroupGrants.${method}`,
      grantee,
      resource: this.group,
      scope,
      statements,
      otherAccountRemedy: 'Scheduler has no resource-based policies: make a role in the account of the group that the grantee may assume, and grant to that.',
    });
  }

  private onSchedules(method: string, { prefix }: ScheduleGrantOptions, action: string): ScopedStatement {
    if (prefix !== undefined) {
      requirePrefixes(`ScopedScheduleGroupGrants.${method}`, 'prefix', [prefix], 'invoices-');
    }
    const { scheduleGroupName } = this.group.scheduleGroupRef;
    return {
      actions: [action],
      resources: [Stack.of(this.group).formatArn({
        ...environmentOf(this.group), service: 'scheduler', resource: 'schedule', resourceName: `${scheduleGroupName}/${prefix ?? ''}*`,
      })],
      wildcardReason: 'Schedules that come and go at run time can be named ahead of time only by their group and the start of their name; the action is exact',
    };
  }
}
