/**
 * Roles with a given number of managed policies, for the examples of the rules about that number.
 */
import { JsonObject } from '../../policy/json';

export function roleWithManagedPolicies(count: number): JsonObject {
  const arns = Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:policy/orders-${index}`);
  return { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: arns } };
}
