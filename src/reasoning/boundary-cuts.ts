/**
 * What a permissions boundary takes away from what identity policies grant.
 */
import { PolicyDocument } from '../policy/document';
import { Inquiry, Step } from './inquiry';
import { policyEffect } from './policy-effect';
import { allowsOf, Clause, deniesOf } from './symbolic/clause';
import { Answer } from './verdict';

export interface BoundaryCut {
  /** The Allow statement that the boundary cuts, by its place in `Statement`. */
  readonly statement: number;
  /** `everything`: nothing of it is left. `something`: a part is. `unknown`: which of the two could not be decided. */
  readonly extent: 'everything' | 'something' | 'unknown';
  /** What it loses: `fails` with a request that the policy allows and the boundary does not, or `unknown`. */
  readonly loss: Answer;
}

/** The Allow statements of an identity policy that the boundary does not leave whole. */
export function boundaryCuts(identity: PolicyDocument, boundary: PolicyDocument): readonly BoundaryCut[] {
  const denied = deniesOf(identity);
  return allowsOf(identity).flatMap(clause => {
    const loss = lossOf(clause, denied, identity, boundary);
    return loss.verdict === 'holds' ? [] : [{ statement: clause.index, extent: extentOf(clause, denied, identity, boundary), loss }];
  });
}

type Documents = 'identity' | 'boundary';

function lossOf(clause: Clause, denied: readonly Clause[], identity: PolicyDocument, boundary: PolicyDocument): Answer {
  const shows: Step<Documents>['shows'] = (request, documents) => policyEffect(documents.identity, request, 'identity') === 'allow'
    && ['none', 'deny'].includes(policyEffect(documents.boundary, request, 'boundary'));
  return new Inquiry('implied', { identity, boundary }).answer([
    { clause, within: [clause], outside: [...denied, ...allowsOf(boundary)], shows },
    ...deniesOf(boundary).map(deny => ({ clause, within: [clause, deny], outside: denied, shows })),
  ], 'loses');
}

function extentOf(clause: Clause, denied: readonly Clause[], identity: PolicyDocument, boundary: PolicyDocument): BoundaryCut['extent'] {
  const shows: Step<Documents>['shows'] = (request, documents) => policyEffect(documents.identity, request, 'identity') === 'allow'
    && policyEffect(documents.boundary, request, 'boundary') === 'allow';
  const { verdict } = new Inquiry('implied', { identity, boundary }).answer(allowsOf(boundary).map(allow => (
    { clause, within: [clause, allow], outside: [...denied, ...deniesOf(boundary)], shows }
  )), 'keeps');
  return verdict === 'holds' ? 'everything' : verdict === 'fails' ? 'something' : 'unknown';
}
