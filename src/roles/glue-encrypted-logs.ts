/**
 * Log groups that Glue names after a security configuration which encrypts logs: Glue makes them in the name of the role and gives them the key
 * (`logs:AssociateKmsKey`), so that a role without that action cannot start.
 *
 * What security configurations are: https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html (2026-11-22). The action and the
 * names of the log groups are not from a page of AWS but from policies and templates in use that agree on them (2026-11-22): for jobs of Glue 5.0
 * and later `/aws-glue/jobs/CONFIGURATION-role/ROLE/error` and `/output`, for crawlers `/aws-glue/crawlers-role/ROLE-CONFIGURATION`.
 */
import { Fn } from 'aws-cdk-lib';
import { writeServiceLogs } from './service-log-groups';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { requireNames } from '../grants/writing/scope-list';

/** @param namesFor the log groups of a role, which is named with its path */
export function writeEncryptedLogs(
  role: ServiceRole, { path }: ServiceRoleOptions, configuration: string, namesFor: (role: string) => string[],
): void {
  const call = `${role.constructor.name} \`securityConfiguration\``;
  requireNames(call, 'securityConfiguration', [configuration], 'encrypted');
  const name = path === undefined ? role.roleName : Fn.select(1, Fn.split(':role/', role.roleArn));
  writeServiceLogs(role, call, { names: namesFor(name), onGroup: ['logs:AssociateKmsKey'] });
}
