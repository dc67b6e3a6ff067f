/**
 * Refuses what is not the ARN of one role or one user. Unresolved ARNs pass, unless a wildcard can be seen in them.
 */
import { Token } from 'aws-cdk-lib';

/**
 * @param holder the property and its verb: `roleArn is`, `trustedRoleArns holds`
 * @param remedy what to write instead
 */
export function requirePrincipalArn(holder: string, type: 'role' | 'user', arn: string, remedy: string): void {
  if (/[*?]/.test(arn) || (!Token.isUnresolved(arn) && !new RegExp(`^arn:[a-z-]+:iam::\\d{12}:${type}/[\\x21-\\x7E]+$`).test(arn))) {
    throw new Error(`${holder} \`${arn}\`, expected \`arn:aws:iam::111122223333:${type}/NAME\` without wildcards: ${remedy}`);
  }
}

/** Those of a list. One that is known only at deployment passes whole. */
export function requirePrincipalArns(prop: string, type: 'role' | 'user', arns: string[], remedy: string): void {
  if (Token.isUnresolved(arns)) { return; }
  arns.forEach(arn => requirePrincipalArn(`${prop} holds`, type, arn, remedy));
}
