/**
 * Sets of the atoms of one dimension, as bits.
 */
export type AtomSet = Uint32Array;

export function atomSet(size: number, holds: (atom: number) => boolean): AtomSet {
  const set = new Uint32Array((size + 31) >>> 5);
  for (let atom = 0; atom < size; atom++) {
    if (holds(atom)) { set[atom >>> 5] |= 1 << (atom & 31); }
  }
  return set;
}

export function has(set: AtomSet, atom: number): boolean {
  return (set[atom >>> 5] & (1 << (atom & 31))) !== 0;
}

export function common(left: AtomSet, right: AtomSet): AtomSet {
  return left.map((word, index) => word & right[index]);
}

export function minus(left: AtomSet, right: AtomSet): AtomSet {
  return left.map((word, index) => word & ~right[index]);
}

export function isSubset(left: AtomSet, right: AtomSet): boolean {
  for (let index = 0; index < left.length; index++) {
    if ((left[index] & ~right[index]) !== 0) { return false; }
  }
  return true;
}

export function isDisjoint(left: AtomSet, right: AtomSet): boolean {
  for (let index = 0; index < left.length; index++) {
    if ((left[index] & right[index]) !== 0) { return false; }
  }
  return true;
}

export function isEmptySet(set: AtomSet): boolean {
  return set.every(word => word === 0);
}

/** The atoms in the set, lowest first. */
export function atomsIn(set: AtomSet): number[] {
  const atoms: number[] = [];
  set.forEach((bits, index) => {
    for (let word = bits; word !== 0; word &= word - 1) { atoms.push((index << 5) + 31 - Math.clz32(word & -word)); }
  });
  return atoms;
}
