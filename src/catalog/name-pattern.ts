/**
 * Matching of lower-case names against lower-case patterns with `*` (any run, also empty) and `?` (one character).
 *
 * Exact. Never builds a RegExp, so a hostile pattern costs at most |name| x |pattern| steps.
 */

/** The pattern's text before its first wildcard; the whole pattern when it has none. */
export function literalPrefix(pattern: string): string {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '*' || pattern[i] === '?') {
      return pattern.slice(0, i);
    }
  }
  return pattern;
}

export function matchesName(pattern: string, name: string): boolean {
  // Most names are told apart by the last letter.
  const last = pattern[pattern.length - 1];
  if (last !== '*' && last !== '?' && last !== name[name.length - 1]) { return false; }
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    const c = pattern[p];
    if (c === '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.length && (c === '?' || c === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') {
    p++;
  }
  return p === pattern.length;
}
