/**
 * Roles: handing one to a service (iam:PassRole, always with iam:PassedToService) and assuming one (sts:AssumeRole).
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { basePrincipal } from './identity-half';
import { hasWildcard, oneOrMany, requireNonEmpty } from './scope-list';
import { addScopedGrant } from './scoped-grant';

/**
 * To whom a role may be passed.
 */
export interface PassRoleGrantOptions {
  /**
   * Service principals that may receive the role, such as `ecs-tasks.amazonaws.com`. Not empty, no wildcards.
   */
  readonly services: string[];
}

/**
 * How a role may be assumed.
 */
export interface AssumeRoleGrantOptions {
  /**
   * The external id that the grantee has to send: 2 to 1,224 letters, digits and `+ = , . @ : / - _`.
   *
   * @default - any or none
   */
  readonly externalId?: string;
}

/**
 * Grants to use a role.
 *
 * Works with L2, L1 and imported roles. Every method writes into the grantee's own policy only, and throws if that is not
 * possible (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export class ScopedRoleGrants {
  /**
   * Starts the grants of a role.
   *
   * @param role an L2, L1 or imported role: the one to be passed or assumed, not the grantee
   */
  public static fromRole(role: iam.IRoleRef): ScopedRoleGrants {
    return new ScopedRoleGrants(role);
  }

  private constructor(private readonly role: iam.IRoleRef) {}

  /**
   * Lets the grantee pass the role to the named services: `iam:PassRole` with `iam:PassedToService`.
   *
   * @throws if `services` is empty or holds a wildcard or something that is no service principal, if the grantee would pass its own
   * role, or if the grant would be lost
   */
  public passRole(grantee: iam.IGrantable, options: PassRoleGrantOptions): iam.Grant {
    requireServices(options.services);
    this.requireOtherRole(grantee);
    return addScopedGrant({
      call: 'ScopedRoleGrants.passRole',
      grantee,
      resource: this.role,
      statements: [{
        actions: ['iam:PassRole'],
        resources: [this.role.roleRef.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': oneOrMany(options.services) } },
      }],
      otherAccountRemedy: 'IAM passes roles inside one account only: let the grantee assume a role of the other account and pass it from there.',
    });
  }

  /**
   * Lets the grantee assume the role: `sts:AssumeRole`, with `sts:ExternalId` if one is given. Works across accounts.
   *
   * This is one half: the trust policy of the role must name the grantee too.
   *
   * @throws if `externalId` is malformed, or if the grant would be lost
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  public assumeRole(grantee: iam.IGrantable, options: AssumeRoleGrantOptions = {}): iam.Grant {
    const { externalId } = options;
    if (externalId !== undefined && !Token.isUnresolved(externalId) && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
      throw new Error(`ScopedRoleGrants.assumeRole: \`externalId\` is '${externalId}'; expected 2 to 1,224 letters, digits and + = , . @ : / - _, `
        + 'the same text that the trust policy of the role demands');
    }
    return addScopedGrant({
      call: 'ScopedRoleGrants.assumeRole',
      grantee,
      resource: this.role,
      statements: [{
        actions: ['sts:AssumeRole'],
        resources: [this.role.roleRef.roleArn],
        conditions: externalId === undefined ? undefined : { StringEquals: { 'sts:ExternalId': externalId } },
      }],
    });
  }

  private requireOtherRole(grantee: iam.IGrantable): void {
    const principal = basePrincipal(grantee) as Partial<iam.IRole>;
    if (principal === this.role || principal.node?.defaultChild === this.role || principal.roleArn === this.role.roleRef.roleArn) {
      throw new Error(`ScopedRoleGrants.passRole: the grantee '${this.role.node.path}' would pass its own role, and with it hand its permissions `
        + 'to anything that it can start. Make a role of its own for the service that receives it');
    }
  }
}

function requireServices(services: string[]): void {
  const call = 'ScopedRoleGrants.passRole';
  requireNonEmpty(call, 'services', services);
  const wrong = Token.isUnresolved(services)
    ? undefined
    : services.find((service) => !Token.isUnresolved(service) && (hasWildcard(service) || !service.includes('.')));
  if (wrong !== undefined) {
    const remedy = /^[a-z0-9-]+$/.test(wrong) ? `'${wrong}.amazonaws.com'` : "the principal of one service, such as 'ecs-tasks.amazonaws.com'";
    throw new Error(`${call}: \`services\` holds '${wrong}', which is no service principal; write ${remedy}`);
  }
}
