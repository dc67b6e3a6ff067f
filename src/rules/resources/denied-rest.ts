/**
 * What Deny statements leave of an Allow on all resources: perhaps only the resources that they spare (`NotResource`), or only requests that
 * name none, as text messages do when all topics are denied.
 *
 * Errs to finding more left than there is: only a Deny without conditions counts, that stands there whichever way the conditions of the
 * template fall.
 */
import { Action } from '../../catalog/actions';
import { PolicyDocument } from '../../policy/document';
import { globCovers, toGlob } from '../../policy/glob';
import { Statement } from '../../policy/statement';
import { ArnFormat } from '../arn-format';
import { holdsAction, isDenied, outrightDenies } from '../breadth/denied-actions';
import { resourcePatterns } from '../resource-pattern';

/** Whether one of them takes back all that the Allow gives of an action, or all of it on resources of these formats but what it names. */
export function isHeldBack(document: PolicyDocument, action: Action, allow: Statement, formats: readonly ArnFormat[]): boolean {
  return isDenied(document, action, allow)
    || outrightDenies(document).some(deny => holdsAction(deny.actions, action) && sparesFew(deny, formats));
}

function sparesFew({ resources }: Statement, formats: readonly ArnFormat[]): boolean {
  if (!resources || resources.values.some(({ when }) => when.length > 0)) { return false; }
  if (resources.negated) { return !resourcePatterns(resources).some(spared => formats.some(format => spared.coversAll(format))); }
  const globs = resources.values.map(({ text }) => inAnyPartition(toGlob(text)));
  return formats.length > 0 && formats.every(({ glob }) => globs.some(denied => globCovers(denied, glob)));
}

/** One partition is all that an account can reach. */
function inAnyPartition(glob: string): string {
  return glob.replace(/^arn:[^:]*:/, 'arn:*:');
}
