/** Which addresses belong to the public internet. Arithmetic only: what a user allowed is decided in network-policy. */
import ipaddr from 'ipaddr.js';

export type Ip = ipaddr.IPv4 | ipaddr.IPv6;

const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
const IPV4_COMPATIBLE: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('::'), 96];
const NAT64_WELL_KNOWN: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];

const WORDS: Record<string, string> = {
  '6to4': '6to4',
  carrierGradeNat: 'carrier-grade NAT',
  ipv4Mapped: 'IPv4-mapped',
  linkLocal: 'link-local',
  rfc6052: 'NAT64',
  rfc6145: 'IPv4-translated',
  uniqueLocal: 'private',
};

/** Only the spellings that a resolver or a normalised URL uses: four decimal parts, or IPv6. */
export function parseIp(text: string): Ip | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return text.includes(':') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : null;
}

/** @returns a word for the range, such as `private`, or null for an address of the public internet */
export function nonPublicRange(ip: Ip): string | null {
  if (ip instanceof ipaddr.IPv6 && isIPv4Compatible(ip)) return 'IPv4-compatible';

  const range = ip.range();
  if (range !== 'unicast') return WORDS[range] ?? range;
  // IANA gives out addresses for the internet from 2000::/3 only; the rest of IPv6 is not in use.
  return ip instanceof ipaddr.IPv6 && !ip.match(GLOBAL_UNICAST) ? 'reserved' : null;
}

/** The IPv4 address that a gateway, or the system itself, would make of this IPv6 address. */
export function embeddedIPv4(ip: Ip): ipaddr.IPv4 | null {
  if (!(ip instanceof ipaddr.IPv6)) return null;

  const bytes = ip.toByteArray();
  if (ip.range() === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  const endsInIPv4 =
    ip.range() === 'ipv4Mapped' ||
    ip.range() === 'rfc6145' ||
    ip.match(NAT64_WELL_KNOWN) ||
    isIPv4Compatible(ip);
  return endsInIPv4 ? new ipaddr.IPv4(bytes.slice(12)) : null;
}

function isIPv4Compatible(ip: ipaddr.IPv6): boolean {
  return ip.range() !== 'unspecified' && ip.range() !== 'loopback' && ip.match(IPV4_COMPATIBLE);
}
