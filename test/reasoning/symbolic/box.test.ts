import { AtomSet, atomSet, atomsIn, common, has, isDisjoint, isEmptySet, isSubset, minus } from '../../../src/reasoning/symbolic/atom-set';
import { Box, FullBox, searchUncovered } from '../../../src/reasoning/symbolic/box';
import { Budget, OutOfBudget } from '../../../src/reasoning/symbolic/budget';
import { Random } from '../generate/random';

const SIZES = [3, 2, 4, 33];

function randomSide(random: Random, size: number): AtomSet {
  const most = random.fraction();
  return atomSet(size, () => random.chance(most));
}

function randomBox(random: Random, sizes: readonly number[]): FullBox {
  return sizes.map(size => randomSide(random, size));
}

function pointsOf(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>((points, size) => points.flatMap(point => Array.from({ length: size }, (_, atom) => [...point, atom])), [[]]);
}

function isIn(point: readonly number[], box: Box): boolean {
  return point.every((atom, dimension) => !box[dimension] || has(box[dimension], atom));
}

/** All that the covers leave of a box, gathered from the parts that are visited. */
function uncovered(box: FullBox, covers: readonly Box[], isPossible: (part: FullBox) => boolean = () => true): FullBox[] {
  const parts: FullBox[] = [];
  searchUncovered(box, { covers, isPossible, visit: part => { parts.push(part); return false; }, budget: new Budget() });
  return parts;
}

test('what random covers leave of random boxes is what trying every point leaves', () => {
  const points = pointsOf(SIZES);
  for (let seed = 1; seed <= 300; seed++) {
    const random = new Random(seed);
    const box = randomBox(random, SIZES);
    const covers = random.list(0, 6, (): Box => randomBox(random, SIZES).map(side => random.chance(0.3) ? undefined : side));
    const parts = uncovered(box, covers);
    const left = points.filter(point => isIn(point, box) && !covers.some(cover => isIn(point, cover)));
    expect(points.filter(point => parts.some(part => isIn(point, part)))).toEqual(left);
    const size = parts.reduce((sum, part) => sum + part.reduce((product, side) => product * atomsIn(side).length, 1), 0);
    expect({ seed, size }).toEqual({ seed, size: left.length });
  }
});

test('parts in which no request lies are left out', () => {
  const whole = SIZES.map(size => atomSet(size, () => true));
  const parts = uncovered(whole, [[atomSet(3, atom => atom === 0), undefined, undefined, undefined]], ([side]) => has(side, 0));
  expect(parts).toEqual([]);
});

test('ends with the first part that is enough', () => {
  let visits = 0;
  const found = searchUncovered([atomSet(2, () => true)], { covers: [], isPossible: () => true, visit: () => ++visits > 0, budget: new Budget() });
  expect([found, visits]).toEqual([true, 1]);
});

test('covers that cut each other up run out of budget', () => {
  const count = 20;
  const covers = Array.from({ length: 4000 }, (_, seed): Box => {
    const random = new Random(seed + 1);
    return Array.from({ length: count }, () => random.chance(0.6) ? undefined : atomSet(2, atom => atom === Number(random.chance(0.5))));
  }).filter(cover => cover.filter(Boolean).length > 8);
  const whole = Array.from({ length: count }, () => atomSet(2, () => true));
  expect(() => searchUncovered(whole, { covers, isPossible: () => true, visit: () => false, budget: new Budget() })).toThrow(OutOfBudget);
});

test('sets of atoms are sets', () => {
  const [even, low, none] = [atomSet(70, atom => atom % 2 === 0), atomSet(70, atom => atom < 40), atomSet(70, () => false)];
  expect(atomsIn(common(even, low))).toEqual(Array.from({ length: 20 }, (_, index) => 2 * index));
  expect(atomsIn(minus(even, low))).toEqual(Array.from({ length: 15 }, (_, index) => 40 + 2 * index));
  expect([isSubset(none, even), isSubset(even, low), isDisjoint(minus(even, low), low), isDisjoint(even, low), isEmptySet(none), isEmptySet(low)])
    .toEqual([true, false, true, false, true, false]);
});
