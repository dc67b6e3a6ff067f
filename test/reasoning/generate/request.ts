/**
 * Random requests, alone or aimed at policies.
 */
import { ACCOUNTS, ACTION_NAMES, ACTIONS, PrincipalGroup, PRINCIPALS, RESOURCES } from './alphabet';
import { meet, randomContext } from './condition';
import { instantiate } from './pattern';
import { Random } from './random';
import { asList, isObject, JsonObject, JsonValue } from '../../../src/policy/json';
import { Principal } from '../../../src/reasoning/principal';
import { Request } from '../../../src/reasoning/request';

const PRINCIPAL_WEIGHTS: { readonly [group in PrincipalGroup]: number } = {
  user: 30, session: 30, role: 14, root: 3, federatedUser: 6, service: 6, federated: 4, canonical: 2, anonymous: 5,
};

export function randomPrincipal(random: Random): Principal {
  return random.pick(PRINCIPALS[random.weighted(PRINCIPAL_WEIGHTS)]);
}

/**
 * A request of the small worlds of `alphabet.ts`. With policies (documents as `randomPolicy` makes them), as a rule one that a
 * statement of them matches or nearly matches.
 */
export function randomRequest(random: Random, policies: readonly JsonObject[] = []): Request {
  const statements = policies.flatMap(policy => asList(policy.Statement)).filter(isObject);
  if (statements.length === 0 || random.chance(0.2)) { return plainRequest(random); }
  return requestFor(random, random.pick(statements));
}

function plainRequest(random: Random): Request {
  const action = random.pick(ACTION_NAMES);
  return withAccount(random, {
    principal: randomPrincipal(random),
    action,
    resource: random.pick(random.chance(0.95) ? ACTIONS[action] : RESOURCES),
    context: randomContext(random, 5),
  });
}

function withAccount(random: Random, request: Request): Request {
  const named = request.resource.split(':')[4];
  return !named && random.chance(0.7) ? { ...request, resourceAccount: random.pick(ACCOUNTS) } : request;
}

function requestFor(random: Random, statement: JsonObject): Request {
  const plain = plainRequest(random);
  const context = { ...plain.context };
  if (isObject(statement.Condition)) { meet(random, statement.Condition, context); }
  const action = actionFor(random, textOf(random, statement.Action)) ?? plain.action;
  const pattern = textOf(random, statement.Resource);
  const resource = pattern === undefined || pattern === '*' ? random.pick(ACTIONS[action]) : instantiate(random, pattern, context);
  return withAccount(random, { principal: plain.principal, action, resource, context });
}

function textOf(random: Random, values: JsonValue): string | undefined {
  return values === undefined ? undefined : random.pick(asList(values)) as string;
}

/** An action of the alphabet that fits a pattern. */
function actionFor(random: Random, pattern: string | undefined): string | undefined {
  if (pattern === undefined) { return undefined; }
  const expression = new RegExp(`^${pattern.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i');
  const fitting = ACTION_NAMES.filter(action => expression.test(action));
  return fitting.length > 0 ? random.pick(fitting) : undefined;
}

/** A request that differs from another in one thing. */
export function varyRequest(random: Random, request: Request): Request {
  const other = plainRequest(random);
  switch (random.weighted({ principal: 3, action: 2, resource: 2, context: 4, account: 1 })) {
    case 'principal':
      return { ...request, principal: other.principal };
    case 'action':
      return { ...request, action: other.action };
    case 'resource':
      return { ...request, resource: random.pick([other.resource, ...ACTIONS[request.action] ?? []]) };
    case 'account':
      return { ...request, resourceAccount: random.pick([...ACCOUNTS, undefined]) };
    default: {
      const kept = Object.entries(request.context).filter(() => random.chance(0.7));
      return { ...request, context: { ...Object.fromEntries(kept), ...randomContext(random, 2) } };
    }
  }
}
