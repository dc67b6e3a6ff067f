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
  return version === 4 ? groups(first, 4, 256n).map(String).join('.') : shortest(groups(first, 8, 65_536n).map(group => group.toString(16)));
}

function groups(value: bigint, count: number, size: bigint): bigint[] {
  return Array.from({ length: count }, (_, index) => value / size ** BigInt(count - 1 - index) % size);
}

/** Without the zeros at the end, where the host bits were. */
function shortest(fields: readonly string[]): string {
  const last = fields.reduce((found, field, index) => field === '0' ? found : index, -1);
  return last === 7 ? fields.join(':') : `${fields.slice(0, last + 1).join(':')}::`;
}
