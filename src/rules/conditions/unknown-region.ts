import { REGIONS } from '../../catalog/regions';
import { Severity } from '../../diagnostics/severity';
import { globsOverlap, hasWildcard } from '../../policy/glob';
import { meantName } from '../actions/unknown-names';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { keyFacts } from './condition-key';
import { knownTexts } from './condition-values';
import { allowing, denying } from './example-policy';

/** In lower case. */
const REGION_KEYS = new Set(['aws:requestedregion', 'ec2:region', 'kms:primaryregion', 'kms:replicaregion']);
const KNOWN = new Set(REGIONS);
/** Longer text is no region. */
const MAX_LENGTH = 64;

export const unknownRegion: Rule = {
  id: 'unknown-region',
  // A region may be newer than the list.
  severity: Severity.WARNING,
  checks: ['C-26'],
  summary: 'a condition names a region that does not exist',
  why: 'No request goes to that region: what is allowed there is allowed nowhere, and a Deny that spares it spares nothing.',
  accept: 'When AWS opened the region after the list of this library was made.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-region',
    'https://docs.aws.amazon.com/general/latest/gr/rande.html',
  ],
  examples: {
    flagged: [
      allowing('a typing error', { StringEquals: { 'aws:RequestedRegion': 'eu-west1' } }, { alone: true }),
      denying('one of several', { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-frankfurt-1'] } }, { action: '*', resource: '*' }),
      denying('a pattern that no region fits', { StringNotLike: { 'aws:RequestedRegion': 'europe-*' } }, { action: '*', resource: '*' }),
    ],
    allowed: [
      denying('regions that exist', { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'us-gov-west-1'] } }, { action: '*', resource: '*' }),
      allowing('a pattern that some regions fit', { StringLike: { 'aws:RequestedRegion': 'eu-*' } }),
    ],
  },

  judgeCondition(condition) {
    const { operator, key } = condition;
    if (operator.family !== 'string' || !REGION_KEYS.has(keyFacts(key).lower)) { return NO_VIOLATIONS; }
    const unknown = knownTexts(condition).filter(text => !isRegion(text, operator.wildcards));
    if (unknown.length === 0) { return NO_VIOLATIONS; }
    const meant = unknown.map(text => meantName(text, REGIONS)).filter(name => name !== undefined);
    return [{
      cause: causeOf([key, ...unknown]),
      message: `\`${key}\` is compared with ${listOf(unknown)}, which no region ${operator.wildcards ? 'fits' : 'is called'}`,
      fix: meant.length > 0 ? `write ${listOf(meant)}` : 'write the code of a region, such as `eu-central-1`',
    }];
  },
};

function isRegion(text: string, isPattern: boolean): boolean {
  if (KNOWN.has(text)) { return true; }
  return isPattern && hasWildcard(text) && (text.length > MAX_LENGTH || REGIONS.some(region => globsOverlap(text, region)));
}
