/**
 * Policies of a given length, for the examples of the rules about length.
 */
import { JsonObject } from '../../policy/json';

/** A policy of that many characters, give or take the size of a statement. */
export function longPolicy(characters: number): JsonObject {
  const statement = (index: number): JsonObject => ({
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: `arn:aws:sqs:eu-west-1:111122223333:orders-${index}`,
  });
  const count = Math.round(characters / JSON.stringify(statement(10)).length);
  return { Version: '2012-10-17', Statement: Array.from({ length: count }, (_, index) => statement(index)) };
}
