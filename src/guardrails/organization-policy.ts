/**
 * What service control policies and resource control policies have in common: the size that AWS allows, its headroom, and the targets.
 */
import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { literalSize } from './literal-size';
import { NAMESPACE } from '../diagnostics/acknowledgement';

/**
 * Properties of `ServiceControlPolicy` and `ResourceControlPolicy`.
 */
export interface OrganizationPolicyProps {
  /**
   * The name of the policy, at most 128 characters.
   *
   * @default - the construct id
   */
  readonly policyName?: string;

  /**
   * What the policy is for, at most 512 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The statements. Those of the same shape are merged.
   */
  readonly statements: iam.PolicyStatement[];

  /**
   * The roots, organizational units and accounts that the policy is attached to: ids such as `r-a1b2`, `ou-a1b2-c3d4e5f6` or twelve digits.
   *
   * @default - none; attach it later
   */
  readonly targetIds?: string[];
}

/** One type of organization policy. */
export interface OrganizationPolicyType {
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  /** In characters, as AWS counts them. */
  readonly maxSize: number;
}

const TARGET = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/;

/** Makes the CloudFormation resource, and prints how much room is left. */
export function createOrganizationPolicy(
  scope: Construct, { type, maxSize }: OrganizationPolicyType, props: OrganizationPolicyProps,
): organizations.CfnPolicy {
  const { policyName = scope.node.id, description, statements, targetIds } = props;
  const { path } = scope.node;
  if (statements.length === 0) {
    throw new Error(`statements of ${path} is an empty list: a policy needs at least one statement`);
  }
  requireTargets(targetIds);
  const document = new iam.PolicyDocument({ statements, minimize: true });
  const size = literalSize(Stack.of(scope).resolve(document));
  if (size > maxSize) {
    throw new Error(`the policy ${path} has at least ${size} characters without whitespace, expected at most ${maxSize}: `
      + `it is ${size - maxSize} too long. Put some of its statements into a second policy`);
  }
  Annotations.of(scope).addInfoV2(`${NAMESPACE}::policy-size`, `${size} of ${maxSize} characters are used, ${maxSize - size} are left`);
  return new organizations.CfnPolicy(scope, 'Resource', { name: policyName, description, type, content: document, targetIds });
}

function requireTargets(targetIds: string[] | undefined): void {
  const wrong = Token.isUnresolved(targetIds) ? undefined : targetIds?.find(id => !Token.isUnresolved(id) && !TARGET.test(id));
  if (wrong !== undefined) {
    throw new Error(`targetIds has \`${wrong}\`, expected a root such as \`r-a1b2\`, an organizational unit such as \`ou-a1b2-c3d4e5f6\`, or an account of twelve digits`);
  }
}
