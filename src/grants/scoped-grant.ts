/**
 * Writes statements into the identity policy of a grantee, and nowhere else, or throws.
 *
 * Promises: a permission that CDK would drop without a word (immutable, imported or foreign principals) is an error that spells
 * out the statements and where they belong. A resource policy is never touched, so no grant makes two stacks depend on each other
 * in a circle. Wildcards that AWS leaves no way around are acknowledged for cdk-nag, with their reason.
 */
import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct } from 'constructs';
import { environmentOf } from './environment';
import { acknowledgeWildcards } from '../cdk/wildcard-acknowledgement';

export interface ScopedStatement {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Record<string, Record<string, unknown>>;
  /** Why the `*` in `resources` cannot be avoided. */
  readonly wildcardReason?: string;
}

export interface ScopedGrant {
  /** The call that the user wrote, for error messages. */
  readonly call: string;
  readonly grantee: iam.IGrantable;
  readonly resource: IConstruct & IEnvironmentAware;
  readonly statements: ScopedStatement[];
  /** What has to be done for a grantee of another account. Left out: the grant works across accounts. */
  readonly otherAccountRemedy?: string;
}

export function addScopedGrant(grant: ScopedGrant): iam.Grant {
  requireSameAccount(grant);
  requirePolicy(grant);
  return grant.statements.map((statement) => addStatement(grant, statement)).reduce((left, right) => left.combine(right));
}

/** The principal whose policy receives the statements, without the adapters that CDK wraps around it. */
export function basePrincipal(grantee: iam.IGrantable): iam.IPrincipal {
  let principal: any = grantee.grantPrincipal;
  while (!Construct.isConstruct(principal) && (principal.wrapped ?? principal.basePrincipal)) {
    principal = principal.wrapped ?? principal.basePrincipal;
  }
  return principal;
}

function firstConstruct(...candidates: unknown[]): IConstruct | undefined {
  return candidates.find((candidate): candidate is IConstruct => Construct.isConstruct(candidate));
}

function addStatement(grant: ScopedGrant, statement: ScopedStatement): iam.Grant {
  const { actions, resources, conditions, wildcardReason } = statement;
  const result = iam.Grant.addToPrincipal({ grantee: grant.grantee, actions, resourceArns: resources, conditions });
  if (!result.success) {
    throw new Error(`${grant.call} cannot write its permissions: ${describe(grant.grantee)} has no identity policy that CDK can add to. `
      + `Give a role, user, group or policy that this app defines, or allow this where the principal is managed: ${print(grant)}`);
  }
  const owner = firstConstruct(basePrincipal(grant.grantee), grant.grantee);
  if (wildcardReason && owner) {
    acknowledgeWildcards(owner, { resources: resources.filter((arn) => arn.includes('*')), onlyFor: actions }, wildcardReason);
  }
  return result;
}

function requireSameAccount(grant: ScopedGrant): void {
  const account = grant.grantee.grantPrincipal.principalAccount;
  const owner = environmentOf(grant.resource).account;
  if (grant.otherAccountRemedy && account && Token.compareStrings(account, owner) === TokenComparison.DIFFERENT) {
    throw new Error(`${grant.call} cannot grant across accounts: ${describe(grant.grantee)} belongs to account ${account}, `
      + `'${grant.resource.node.path}' to account ${owner}. ${grant.otherAccountRemedy} Statements: ${print(grant)}`);
  }
}

/** CDK reports success for these two although it writes nothing. */
function requirePolicy(grant: ScopedGrant): void {
  const principal = basePrincipal(grant.grantee);
  if (principal instanceof iam.UnknownPrincipal) {
    throw new Error(`${grant.call} cannot write its permissions: ${describe(grant.grantee)} was imported without its role. `
      + `Import it together with its role, or add these statements to that role: ${print(grant)}`);
  }
  if ((principal.constructor as { PROPERTY_INJECTION_ID?: string }).PROPERTY_INJECTION_ID === 'aws-cdk-lib.aws-iam.ImmutableRole') {
    throw new Error(`${grant.call} cannot write its permissions: the role of ${describe(grant.grantee)} is immutable `
      + '(withoutPolicyUpdates(), imported with mutable: false, or imported from another account), so CDK drops what is added to it. '
      + `Give the role itself, or add these statements where it is defined: ${print(grant)}`);
  }
}

function describe(grantee: iam.IGrantable): string {
  const construct = firstConstruct(grantee, basePrincipal(grantee));
  return construct ? `'${construct.node.path}'` : `${grantee.grantPrincipal}`;
}

function print(grant: ScopedGrant): string {
  const statements = grant.statements.map(({ actions, resources, conditions }) =>
    new iam.PolicyStatement({ actions, resources, conditions }).toStatementJson());
  return JSON.stringify(Stack.of(grant.resource).resolve(statements));
}
