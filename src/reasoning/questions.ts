/**
 * Questions about policies, each a line or two over `findRequest`: is there a request that shows the contrary?
 *
 * `holds` is a proof. `fails` comes with a request that the evaluator has confirmed. All else is `unknown`, with what stood in the way.
 */
import { Inquiry } from './inquiry';
import { PolicyDocument } from '../policy/document';
import { parsePolicyDocument } from '../policy/parse';
import { YES } from './matching/match';
import { clauseMatches, policyEffect } from './policy-effect';
import { Request } from './request';
import { allowsOf, Clause, clausesOf, deniesOf } from './symbolic/clause';
import { Answer } from './verdict';

/** Policies with `Principal` are `resource`: those of resources, trust policies, endpoint policies, RCPs. */
export type ComparedKind = 'identity' | 'resource';

/** Actions and resources with wildcards; a list that is left out stands for all. */
export interface Access {
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
}

/**
 * Whether the candidate allows nothing that the reference does not allow.
 *
 * @see https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoNewAccess.html
 */
export function noNewAccess(reference: PolicyDocument, candidate: PolicyDocument, kind: ComparedKind): Answer {
  const inquiry = new Inquiry(whoIn(kind), { candidate, reference });
  const shows = (request: Request, documents: { candidate: PolicyDocument; reference: PolicyDocument }) =>
    policyEffect(documents.candidate, request, kind) === 'allow' && ['none', 'deny'].includes(policyEffect(documents.reference, request, kind));
  const denied = deniesOf(candidate);
  const outside = [...denied, ...allowsOf(reference)];
  const denials = deniesOf(reference);
  return inquiry.answer(allowsOf(candidate).flatMap(clause => [
    { clause, within: [clause], outside, shows },
    ...denials.map(deny => ({ clause, within: [clause, deny], outside: denied, shows })),
  ]), 'allows what the reference does not');
}

/** Whether both policies allow the same. */
export function equivalent(left: PolicyDocument, right: PolicyDocument, kind: ComparedKind): Answer {
  const forth = noNewAccess(left, right, kind);
  if (forth.verdict === 'fails') { return forth; }
  const back = noNewAccess(right, left, kind);
  return back.verdict === 'fails' || forth.verdict === 'holds' ? back : forth;
}

/**
 * Whether the policy allows none of the actions on any of the resources.
 *
 * @see https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckAccessNotGranted.html
 */
export function accessNotGranted(policy: PolicyDocument, access: Access, kind: ComparedKind): Answer {
  const inquiry = new Inquiry(whoIn(kind), { policy });
  const [entry] = accessClauses(access);
  const outside = deniesOf(policy);
  const shows = (request: Request, documents: { policy: PolicyDocument }) =>
    policyEffect(documents.policy, request, kind) === 'allow' && isWithin(request, entry);
  return inquiry.answer(allowsOf(policy).map(clause => (
    { clause, within: [clause, entry], outside, shows }
  )), 'allows it');
}

export function whoIn(kind: ComparedKind): 'any' | 'implied' {
  return kind === 'resource' ? 'any' : 'implied';
}

/** Whether the request is one of those that an access is about. */
export function isWithin(request: Request, entry: Clause): boolean {
  return clauseMatches(entry, request, 'resource') === YES;
}

/** The access as a statement, so that it can stand in a question. */
export function accessClauses({ actions = ['*'], resources = ['*'] }: Access): readonly Clause[] {
  return clausesOf(parsePolicyDocument({ Statement: { Effect: 'Allow', Principal: '*', Action: [...actions], Resource: [...resources] } }));
}
