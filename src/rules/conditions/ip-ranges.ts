/**
 * Ranges of addresses as the rules speak of them.
 */
import { Cidr, parseCidr } from '../../policy/conditions/ip';

/** Networks whose addresses AWS never sees as the source of a request from the internet. Read 2026-11-22. */
const PRIVATE_RANGES: readonly Cidr[] = [
  // https://www.rfc-editor.org/rfc/rfc1918
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16',
  // https://www.rfc-editor.org/rfc/rfc4193
  'fc00::/7',
].map(text => parseCidr(text)!);

export function isPrivate({ version, first, last }: Cidr): boolean {
  return PRIVATE_RANGES.some(range => range.version === version && range.first <= first && last <= range.last);
}

/** The first address of a range. */
export function firstAddress({ version, first }: Cidr): string {
  return version === 4 ? groups(first, 4, 8n).map(String).join('.') : shortest(groups(first, 8, 16n).map(group => group.toString(16)));
}

function groups(value: bigint, count: number, bits: bigint): bigint[] {
  return Array.from({ length: count }, (_, index) => (value >> (bits * BigInt(count - 1 - index))) % (1n << bits));
}

/** Without the zeros at the end, where the host bits were. */
function shortest(fields: readonly string[]): string {
  const last = fields.reduce((found, field, index) => field === '0' ? found : index, -1);
  return last === 7 ? fields.join(':') : `${fields.slice(0, last + 1).join(':')}::`;
}
