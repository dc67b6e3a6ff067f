/**
 * Service-linked roles: making the one of a named service, which the first use of the service in an account asks for. Never deleting one, never
 * attaching policies.
 */
import { Aws, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GrantScope } from './writing/grant-scope';
import { granteeConstruct } from './writing/identity-half';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on the service-linked role of one service, in the account of the grantee.
 *
 * The statements go into the grantee's own policy. A grant that would be lost (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html#service-linked-role-permissions
 */
export class ScopedServiceLinkedRoleGrants {
  /**
   * Starts the grants of a service.
   *
   * @param servicePrincipal the service whom the role is linked to, such as `ecs.amazonaws.com`
   * @throws if it is not the name of a service
   */
  public static fromService(servicePrincipal: string): ScopedServiceLinkedRoleGrants {
    if (!Token.isUnresolved(servicePrincipal) && !/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/.test(servicePrincipal)) {
      throw new Error(`ScopedServiceLinkedRoleGrants.fromService: '${servicePrincipal}' is no service principal; expected the name of one service, such as `
        + '\'ecs.amazonaws.com\'. The documentation of the service names it where it describes its service-linked roles');
    }
    return new ScopedServiceLinkedRoleGrants(servicePrincipal);
  }

  private constructor(private readonly servicePrincipal: string) {}

  /**
   * Lets the grantee make the service-linked role: `iam:CreateServiceLinkedRole` for this service only (`iam:AWSServiceName`). Once it exists, IAM
   * refuses to make it again.
   *
   * @throws if `resourceTags` is given, or if the grant would be lost
   */
  public create(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    const construct = granteeConstruct(grantee);
    const account = construct ? Stack.of(construct).account : Aws.ACCOUNT_ID;
    return addScopedGrant({
      call: 'ScopedServiceLinkedRoleGrants.create',
      grantee,
      scope: options,
      statements: [{
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [`arn:${Aws.PARTITION}:iam::${account}:role/aws-service-role/${this.servicePrincipal}/*`],
        conditions: { StringEquals: { 'iam:AWSServiceName': this.servicePrincipal } },
        wildcardReason: 'services name their own roles; the service and the action are exact',
      }],
    });
  }
}
