import { REGIONS } from '../../catalog/regions';
import { Severity } from '../../diagnostics/severity';
import { globsOverlap, hasWildcard } from '../../policy/glob';
import { meantName } from '../actions/unknown-names';
import { listedResourcePatterns, ResourcePattern } from '../resource-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { keyFacts, keyName } from './condition-key';
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
  summary: 'a condition or an ARN names a region that does not exist',
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
      {
        title: 'in an ARN',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-12:111122223333:orders' }] },
      },
    ],
    allowed: [
      denying('regions that exist', { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'us-gov-west-1'] } }, { action: '*', resource: '*' }),
      allowing('a pattern that some regions fit', { StringLike: { 'aws:RequestedRegion': 'eu-*' } }),
      {
        title: 'an ARN with a region that exists',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }] },
      },
    ],
  },

  judgeStatement({ resources, path }) {
    if (!resources) { return NO_VIOLATIONS; }
    const patterns = listedResourcePatterns(resources);
    if (!patterns.some(hasUnknownRegion)) { return NO_VIOLATIONS; }
    const arns = resources.values.filter((_, index) => hasUnknownRegion(patterns[index])).map(({ text }) => text.toString());
    const regions = [...new Set(patterns.filter(hasUnknownRegion).map(({ arn }) => arn!.region))];
    return [{
      cause: causeOf(regions),
      path: `${path}/${resources.negated ? 'NotResource' : 'Resource'}`,
      resources: arns,
      message: `${listOf(arns, 2)} ${arns.length === 1 ? 'names' : 'name'} the region ${listOf(regions)}, which does not exist`,
      fix: fixOf(regions),
    }];
  },

  looksAt({ family }, key) {
    return family === 'string' && REGION_KEYS.has(keyFacts(key).lower);
  },

  judgeCondition(condition) {
    const { operator, key } = condition;
    const unknown = knownTexts(condition).filter(text => !isRegion(text, operator.wildcards));
    if (unknown.length === 0) { return NO_VIOLATIONS; }
    return [{
      cause: causeOf([keyName(key), ...unknown]),
      message: `\`${key}\` is compared with ${listOf(unknown)}, which no region ${operator.wildcards ? 'fits' : 'is called'}`,
      fix: fixOf(unknown),
    }];
  },
};

/** Whatever has not even the form of a region is reported by `malformed-arn`. */
function hasUnknownRegion(pattern: ResourcePattern): boolean {
  const region = pattern.arn?.region;
  return region !== undefined && region !== '' && !KNOWN.has(region) && /^[a-z-]+-\d+$/.test(region) && pattern.fault === undefined;
}

function fixOf(unknown: readonly string[]): string {
  const meant = unknown.map(text => meantName(text, REGIONS)).filter(name => name !== undefined);
  return meant.length > 0 ? `write ${listOf(meant)}` : 'write the code of a region, such as `eu-central-1`';
}

function isRegion(text: string, isPattern: boolean): boolean {
  if (KNOWN.has(text)) { return true; }
  return isPattern && hasWildcard(text) && (text.length > MAX_LENGTH || REGIONS.some(region => globsOverlap(text, region)));
}
