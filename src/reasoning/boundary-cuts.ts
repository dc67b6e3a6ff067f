/**
 * What a permissions boundary takes away from what identity policies grant.
 */
import { Inquiry, Step } from './inquiry';
import { policyEffect } from './policy-effect';
import { allowsOf, Clause, deniesOf } from './symbolic/clause';
import { Answer, Verdict } from './verdict';
import { PolicyDocument } from '../policy/document';

export interface BoundaryCut {
  /** The Allow statement that the boundary cuts, by its place in `Statement`. */
  readonly statement: number;
  /** `everything`: nothing of it is left. `something`: a part is. `unknown`: which of the two could not be decided. */
  readonly extent: 'everything' | 'something' | 'unknown';
  /** What it loses: `fails` with a request that the policy allows and the boundary does not, or `unknown`. */
  readonly loss: Answer;
}

type Documents = 'identity' | 'boundary';

/** The Allow statements of an identity policy that the boundary does not leave whole. */
export function boundaryCuts(identity: PolicyDocument, boundary: PolicyDocument): readonly BoundaryCut[] {
  const inquiry = new Inquiry<Documents>('implied', { identity, boundary });
  const denied = deniesOf(identity);
  return allowsOf(identity).flatMap(clause => {
    const loss = inquiry.answer(losses(clause, denied, boundary), 'loses');
    if (loss.verdict === 'holds') { return []; }
    const { verdict } = inquiry.answer(remains(clause, denied, boundary), 'keeps');
    return [{ statement: clause.index, extent: EXTENTS[verdict], loss }];
  });
}

/** By whether nothing is left. */
const EXTENTS: { readonly [verdict in Verdict]: BoundaryCut['extent'] } = { holds: 'everything', fails: 'something', unknown: 'unknown' };

/** What the policy allows by the statement and the boundary does not. */
function losses(clause: Clause, denied: readonly Clause[], boundary: PolicyDocument): readonly Step<Documents>[] {
  const shows: Step<Documents>['shows'] = (request, documents) => policyEffect(documents.identity, request, 'identity') === 'allow'
    && ['none', 'deny'].includes(policyEffect(documents.boundary, request, 'boundary'));
  return [
    { clause, within: [clause], outside: [...denied, ...allowsOf(boundary)], shows },
    ...deniesOf(boundary).map(deny => ({ clause, within: [clause, deny], outside: denied, shows })),
  ];
}

/** What both allow. */
function remains(clause: Clause, denied: readonly Clause[], boundary: PolicyDocument): readonly Step<Documents>[] {
  const shows: Step<Documents>['shows'] = (request, documents) => policyEffect(documents.identity, request, 'identity') === 'allow'
    && policyEffect(documents.boundary, request, 'boundary') === 'allow';
  return allowsOf(boundary).map(allow => ({ clause, within: [clause, allow], outside: [...denied, ...deniesOf(boundary)], shows }));
}
