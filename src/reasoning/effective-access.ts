/**
 * Whether a principal can get at something through all layers.
 */
import { combinations } from './combinations';
import { EffectiveLayers } from './effective-layers';
import { Inquiry, Step } from './inquiry';
import { Layer, Policies } from './policies';
import { Principal } from './principal';
import { Access, accessClauses, isWithin } from './questions';
import { Clause } from './symbolic/clause';
import { Answer } from './verdict';

export interface EffectiveAnswer extends Answer {
  /** Where the statement stands that grants the access. */
  readonly layer?: Layer;
  readonly policy?: number;
}

/** More ways to pick statements than this are not looked through. */
const MAX_COMBINATIONS = 20_000;

/** Whether all layers together allow the principal none of the actions on any of the resources, in no context. */
export function accessNotGrantedTo(principal: Principal, policies: Policies, access: Access): EffectiveAnswer {
  const layers = new EffectiveLayers(principal, policies);
  const misplaced = layers.misplaced();
  if (misplaced !== undefined) { return { verdict: 'unknown', reason: misplaced }; }
  const [entry] = accessClauses(access);
  let tried = 0;
  let complete = true;
  const steps = function* (): Generator<Step<string>> {
    for (const way of layers.ways()) {
      for (const within of combinations([[entry], ...way.lists])) {
        if (++tried > MAX_COMBINATIONS) {
          complete = false;
          return;
        }
        const clause = within.find(picked => layers.placeOf(picked)) ?? entry;
        yield { clause, within: [...within, ...layers.known()], outside: way.denies, shows: (request, documents) => isWithin(request, entry) && layers.allow(request, documents) };
      }
    }
  };
  const blamed: { clause?: Clause } = {};
  const answer = new Inquiry(principal, layers.documents()).answer(watch(steps(), step => { blamed.clause = step.clause; }), 'allows it');
  if (answer.verdict === 'fails') { return { ...answer, ...layers.placeOf(blamed.clause!) }; }
  if (!complete) { return { verdict: 'unknown', reason: `the layers combine in more than ${MAX_COMBINATIONS} ways` }; }
  return answer;
}

function* watch<T>(items: Iterable<T>, seen: (item: T) => void): Generator<T> {
  for (const item of items) {
    seen(item);
    yield item;
  }
}
