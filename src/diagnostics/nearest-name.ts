/**
 * "Did you mean": the known name that a mistyped one most likely stands for.
 *
 * Stays silent rather than guess: at most a third of the letters may differ. Upper and lower case do not count as a difference.
 */
import { distance } from 'fastest-levenshtein';

export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let nearest: string | undefined;
  let nearestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    // So many letters differ at least.
    if (Math.abs(known.length - wanted.length) >= nearestDistance) { continue; }
    const candidateDistance = distance(wanted, known);
    if (candidateDistance < nearestDistance) {
      nearest = candidate;
      nearestDistance = candidateDistance;
    }
  }
  return nearest;
}
