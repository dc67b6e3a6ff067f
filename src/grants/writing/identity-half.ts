/**
 * The grantee's side of a grant: its identity policy.
 *
 * Promises: principals whose permissions CDK would drop without a word are told apart, with the reason and the remedy. Wildcards
 * that AWS leaves no way around are acknowledged for cdk-nag and for our own rules, with their reason.
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { ScopedStatement } from './scoped-statement';
import { acknowledgeWildcards } from '../../cdk/wildcard-acknowledgement';

export interface IdentityHalf {
  readonly grants: iam.Grant[];
  /** Why nothing was written, and what to do; the statements are to follow. */
  readonly fault?: string;
}

export function writeIdentityHalf(grantee: iam.IGrantable, statements: ScopedStatement[]): IdentityHalf {
  const fault = findSilentDrop(grantee);
  if (fault) {
    return { grants: [], fault };
  }
  const grants = statements.map((statement) => addStatement(grantee, statement));
  return grants.every(({ success }) => success) ? { grants } : {
    grants: [],
    fault: `${describeGrantee(grantee)} has no identity policy that CDK can add to. `
      + 'Give a role, user, group or policy that this app defines, or allow this where the principal is managed',
  };
}

/** The principal whose policy receives the statements, without the adapters that CDK wraps around it. */
export function basePrincipal(grantee: iam.IGrantable): iam.IPrincipal {
  let principal: any = grantee.grantPrincipal;
  while (!Construct.isConstruct(principal) && (principal.wrapped ?? principal.basePrincipal)) {
    principal = principal.wrapped ?? principal.basePrincipal;
  }
  return principal;
}

export function granteeConstruct(grantee: iam.IGrantable): IConstruct | undefined {
  return firstConstruct(basePrincipal(grantee), grantee);
}

export function describeGrantee(grantee: iam.IGrantable): string {
  const construct = firstConstruct(grantee, basePrincipal(grantee));
  return construct ? `'${construct.node.path}'` : `${grantee.grantPrincipal}`;
}

/** The statements as JSON, for messages; without a construct to resolve them in, with their tokens. */
export function printStatements(scope: IConstruct | undefined, statements: iam.PolicyStatementProps[]): string {
  const printed = statements.map(({ actions, resources, conditions, principals }) =>
    new iam.PolicyStatement({ actions, resources, conditions, principals }).toStatementJson());
  return JSON.stringify(scope ? Stack.of(scope).resolve(printed) : printed);
}

function addStatement(grantee: iam.IGrantable, { actions, resources, conditions, wildcardReason }: ScopedStatement): iam.Grant {
  const owner = granteeConstruct(grantee);
  if (wildcardReason && owner) {
    acknowledgeWildcards(owner, { resources: resources.filter((arn) => arn.includes('*')), onlyFor: actions }, wildcardReason);
  }
  return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: resources, conditions });
}

/** CDK reports success for these two although it writes nothing. */
function findSilentDrop(grantee: iam.IGrantable): string | undefined {
  const principal = basePrincipal(grantee);
  if (principal instanceof iam.UnknownPrincipal) {
    return `${describeGrantee(grantee)} was imported without its role. Import it together with its role, or add these statements to that role`;
  }
  if ((principal.constructor as { PROPERTY_INJECTION_ID?: string }).PROPERTY_INJECTION_ID === 'aws-cdk-lib.aws-iam.ImmutableRole') {
    return `the role of ${describeGrantee(grantee)} is immutable (withoutPolicyUpdates(), imported with mutable: false, or imported from another `
      + 'account), so CDK drops what is added to it. Give the role itself, or add these statements where it is defined';
  }
  return undefined;
}

function firstConstruct(...candidates: unknown[]): IConstruct | undefined {
  return candidates.find((candidate): candidate is IConstruct => Construct.isConstruct(candidate));
}
