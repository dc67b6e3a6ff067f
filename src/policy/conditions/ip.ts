/**
 * Address ranges as the IP operators read them: IPv4 and IPv6, with or without a prefix length. An address alone is a range of
 * one; host bits may be set.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */

export interface Cidr {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Of sixteen bits. */
const GROUP_SIZE = 65_536n;

/** The range, or `undefined` for text that is none. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const version = address.includes(':') ? 6 : 4;
  const value = version === 6 ? parseIpv6(address) : parseIpv4(address);
  const bits = version === 6 ? 128 : 32;
  const prefix = slash < 0 ? bits : parseDecimal(text.slice(slash + 1), bits);
  if (value === undefined || prefix === undefined) { return undefined; }
  const size = 2n ** BigInt(bits - prefix);
  const first = value - value % size;
  return { version, first, last: first + size - 1n };
}

function parseIpv4(text: string): bigint | undefined {
  const fields = text.split('.', 5).map(field => parseDecimal(field, 255));
  if (fields.length !== 4 || fields.includes(undefined)) { return undefined; }
  return BigInt(fields.reduce<number>((value, field) => value * 256 + field!, 0));
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::', 3);
  if (halves.length > 2) { return undefined; }
  const [head, tail] = [ipv6Groups(halves[0], halves.length === 1), halves.length === 1 ? [] : ipv6Groups(halves[1], true)];
  if (!head || !tail) { return undefined; }
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) { return undefined; }
  const groups = [...head, ...new Array<bigint>(missing).fill(0n), ...tail];
  return groups.reduce((value, group) => value * GROUP_SIZE + group, 0n);
}

/** The groups of a part of an IPv6 address; at the end of the address the last two can be written as an IPv4 address. */
function ipv6Groups(text: string, isEnd: boolean): bigint[] | undefined {
  if (text === '') { return []; }
  const groups: bigint[] = [];
  const fields = text.split(':', 9);
  for (const [index, field] of fields.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(field)) {
      groups.push(BigInt(`0x${field}`));
      continue;
    }
    const ipv4 = isEnd && index === fields.length - 1 ? parseIpv4(field) : undefined;
    if (ipv4 === undefined) { return undefined; }
    groups.push(ipv4 / GROUP_SIZE, ipv4 % GROUP_SIZE);
  }
  return groups;
}

function parseDecimal(text: string, max: number): number | undefined {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}
