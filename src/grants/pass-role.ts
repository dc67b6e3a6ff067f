/**
 * iam:PassRole as a part of other grants: named roles, to one service, for an action that hands a role over.
 *
 * Promises: never the grantee's own role, since that would hand its permissions to whatever it can start, and never a role of
 * another account, which IAM does not pass.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { environmentOf, isOtherAccount } from './writing/environment';
import { basePrincipal, describeGrantee } from './writing/identity-half';
import { ScopedStatement } from './writing/scoped-statement';

export interface RolePassing {
  /** The call that the user wrote, for error messages. */
  readonly call: string;
  readonly grantee: iam.IGrantable;
  /** The name of the option that holds the roles. */
  readonly option: string;
  readonly roles: iam.IRoleRef[];
  /** The service principal that receives them. */
  readonly service: string;
}

/** The service asks for this in the grantee's name: neither the grantee's network nor the tags of its own resource are looked at. */
export function passRoles({ call, grantee, option, roles, service }: RolePassing): ScopedStatement {
  if (roles.length === 0) {
    throw new Error(`${call}: \`${option}\` is []; expected at least one role. ${service} takes no call without a role that it may assume`);
  }
  for (const role of roles) {
    if (isOwnRole(grantee, role)) {
      throw new Error(`${call}: \`${option}\` holds the grantee's own role '${role.node.path}'; the grantee would hand its permissions to anything `
        + `that it can start. Make a role of its own for ${service}`);
    }
    if (isOtherAccount(grantee, role)) {
      throw new Error(`${call}: \`${option}\` holds '${role.node.path}' of account ${environmentOf(role).account}, but ${describeGrantee(grantee)} belongs `
        + `to account ${grantee.grantPrincipal.principalAccount}, and IAM passes roles inside one account only. Name a role of that account`);
    }
  }
  return {
    actions: ['iam:PassRole'],
    resources: roles.map((role) => role.roleRef.roleArn),
    conditions: { StringEquals: { 'iam:PassedToService': service } },
    viaService: true,
  };
}

/** Also for the L1 inside the grantee, and for a role that was imported twice. */
export function isOwnRole(grantee: iam.IGrantable, role: iam.IRoleRef): boolean {
  const principal = basePrincipal(grantee) as Partial<iam.IRole>;
  return principal === role as unknown || principal.node?.defaultChild === role || principal.roleArn === role.roleRef.roleArn;
}
