/**
 * What one policy alone says to a request, whatever the other layers say.
 */
import { LayerOutcome } from './layer-outcome';
import { PolicyDocument } from '../policy/document';
import { optionsOfLayer } from './matching/document';
import { atMost, Match, NO, UNKNOWN, YES } from './matching/match';
import { RequestFacts } from './matching/request-facts';
import { StatementMatcher, statementMatcher } from './matching/statement';
import { Layer } from './policies';
import { Request } from './request';
import { Clause } from './symbolic/clause';

/** `none`: no statement matches. */
export type PolicyEffect = 'allow' | 'deny' | 'none' | 'unknown';

export function policyEffect(document: PolicyDocument, request: Request, layer: Layer): PolicyEffect {
  return layerEffect([document], request, layer);
}

/** What the policies of one layer, or of one level of it, say together. */
export function layerEffect(documents: readonly PolicyDocument[], request: Request, layer: Layer): PolicyEffect {
  const facts = new RequestFacts(request);
  const outcome = new LayerOutcome(layer);
  documents.forEach((document, policy) => outcome.add(policy, document, facts));
  const { allow, deny } = outcome;
  if (deny === YES) { return 'deny'; }
  if (deny === UNKNOWN) { return allow === NO ? 'none' : 'unknown'; }
  return allow === YES ? 'allow' : allow === UNKNOWN ? 'unknown' : 'none';
}

export function clauseMatches({ statement, variables }: Clause, request: Request, layer: Layer): Match {
  return matchWith(statementMatcher(statement, { ...optionsOfLayer(layer), variables }, []), new RequestFacts(request));
}

function matchWith(statement: StatementMatcher, facts: RequestFacts): Match {
  return atMost(statement.matchPrincipal(facts), statement.match(facts));
}
