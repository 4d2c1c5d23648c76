/** `network.allow`: addresses, networks and host names that may be called although they are not public. */
import ipaddr from 'ipaddr.js';

import { parseIp, type Ip } from './ip-ranges';

export interface AllowList {
  allowsHost(hostname: string): boolean;
  /** `address`: exactly this one was named. `network`: it lies in a network that was named. */
  matchAddress(ip: Ip): 'address' | 'network' | null;
}

interface Network {
  base: Ip;
  bits: number;
}

/** @throws naming the entry that cannot be read */
export function parseAllowList(entries: readonly string[]): AllowList {
  const networks: Network[] = [];
  const hosts = new Set<string>();
  const suffixes: string[] = [];

  entries.forEach((entry, index) => {
    const network = parseNetwork(entry);
    if (network) {
      networks.push(network);
      return;
    }
    const isWildcard = entry.startsWith('*.');
    const host = parseHostname(isWildcard ? entry.slice(2) : entry);
    if (host === null) {
      throw new Error(
        `Expected network.allow[${index}] to be a network such as "10.1.0.0/16", an address, ` +
          `a host name or "*." and a host name, got ${JSON.stringify(entry)}`
      );
    }
    if (isWildcard) suffixes.push(`.${host}`);
    else hosts.add(host);
  });

  return {
    allowsHost: (hostname) =>
      hosts.has(hostname) || suffixes.some((suffix) => hostname.endsWith(suffix)),
    matchAddress(ip) {
      let match: 'network' | null = null;
      for (const { base, bits } of networks) {
        if (base.kind() !== ip.kind() || !ip.match(base, bits)) continue;
        if (bits === fullLength(base)) return 'address';
        match = 'network';
      }
      return match;
    },
  };
}

/** Lower case, without the trailing dot: `Hooks.Internal.` and `hooks.internal` are one host. */
export function normalizeHostname(hostname: string): string {
  const lower = hostname.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

function parseNetwork(entry: string): Network | null {
  const [address, bitsText, ...rest] = entry.split('/');
  const base = parseIp(address);
  if (!base || rest.length > 0) return null;
  if (bitsText === undefined) return widened(base, fullLength(base));

  const bits = /^\d{1,3}$/.test(bitsText) ? Number(bitsText) : Number.NaN;
  return bits <= fullLength(base) ? widened(base, bits) : null;
}

/** An IPv4 address or network written in its IPv4-mapped form means that address or network. */
function widened(base: Ip, bits: number): Network {
  const isMapped = base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress() && bits >= 96;
  return isMapped ? { base: base.toIPv4Address(), bits: bits - 96 } : { base, bits };
}

/** @returns null for what is not a name, such as `10.1`, `https://a.example` or `a.example:80` */
function parseHostname(text: string): string | null {
  const url = `http://${text}/`;
  if (text === '' || /[\s/:@?#*\\[\]%]/.test(text) || !URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  // The URL parser turns every odd spelling of an address into its plain one; a name stays a name.
  return parseIp(hostname) ? null : normalizeHostname(hostname);
}

function fullLength(ip: Ip): number {
  return ip.kind() === 'ipv4' ? 32 : 128;
}
