/**
 * The plainest requests for an action, on a resource that a pattern matches, with what is demanded: most often one of them is allowed,
 * and nothing need be searched.
 *
 * Drafts only: whether the request is allowed is for the evaluator to say.
 */
import { Demand, demandedOf, mayHold, RESOURCE_TAG } from './demands';
import { Condition, Statement } from '../../policy/statement';
import { Principal } from '../../reasoning/principal';
import { Request } from '../../reasoning/request';
import { draftRequest, plainResource } from '../draft-request';

/** With nothing but what is demanded. */
export function plainRequest(principal: Principal, action: string, pattern: string, demand: Demand): Request {
  return { principal, action, resource: plainResource(pattern, principal.account!), context: plainContext(demand, []) };
}

/** As a statement suggests it. `undefined` where no resource is plain to see that it names. */
export function suggestedRequest(
  statement: Statement, principal: Principal, action: string, patterns: readonly string[], demand: Demand,
): Request | undefined {
  const context = plainContext(demand, statement.conditions);
  return draftRequest(statement, principal, action, patterns, context, key => demandedOf(demand, key) !== undefined || RESOURCE_TAG.test(key));
}

/** One value for each key that a request must bring, one that the conditions let through; `Null` asks for none. */
function plainContext({ Null: _, ...operators }: Demand, conditions: readonly Condition[]): { [key: string]: string } {
  const context: { [key: string]: string } = {};
  for (const operands of Object.values(operators)) {
    for (const [key, values] of Object.entries(operands)) {
      const asked = conditions.filter(condition => condition.key.toLowerCase() === key.toLowerCase());
      const all = [values].flat();
      const value = all.find(each => asked.every(condition => mayHold(condition, each))) ?? all[0];
      context[key] = value.replace('arn:*:', 'arn:aws:');
    }
  }
  return context;
}
