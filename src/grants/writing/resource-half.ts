/**
 * The resource's side of a grant across accounts: the policies of the resource and of its key.
 *
 * Promises: what a policy of this app received is in `grants`; what could not be written (imported resources, types whose policy
 * CDK does not manage) is told in `missing`, with the statements as they have to stand there.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { Conditions, mergeConditions } from './conditions';
import { environmentOf } from './environment';
import { printStatements } from './identity-half';
import { ResourcePolicy, ScopedStatement } from './scoped-statement';

export interface ResourceHalf {
  readonly grants: iam.Grant[];
  /** Where to add what: policies, their accounts and the statements. */
  readonly missing?: string;
}

/** @param statements those with a `resourcePolicy` in another account than the grantee's */
export function writeResourceHalf(grantee: iam.IGrantable, statements: ScopedStatement[]): ResourceHalf {
  const grants: iam.Grant[] = [];
  const missing: string[] = [];
  for (const statement of statements) {
    const policy = statement.resourcePolicy!;
    const props = inResourcePolicy(grantee, statement, policy);
    const grant = add(grantee, policy, new iam.PolicyStatement(props));
    if (grant) {
      grants.push(grant);
    } else {
      missing.push(`the ${policy.name} of '${policy.of.node.path}' in account ${environmentOf(policy.of).account}: ${printStatements(policy.of, [props])}`);
    }
  }
  return missing.length === 0 ? { grants } : { grants, missing: missing.join(', and to ') };
}

function inResourcePolicy(grantee: iam.IGrantable, statement: ScopedStatement, policy: ResourcePolicy): iam.PolicyStatementProps {
  return {
    sid: policy.sid,
    principals: [grantee.grantPrincipal],
    actions: statement.actions,
    resources: policy.resources ?? statement.resources,
    conditions: mergeConditions(withoutEncryptionContext(statement.conditions), policy.conditions),
  };
}

/**
 * The encryption context names the resource, and the resource names its key: in the key policy that would be a circle, which
 * CloudFormation does not deploy. The grantee's own half holds it.
 */
function withoutEncryptionContext(conditions: Conditions = {}): Conditions {
  const kept = Object.entries(conditions).map(([operator, keys]): [string, Conditions[string]] =>
    [operator, Object.fromEntries(Object.entries(keys).filter(([key]) => !key.startsWith('kms:EncryptionContext:')))]);
  return Object.fromEntries(kept.filter(([, keys]) => Object.keys(keys).length > 0));
}

/** CDK's own `Grant` does not tell whether the policy took the statement, so it is asked first. */
function add(grantee: iam.IGrantable, { of, isElsewhere }: ResourcePolicy, statement: iam.PolicyStatement): iam.Grant | undefined {
  const result = isElsewhere ? undefined : iam.ResourceWithPolicies.of(of)?.addToResourcePolicy(statement);
  return result?.statementAdded ? iam.Grant.addStatementToResourcePolicy({
    grantee,
    actions: statement.actions,
    resourceArns: statement.resources,
    statement,
    resource: { env: of.env, addToResourcePolicy: () => ({ statementAdded: true, policyDependable: result.policyDependable ?? of }) },
  }) : undefined;
}
