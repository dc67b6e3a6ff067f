/**
 * Boxes: one set of atoms a dimension. The question of all questions here is whether some point of a box is in none of others.
 * Exact; exponential at worst, so it counts its steps.
 */
import { AtomSet, common, isDisjoint, isSubset, minus } from './atom-set';
import { Budget, OutOfBudget } from './budget';

/** By dimension; `undefined` is the whole dimension. */
export type Box = readonly (AtomSet | undefined)[];

/** A box in which every dimension is said. */
export type FullBox = readonly AtomSet[];

export interface BoxSearch {
  readonly covers: readonly Box[];
  /** Rules out boxes that no request can lie in because dimensions of theirs hang together. */
  readonly isPossible: (box: FullBox) => boolean;
  /** Called with each part that no cover reaches into, until it returns `true`. */
  readonly visit: (box: FullBox) => boolean;
  readonly budget: Budget;
}

/** Whether `visit` said yes to some part of the box that the covers leave. */
export function searchUncovered(box: FullBox, { covers, isPossible, visit, budget }: BoxSearch): boolean {
  if (!isPossible(box)) { return false; }
  if (!budget.spendBox(1 + covers.length)) { throw new OutOfBudget('all parts of the request together', []); }
  const cutting: Box[] = [];
  let best: Box | undefined;
  let fewest = Infinity;
  for (const cover of covers) {
    const cuts = countCuts(box, cover);
    if (cuts === undefined) { continue; }
    if (cuts === 0) { return false; }
    cutting.push(cover);
    if (cuts < fewest) { [best, fewest] = [cover, cuts]; }
  }
  if (!best) { return visit(box); }
  const others = cutting.filter(cover => cover !== best);
  const inside = [...box];
  for (let dimension = 0; dimension < box.length; dimension++) {
    const side = best[dimension];
    if (!side || isSubset(inside[dimension], side)) { continue; }
    const piece = [...inside];
    piece[dimension] = minus(inside[dimension], side);
    if (searchUncovered(piece, { covers: others, isPossible, visit, budget })) { return true; }
    inside[dimension] = common(inside[dimension], side);
  }
  return false;
}

/** In how many dimensions the cover ends inside the box; `undefined` when they do not meet. */
function countCuts(box: FullBox, cover: Box): number | undefined {
  let cuts = 0;
  for (let dimension = 0; dimension < box.length; dimension++) {
    const side = cover[dimension];
    if (!side) { continue; }
    if (isDisjoint(box[dimension], side)) { return undefined; }
    if (!isSubset(box[dimension], side)) { cuts++; }
  }
  return cuts;
}
