/**
 * Whether a principal can get at something through all layers.
 */
import { combinations } from './combinations';
import { EffectiveLayers, listsOf, NEEDS_NO_PERMISSION } from './effective-layers';
import { Inquiry, PlacedAnswer, statementName, Step } from './inquiry';
import { Policies } from './policies';
import { Principal } from './principal';
import { Access, accessClauses, isWithin } from './questions';
import { describePolicy } from './reasons';
import { Clause } from './symbolic/clause';

/** More ways to pick statements than this are not looked through. */
const MAX_COMBINATIONS = 3_000;

/**
 * Whether all layers together allow the principal none of the actions on any of the resources, in no context, but for actions that
 * need no permission. The answer tells the statement that grants the access.
 */
export function accessNotGrantedTo(principal: Principal, policies: Policies, access: Access): PlacedAnswer {
  const layers = new EffectiveLayers(principal, policies);
  if (layers.misplaced !== undefined) { return { verdict: 'unknown', reason: layers.misplaced }; }
  const [entry] = accessClauses(access);
  let tried = 0;
  const steps = function* (): Generator<Step<string>> {
    for (const way of layers.ways()) {
      for (const picked of combinations([[entry], ...listsOf(way)])) {
        if (++tried > MAX_COMBINATIONS) { return; }
        yield {
          ...blamed(layers, way.grants && picked[1]),
          within: [...picked, ...layers.known],
          outside: [...way.denies, ...NEEDS_NO_PERMISSION],
          shows: (request, documents) => isWithin(request, entry) && layers.allow(request, documents),
        };
      }
    }
  };
  const answer = new Inquiry(principal, layers.documents).answer(steps(), 'allows it');
  if (answer.verdict === 'fails' || tried <= MAX_COMBINATIONS) { return answer; }
  return { verdict: 'unknown', reason: `the statements of the layers combine in more than ${MAX_COMBINATIONS} ways` };
}

/** Access that no statement grants is that of the root user. */
function blamed(layers: EffectiveLayers, clause: Clause | undefined): Pick<Step<string>, 'clause' | 'place' | 'name'> {
  const place = clause && layers.placeOf(clause);
  if (!place) { return { name: 'being the root user of the account' }; }
  return { clause, place, name: `${statementName(clause)} of ${describePolicy(place.layer, place.level, place.policy)}` };
}
