/**
 * Writes statements into the identity policy of a grantee; for a grantee of another account, also into the policies on the
 * resource's side, since AWS asks both.
 *
 * Promises: nothing is lost in silence. Inside one account a grantee that cannot receive the statements is an error with the
 * statements; across accounts the half that this app cannot write is a warning with the statements, and an error if it is both
 * halves. Inside one account no resource policy is touched, so no grant makes two stacks depend on each other in a circle.
 */
import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { environmentOf, isOtherAccount, Resource } from './environment';
import { GrantScope, narrow, requireTagged } from './grant-scope';
import { describeGrantee, granteeConstruct, printStatements, writeIdentityHalf } from './identity-half';
import { requirePrincipalVariables } from './principal-variables';
import { writeResourceHalf } from './resource-half';
import { ScopedStatement } from './scoped-statement';
import { NAMESPACE } from '../../diagnostics/acknowledgement';

export interface ScopedGrant {
  /** The call that the user wrote, for error messages. */
  readonly call: string;
  readonly grantee: iam.IGrantable;
  /** Left out: what is granted belongs to no resource, such as metrics of a namespace. */
  readonly resource?: Resource;
  /** The scopes that the user gave; they narrow all statements. */
  readonly scope?: GrantScope;
  readonly statements: ScopedStatement[];
  /**
   * What a grantee of another account has to do instead, where the service has no resource-based policies. Left out: statements
   * without a `resourcePolicy` work across accounts as they are.
   */
  readonly otherAccountRemedy?: string;
}

export function addScopedGrant(request: ScopedGrant): iam.Grant {
  const { call, grantee, resource, scope = {} } = request;
  requireTagged(call, scope, request.statements);
  const statements = request.statements.map((statement) => ({ ...statement, conditions: narrow(call, scope, statement) }));
  const print = () => printStatements(resource ?? granteeConstruct(grantee), statements);
  requireWayAcrossAccounts(request, print);
  requirePrincipalVariables(call, grantee, statements);

  const identity = writeIdentityHalf(grantee, statements);
  const crossing = statements.filter(({ resourcePolicy }) => resourcePolicy && isOtherAccount(grantee, resourcePolicy.of));
  const isInOneAccount = crossing.length === 0 || (resource !== undefined && !isOtherAccount(grantee, resource));
  if (identity.fault !== undefined && isInOneAccount) {
    throw new Error(`${call} cannot write its permissions: ${identity.fault}: ${print()}`);
  }
  const onResource = writeResourceHalf(grantee, crossing);
  if (identity.fault !== undefined && onResource.missing !== undefined) {
    throw new Error(`${call} cannot write its permissions on either side: ${identity.fault}: ${print()}. Add to ${onResource.missing}`);
  }
  const half = identity.fault !== undefined ? `${identity.fault}: ${print()}` : onResource.missing && `add to ${onResource.missing}`;
  if (half !== undefined) {
    const target = resource ?? crossing[0].resourcePolicy!.of;
    Annotations.of(granteeConstruct(grantee) ?? target).addWarningV2(`${NAMESPACE}::half-grant`, `${call} for ${describeGrantee(grantee)} on `
      + `'${target.node.path}' crosses accounts, and this app could write one of the two halves only. The other: ${half}`);
  }
  return [...identity.grants, ...onResource.grants].reduce((left, right) => left.combine(right));
}

/** Statements on `*` belong to no resource: they need nothing on the other side. */
function requireWayAcrossAccounts(grant: ScopedGrant, print: () => string): void {
  const { call, grantee, resource, statements, otherAccountRemedy } = grant;
  const isOneSided = statements.some(({ resourcePolicy, resources }) => !resourcePolicy && !resources.includes('*'));
  if (resource && otherAccountRemedy && isOneSided && isOtherAccount(grantee, resource)) {
    throw new Error(`${call} cannot grant across accounts: ${describeGrantee(grantee)} belongs to account ${grantee.grantPrincipal.principalAccount}, `
      + `'${resource.node.path}' to account ${environmentOf(resource).account}. ${otherAccountRemedy} Statements: ${print()}`);
  }
}
