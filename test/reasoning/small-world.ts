/**
 * Policies of all layers for one principal, and the requests of a small world that put them to the test.
 */
import { ACTION_NAMES, ACTIONS } from './generate/alphabet';
import { meet } from './generate/condition';
import { Random } from './generate/random';
import { randomRequest } from './generate/request';
import { allDocuments, fitting, parsePolicies, PolicyDocuments, randomPolicies } from './generate/scenario';
import { asList, isObject, JsonObject } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { Policies } from '../../src/reasoning/policies';
import { Principal } from '../../src/reasoning/principal';
import { Request, RequestContext } from '../../src/reasoning/request';

export interface SmallWorld {
  readonly focus: Request;
  readonly documents: PolicyDocuments;
  readonly policies: Policies;
  /** All actions of the alphabet on their resources, in contexts that the conditions of the policies ask for. */
  readonly requests: readonly Request[];
}

/** Keys that follow from principal and resource; a context that says otherwise is of no request that there is. */
const DERIVED = /^aws:(principal(arn|account|type|isawsservice|servicename)|username|resourceaccount)$/i;

export function smallWorld(seed: number): SmallWorld {
  const random = new Random(seed);
  const focus = randomRequest(random);
  const documents = fitting(focus, randomPolicies(random, focus));
  const contexts = contextsOf(random, focus, allDocuments(documents));
  const requests = ACTION_NAMES.filter(action => action !== 'sts:GetCallerIdentity').flatMap(action => ACTIONS[action].flatMap(resource => (
    contexts.map(context => ({ principal: focus.principal, action, resource, context }))
  )));
  return { focus, documents, policies: parsePolicies(documents), requests };
}

function contextsOf(random: Random, focus: Request, documents: readonly JsonObject[]): readonly RequestContext[] {
  const conditions = documents.flatMap(({ Statement }) => asList(Statement)).filter(isObject).map(({ Condition }) => Condition).filter(isObject);
  const met = conditions.flatMap(condition => [{}, focus.context].map(base => {
    const context = { ...base };
    meet(random, condition, context);
    return context;
  }));
  const all = [{}, focus.context, ...met, Object.assign({}, ...met) as RequestContext];
  return all.map(context => Object.fromEntries(Object.entries(context).filter(([key]) => !DERIVED.test(key))));
}

/** The same with a policy for resources that have none, which leaves the decision to the account of the principal. */
export function withResourcePolicy(policies: Policies, { account }: Principal): Policies {
  if (policies.resource || account === undefined) { return policies; }
  const resource = parsePolicyDocument({ Statement: { Effect: 'Allow', Principal: { AWS: account }, Action: '*', Resource: '*' } });
  return { ...policies, resource };
}
