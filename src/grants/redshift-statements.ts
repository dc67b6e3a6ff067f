/**
 * SQL by the Redshift Data API: running statements on one cluster or workgroup, and what the API has to sign in with. The results are
 * those of the same session only: `redshift-data:statement-owner-iam-userid` is `${aws:userid}`, the role and the name of its session.
 *
 * https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html (2026-11)
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ScopedSecretGrants } from './secret-grants';
import { Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

export interface RedshiftStatements {
  /** The call that the user wrote, for error messages. */
  readonly call: string;
  readonly grantee: iam.IGrantable;
  /** The cluster or workgroup. */
  readonly resource: Resource;
  readonly arn: string;
  readonly scope: GrantScope;
  /** Given: the API signs in with it. */
  readonly secret?: secretsmanager.ISecretRef;
  /** How the API signs in without a secret. */
  readonly credentials: Pick<ScopedStatement, 'actions' | 'resources'>;
}

export function runStatements({ call, grantee, resource, arn, scope, secret, credentials }: RedshiftStatements): iam.Grant {
  const statements = addScopedGrant({
    call,
    grantee,
    resource,
    scope,
    statements: [
      { actions: ['redshift-data:ExecuteStatement', 'redshift-data:BatchExecuteStatement'], resources: [arn] },
      {
        actions: ['redshift-data:DescribeStatement', 'redshift-data:GetStatementResult', 'redshift-data:CancelStatement'],
        resources: ['*'],
        conditions: { StringEquals: { 'redshift-data:statement-owner-iam-userid': '${aws:userid}' } },
        wildcardReason: 'these actions accept no resource; they are held to the statements of the same session',
      },
      ...(secret ? [] : [{ ...credentials, viaService: true }]),
    ],
    otherAccountRemedy: 'The Data API has no resource-based policies. Let it assume a role of that account, and grant to that role.',
  });
  return secret ? statements.combine(ScopedSecretGrants.fromSecret(secret).read(grantee, { principalOrgId: scope.principalOrgId })) : statements;
}
