/**
 * Roles that a service finds by a name of its own: one in an account, at the root path, and given to no resource.
 */
import { ServiceRole } from './service-role';
import { ServiceRoleOptions, WorkloadRoleProps } from './workload-role-props';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';

/** @throws if the user names the role otherwise */
export function nameByService(role: string, roleName: string, props: ServiceRoleOptions): Pick<WorkloadRoleProps, 'roleName'> {
  for (const option of ['roleName', 'namePrefix', 'path'] as const) {
    if (props[option] !== undefined && !(option === 'roleName' && props[option] === roleName)) {
      throw new Error(`${role}: \`${option}\` is \`${props[option]}\`, but the service finds this role as \`${roleName}\` and no other: leave \`${option}\` out`);
    }
  }
  return { roleName };
}

export function acceptNameByService(role: ServiceRole): void {
  const reason = 'the service finds the role by this name, one in each account';
  acknowledgeRules(role, { 'fixed-role-name': reason, 'unused-role': reason });
}
