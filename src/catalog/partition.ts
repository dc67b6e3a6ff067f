/**
 * Partitions: which one a region belongs to, and the domain its services answer under.
 *
 * Source: `region-info` of aws-cdk-lib 2.271.0, read 2026-11-22.
 */
export interface Partition {
  readonly name: string;
  /** How the names of its regions begin. */
  readonly regionPrefix: string;
  readonly urlSuffix: string;
}

const DEFAULT: Partition = { name: 'aws', regionPrefix: '', urlSuffix: 'amazonaws.com' };

const OTHERS: readonly Partition[] = [
  { name: 'aws-cn', regionPrefix: 'cn-', urlSuffix: 'amazonaws.com.cn' },
  { name: 'aws-us-gov', regionPrefix: 'us-gov-', urlSuffix: 'amazonaws.com' },
  { name: 'aws-iso', regionPrefix: 'us-iso-', urlSuffix: 'c2s.ic.gov' },
  { name: 'aws-iso-b', regionPrefix: 'us-isob-', urlSuffix: 'sc2s.sgov.gov' },
  { name: 'aws-iso-f', regionPrefix: 'us-isof-', urlSuffix: 'csp.hci.ic.gov' },
  { name: 'aws-iso-e', regionPrefix: 'eu-isoe-', urlSuffix: 'cloud.adc-e.uk' },
  { name: 'aws-eusc', regionPrefix: 'eusc-de-', urlSuffix: 'amazonaws.eu' },
];

export const PARTITION_NAMES: readonly string[] = [DEFAULT, ...OTHERS].map(partition => partition.name);

export const PARTITION_URL_SUFFIXES: readonly string[] = [DEFAULT, ...OTHERS].map(partition => partition.urlSuffix);

/** The partition of a region; `undefined` when the region is not known. */
export function partitionOf(region: string | undefined): Partition | undefined {
  return region === undefined ? undefined : OTHERS.find(partition => region.startsWith(partition.regionPrefix)) ?? DEFAULT;
}
