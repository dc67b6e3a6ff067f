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

/**
 * A part of `box` that none of `covers` reaches into; `undefined` when they cover it. `isPossible` rules out boxes that no request
 * can lie in because dimensions of theirs hang together.
 */
export function uncovered(box: FullBox, covers: readonly Box[], isPossible: (box: FullBox) => boolean, budget: Budget): FullBox | undefined {
  if (!isPossible(box)) { return undefined; }
  if (!budget.spendBox(1 + covers.length)) { throw new OutOfBudget('all parts of the request together', []); }
  const cutting: Box[] = [];
  let best: Box | undefined;
  let fewest = Infinity;
  for (const cover of covers) {
    const cuts = countCuts(box, cover);
    if (cuts === undefined) { continue; }
    if (cuts === 0) { return undefined; }
    cutting.push(cover);
    if (cuts < fewest) { [best, fewest] = [cover, cuts]; }
  }
  if (!best) { return box; }
  const others = cutting.filter(cover => cover !== best);
  const inside = [...box];
  for (let dimension = 0; dimension < box.length; dimension++) {
    const side = best[dimension];
    if (!side || isSubset(inside[dimension], side)) { continue; }
    const piece = [...inside];
    piece[dimension] = minus(inside[dimension], side);
    const found = uncovered(piece, others, isPossible, budget);
    if (found) { return found; }
    inside[dimension] = common(inside[dimension], side);
  }
  return undefined;
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
