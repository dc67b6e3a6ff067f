/**
 * What can be said of the head of a policy: only where a person wrote one.
 */
import { findCloudFormationType } from '../../catalog/cloudformation';
import { PolicySite } from '../../policy/policy-site';

/** Shapes of which CloudFormation, or this library, makes the document: there is no `Version` and no `Sid` to write. */
const STATEMENTS_ONLY = new Set(['statement', 'permission', 'sam-statements']);

const known = new Map<string, boolean>();

/** Whether what stands at the site is a document, and not one statement or permission. */
export function isWholeDocument({ origin: { resourceType } }: PolicySite): boolean {
  let answer = known.get(resourceType);
  if (answer === undefined) {
    answer = !findCloudFormationType(resourceType)?.policySites.some(({ shape }) => STATEMENTS_ONLY.has(shape));
    known.set(resourceType, answer);
  }
  return answer;
}

/** Whether the version was read: it is there, or certainly not there. */
export function isVersionRead({ document: { problems, undecided } }: PolicySite): boolean {
  return !problems.some(({ path }) => isHead(path)) && !undecided.some(({ path }) => isHead(path));
}

function isHead(path: string): boolean {
  return path === '' || path === 'Version';
}
