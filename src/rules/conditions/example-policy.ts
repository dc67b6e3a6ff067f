/**
 * The policies of which the examples of this family are made: one statement that shows a condition.
 */
import { JsonObject, JsonValue } from '../../policy/json';
import { RuleExample } from '../rule';

interface StatementParts {
  readonly action?: JsonValue;
  readonly resource?: JsonValue;
  readonly principal?: JsonValue;
  /** Whether the statement stands alone, not in a list. */
  readonly alone?: boolean;
}

/** An identity policy, or a resource policy if there is a principal, that allows something under a condition. */
export function allowing(title: string, condition: JsonObject, parts: StatementParts = {}): RuleExample {
  return example(title, 'Allow', condition, parts);
}

export function denying(title: string, condition: JsonObject, parts: StatementParts = {}): RuleExample {
  return example(title, 'Deny', condition, parts);
}

function example(title: string, effect: 'Allow' | 'Deny', condition: JsonObject, parts: StatementParts): RuleExample {
  const { action = 's3:GetObject', resource = 'arn:aws:s3:::orders/*', principal, alone } = parts;
  const statement: JsonObject = {
    Effect: effect,
    ...principal !== undefined && { Principal: principal },
    Action: action,
    Resource: resource,
    Condition: condition,
  };
  return {
    title,
    kind: principal === undefined ? 'identity' : 'resource',
    policy: { Version: '2012-10-17', Statement: alone ? statement : [statement] },
  };
}
