/**
 * Puts the questions of `Access` to the engine, with all policies of the app that have a say.
 *
 * A request is decided on the policies as they are. "Never" is proved twice over: by what the principal's own policies let it
 * reach in an account whose resources leave the decision to them, and by what the policy of each resource of the app opens to it.
 */
import { AppPolicies, Assumed } from './app-policies';
import { ALLOWS_EVERYTHING, delegatingPolicy, HeldDocument } from './held-document';
import { HeldLayers, HeldPolicies } from './held-policies';
import { Requester } from './principals';
import { PolicyDocument } from '../policy/document';
import { PolicyValue, Statement } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';
import { accessNotGrantedTo } from '../reasoning/effective-access';
import { evaluate, Evaluation } from '../reasoning/evaluate';
import { Request, RequestContext } from '../reasoning/request';
import { Verdict } from '../reasoning/verdict';

export interface ConcreteQuestion {
  readonly requester: Requester;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string;
  readonly context: RequestContext;
  readonly scps: readonly (readonly HeldDocument[])[];
}

export interface ConcreteAnswer {
  readonly request: Request;
  readonly evaluation: Evaluation;
  readonly held: HeldPolicies;
}

export interface NeverQuestion {
  readonly requester: Requester;
  readonly action: string;
  /** ARN patterns. */
  readonly resources?: readonly string[];
  readonly scps: readonly (readonly HeldDocument[])[];
}

export interface NeverAnswer {
  readonly verdict: Verdict;
  /** The request that shows it, with `fails`. */
  readonly concrete?: ConcreteAnswer;
  /** With `unknown`: what the answer hangs on, and other reasons. */
  readonly dependsOn: readonly string[];
  readonly reasons: readonly string[];
}

const HOLDS: NeverAnswer = { verdict: 'holds', dependsOn: [], reasons: [] };

const IDENTITY_KINDS: readonly string[] = ['user', 'role', 'role-session', 'federated-user'];

export function decide(app: AppPolicies, question: ConcreteQuestion): ConcreteAnswer {
  const { requester, action, resource, context, scps } = question;
  const inApp = app.findResource(resource);
  const assumed = app.assume([requester.identity?.origin, inApp?.origin].filter(origin => origin !== undefined));
  const resourceAccount = question.resourceAccount ?? (inApp && app.accountOf(inApp.origin));
  const held = new HeldPolicies({
    ...attached(app, requester, assumed),
    scps,
    resource: resource === '*' ? [] : app.policiesOfResource(resource, assumed, requester.principal.account),
  });
  const request: Request = { principal: requester.principal, action, resource, resourceAccount, context };
  return { request, held, evaluation: evaluate(request, held.policies) };
}

export function prove(app: AppPolicies, question: NeverQuestion): NeverAnswer {
  const unknown: NeverAnswer[] = [];
  for (const arn of [undefined, ...app.governedArns()]) {
    const answer = arn === undefined ? throughOwnPolicies(app, question) : throughPolicyOf(arn, app, question);
    if (answer.verdict === 'fails') { return answer; }
    if (answer.verdict === 'unknown') { unknown.push(answer); }
  }
  if (unknown.length === 0) { return HOLDS; }
  const all = (list: (answer: NeverAnswer) => readonly string[]) => [...new Set(unknown.flatMap(list))];
  return { verdict: 'unknown', dependsOn: all(({ dependsOn }) => dependsOn), reasons: all(({ reasons }) => reasons) };
}

function throughOwnPolicies(app: AppPolicies, question: NeverQuestion): NeverAnswer {
  const { principal, identity } = question.requester;
  if (principal.account === undefined) { return HOLDS; }
  const assumed = app.assume(identity ? [identity.origin] : []);
  const resource = [{ document: delegatingPolicy(principal.account), label: 'the policy of a resource that leaves the decision to its account' }];
  const answer = askEngine(question, { ...attached(app, question.requester, assumed), scps: question.scps, resource });
  return answer.concrete && app.findResource(answer.concrete.request.resource) ? confirmed(app, question, answer) : answer;
}

/** The witness named a resource of the app by chance; what that has in its policy decides. */
function confirmed(app: AppPolicies, { requester, scps }: NeverQuestion, answer: NeverAnswer): NeverAnswer {
  const { action, resource, context } = answer.concrete!.request;
  const concrete = decide(app, { requester, action, resource, context, scps });
  if (concrete.evaluation.decision === 'allowed') { return { ...answer, concrete }; }
  return {
    verdict: 'unknown',
    dependsOn: [],
    reasons: [`a policy of the principal allows ${action} on ${resource}, and the policy of that resource stands against it`],
  };
}

function throughPolicyOf(arn: string, app: AppPolicies, question: NeverQuestion): NeverAnswer {
  const { requester: { identity }, resources } = question;
  if (ROLE_ARN.test(arn) && !mayBeOfSts(question.action)) { return HOLDS; }
  const inApp = app.findResource(arn);
  const assumed = app.assume([identity?.origin, inApp?.origin].filter(origin => origin !== undefined));
  const own = patternsUnder(arn);
  const resource = app.policiesOfResource(arn, assumed, undefined).map(held => ({ ...held, document: limitedTo(own, held.document) }));
  return askEngine({ ...question, resources: resources ?? own }, { ...attached(app, question.requester, assumed), scps: question.scps, resource });
}

/** The policy of a role is its trust policy, which opens actions of STS and no others. */
const ROLE_ARN = /^arn:[^:]*:iam:/;

function mayBeOfSts(action: string): boolean {
  const service = action.split(':', 1)[0];
  return /[*?]/.test(service) || service.toLowerCase() === 'sts';
}

/**
 * What is outside of the app is replaced by what it could allow at most, which proves that nothing is allowed, and left out, which
 * shows that something is; between the two the answer is unknown.
 */
function askEngine(question: NeverQuestion, layers: HeldLayers): NeverAnswer {
  const outside = [...layers.identity, ...layers.boundary ? [layers.boundary] : []].filter(held => held.outside !== undefined);
  if (outside.length === 0) { return askOnce(question, layers); }
  const atMost = askOnce(question, {
    ...layers,
    identity: layers.identity.map(held => held.outside ? { ...held, document: ALLOWS_EVERYTHING } : held),
    boundary: layers.boundary?.outside ? undefined : layers.boundary,
  });
  if (atMost.verdict === 'holds') { return atMost; }
  if (outside.every(held => held.outside === 'may-allow')) {
    const atLeast = askOnce(question, { ...layers, identity: layers.identity.filter(held => !held.outside) });
    if (atLeast.verdict === 'fails') { return atLeast; }
  }
  return { verdict: 'unknown', dependsOn: outside.flatMap(({ document }) => document.undecided.map(({ name }) => name)), reasons: [] };
}

function askOnce({ requester: { principal }, action, resources }: NeverQuestion, layers: HeldLayers): NeverAnswer {
  const held = new HeldPolicies(layers);
  const { verdict, reason, witness } = accessNotGrantedTo(principal, held.policies, { actions: [action], resources });
  if (verdict === 'unknown') {
    const undecided = held.documentsOf(undefined).flatMap(({ document }) => document.undecided.map(({ name }) => `the value of ${name}`));
    return { verdict, dependsOn: undecided, reasons: undecided.length > 0 ? [] : [reason] };
  }
  return { verdict, dependsOn: [], reasons: [], concrete: witness && { request: witness, held, evaluation: evaluate(witness, held.policies) } };
}

function attached(app: AppPolicies, { principal, identity }: Requester, assumed: Assumed): Pick<HeldLayers, 'identity' | 'boundary'> {
  if (identity) { return { identity: app.attachedTo(identity, assumed), boundary: app.boundaryOf(identity, assumed) }; }
  return { identity: IDENTITY_KINDS.includes(principal.kind) ? app.attachedOutside(principal, assumed) : [] };
}

/** A resource and its parts; roles have none. */
function patternsUnder(arn: string): readonly string[] {
  const whole = arn.endsWith(':*') ? arn.slice(0, -2) : arn;
  return arn.split(':')[2] === 'iam' ? [arn] : [whole, `${whole}/*`, `${whole}:*`];
}

/** In the policy of a resource, `*` and no `Resource` at all mean that resource. */
function limitedTo(patterns: readonly string[], document: PolicyDocument): PolicyDocument {
  const values = patterns.map((pattern): PolicyValue => ({ text: SymbolicText.literal(pattern), raw: pattern, when: [] }));
  return {
    ...document,
    statements: document.statements.map((statement): Statement => {
      const { resources } = statement;
      if (!resources) { return { ...statement, resources: { negated: false, values } }; }
      const isEverything = !resources.negated && resources.values.some(({ text, when }) => text.literal === '*' && when.length === 0);
      return isEverything ? { ...statement, resources: { negated: false, values } } : statement;
    }),
  };
}
