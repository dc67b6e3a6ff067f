/**
 * Whether two values hold the same JSON, in whatever order their names stand: told without writing either out. Errs to no: what is
 * nested too deep differs.
 */
import { JsonValue } from './json';

/** Deeper than any policy. */
const MAX_DEPTH = 32;

/** One function and plain loops: cut into several, or with lists of the names, it takes two to three times as long. */
export function isAlike(left: JsonValue, right: JsonValue, depth = 0): boolean {
  if (left === right) { return true; }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null || depth > MAX_DEPTH) { return false; }
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) { return false; }
    for (let index = 0; index < left.length; index++) {
      if (!isAlike(left[index], right[index], depth + 1)) { return false; }
    }
    return true;
  }
  if (Array.isArray(right)) { return false; }
  let surplus = 0;
  for (const name in left) {
    if (!isAlike(left[name], right[name], depth + 1)) { return false; }
    surplus--;
  }
  for (const _ in right) { surplus++; }
  return surplus === 0;
}
