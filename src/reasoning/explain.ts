/**
 * How each statement took part in a decision. Slower than `evaluate`, and agrees with it: both ask the same matchers.
 */
import { StatementPlace } from './evaluate';
import { hasLevels, hasSay, levelsOf } from './layer-policies';
import { LAYERS } from './layers';
import { documentMatcher } from './matching/document';
import { atMost, Match, NO, UNKNOWN } from './matching/match';
import { RequestFacts } from './matching/request-facts';
import { Explained, explainStatement, Mismatch, NOT_APPLICABLE } from './mismatch';
import { Layer, Policies } from './policies';
import { Request } from './request';

export { Mismatch } from './mismatch';

export interface StatementMatch {
  readonly place: StatementPlace;
  readonly effect: 'Allow' | 'Deny';
  /** Place in the document, such as `Statement/0`. */
  readonly path: string;
  readonly match: 'yes' | 'no' | 'unknown';
  /** Left out for a match. */
  readonly mismatch?: Mismatch;
}

const WORDS: { readonly [match in Match]: StatementMatch['match'] } = { 0: 'no', 1: 'unknown', 2: 'yes' };

/** All statements, layer by layer in the order in which an explicit deny is told. */
export function explain(request: Request, policies: Policies): readonly StatementMatch[] {
  const facts = new RequestFacts(request, policies.boundary !== undefined);
  return LAYERS.flatMap(layer => explainLayer(layer, policies, facts));
}

function explainLayer(layer: Layer, policies: Policies, facts: RequestFacts): StatementMatch[] {
  const applies = hasSay(layer, facts);
  return levelsOf(layer, policies).flatMap((documents, level) => documents.flatMap((document, policy) => {
    const { statements, unreadable } = documentMatcher(document, layer);
    return statements.map(({ matcher, index }): StatementMatch => {
      const { match, mismatch } = applies ? limited(explainStatement(matcher, facts), unreadable) : NOT_APPLICABLE;
      const place = { layer, ...hasLevels(layer) && { level }, policy, index };
      return { place, effect: matcher.statement.effect, path: matcher.statement.path, match: WORDS[match], mismatch };
    });
  }));
}

/** In a document with an unreadable part nothing matches for certain. */
function limited({ match, mismatch }: Explained, unreadable: string | undefined): Explained {
  if (unreadable === undefined || match === NO) { return { match, mismatch }; }
  return { match: atMost(UNKNOWN, match), mismatch: mismatch ?? { element: 'statement', code: 'not-readable', expected: [unreadable] } };
}
