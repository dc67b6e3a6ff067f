/**
 * The role of an auditor in each audited account: it reads how everything is set up and none of what is stored.
 *
 * What it reads is the AWS managed policy SecurityAudit, the one exception to the rule of this library: it covers hundreds of services, and AWS keeps it
 * up with new ones. Of the actions that are known to answer with data or credentials, all are denied, whatever AWS adds to that policy.
 */
import { Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CrossAccountRole, CrossAccountRoleProps } from './cross-account-role';
import { SENSITIVE_ACTIONS } from '../catalog/sensitive-actions';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';

/**
 * Properties of an `AuditRole`: who is trusted, as in a `CrossAccountRole`. Give it the same `roleName` in every account, for an `AuditHub`.
 */
export interface AuditRoleProps extends CrossAccountRoleProps {}

/**
 * Role for an auditor of another account, the spoke of an `AuditHub`: it reads the configuration of the account by the AWS managed policy `SecurityAudit`.
 *
 * It is denied the actions that are known to answer with data or credentials: objects, items, messages, log events, parameters, secrets, decryption, passwords
 * and tokens. No grant lifts that. Configuration can hold secrets too, where people write them there: in descriptions, tags and environment variables.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecurityAudit.html
 */
export class AuditRole extends CrossAccountRole {
  /**
   * Throws what a `CrossAccountRole` throws.
   */
  constructor(scope: Construct, id: string, props: AuditRoleProps) {
    super(scope, id, props);
    this.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('SecurityAudit'));
    this.addToPolicy(new iam.PolicyStatement({
      sid: 'DenyDataAndCredentials',
      effect: iam.Effect.DENY,
      actions: answersWithDataOrCredentials(),
      resources: ['*'],
    }));
    acknowledgeRules(this, { 'aws-managed-policy': WHY_MANAGED, ...props.roleName !== undefined && { 'fixed-role-name': WHY_NAMED } });
    Validations.of(this).acknowledge({ id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/SecurityAudit]', reason: WHY_MANAGED });
  }
}

const WHY_MANAGED = 'an auditor reads the configuration of every service that the account uses, and AWS keeps this policy up with new ones; data and credentials are denied';
const WHY_NAMED = 'the hub assumes the audit role by the same name in every account';

function answersWithDataOrCredentials(): string[] {
  const actions = SENSITIVE_ACTIONS.filter(({ topic }) => topic === 'data' || topic === 'credentials').flatMap(row => row.actions);
  return [...new Set(actions)].sort();
}
