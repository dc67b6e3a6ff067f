/**
 * Permissions of a function, for the examples of the rules.
 */
import { JsonObject } from '../../policy/json';

/** A template with one permission for a service. */
export function permission(principal: string, properties: JsonObject = {}): JsonObject {
  return {
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Action: 'lambda:InvokeFunction', FunctionName: 'orders', Principal: principal, ...properties },
    },
  };
}
