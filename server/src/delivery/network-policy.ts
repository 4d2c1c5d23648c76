/**
 * Where a request may go. Decides about URLs and addresses; does not resolve names and opens no connection,
 * see address-guard for that.
 */
import { parseAllowList, normalizeHostname } from './allow-list';
import { embeddedIPv4, nonPublicRange, parseIp, type Ip } from './ip-ranges';

export interface Refusal {
  code: 'address_not_allowed';
  /** Written for an admin. */
  message: string;
}

export interface NetworkPolicyOptions {
  /** Networks, addresses and host names that may be called although they are not public. */
  allow: readonly string[];
  /** May this machine call itself? */
  allowLoopback: boolean;
  /** Is plain http refused? */
  requireHttps: boolean;
  /** URL of an egress proxy, which then resolves names and guards what they resolve to. */
  proxy?: string | null;
}

export interface NetworkPolicy {
  /** What can be seen without DNS: the scheme, literal addresses in any spelling, names of this machine. */
  checkUrl(url: URL): Refusal | null;
  /** An address that is about to be dialled for a host name. */
  checkAddress(address: string, hostname: string): Refusal | null;
  proxy: URL | null;
}

/** @throws when a setting cannot be read; the message names it */
export function createNetworkPolicy(options: NetworkPolicyOptions): NetworkPolicy {
  const { allowLoopback, requireHttps } = options;
  const allow = parseAllowList(options.allow);

  function refusedRange(ip: Ip): string | null {
    const match = allow.matchAddress(ip);
    if (match === 'address') return null;

    const embedded = embeddedIPv4(ip);
    if (embedded) {
      if (allow.matchAddress(embedded)) return null;
      // Allowing 64:ff9b::/96 opens the gateway, not what lies behind it.
      return match === 'network' ? refusedRange(embedded) : nonPublicRange(ip);
    }
    if (match === 'network') return null;

    const range = nonPublicRange(ip);
    return range === 'loopback' && allowLoopback ? null : range;
  }

  function checkAddress(address: string, hostname: string): Refusal | null {
    const host = normalizeHostname(hostname);
    if (allow.allowsHost(host)) return null;

    const ip = parseIp(address);
    if (!ip) return refuse(`Expected an IP address for "${host}", got ${JSON.stringify(address)}.`);

    const range = refusedRange(ip);
    if (range === null) return null;
    // The address behind a name is not shown: it would let a user explore the internal network.
    const subject = parseIp(host)
      ? `The address ${host} is`
      : `"${host}" resolves to an address that is`;
    return refuse(`${subject} not allowed: ${range}. The setting network.allow can allow it.`);
  }

  function checkUrl(url: URL): Refusal | null {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      return refuse(`Expected an http or https URL, got the scheme "${url.protocol}".`);
    }
    if (requireHttps && url.protocol !== 'https:') {
      return refuse('Expected an https URL, got http. The setting requireHttps can allow http.');
    }
    const host = literalHost(url);
    if (isNameOfThisMachine(host)) return checkNameOfThisMachine(host);
    return parseIp(host) ? checkAddress(host, host) : null;
  }

  /** Refused only when neither of the addresses that it stands for may be called. */
  function checkNameOfThisMachine(host: string): Refusal | null {
    return checkAddress('127.0.0.1', host) && checkAddress('::1', host);
  }

  return { checkUrl, checkAddress, proxy: parseProxy(options.proxy ?? null) };
}

/** The host without the brackets around an IPv6 address and without a trailing dot. */
function literalHost({ hostname }: URL): string {
  return normalizeHostname(hostname.startsWith('[') ? hostname.slice(1, -1) : hostname);
}

function isNameOfThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

function refuse(message: string): Refusal {
  return { code: 'address_not_allowed', message };
}

/** The message does not repeat the value, it may contain a password. */
function parseProxy(text: string | null): URL | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new Error(
    'Expected network.proxy to be a URL such as "http://proxy.internal:3128", got ' +
      (url ? `one with the scheme "${url.protocol}"` : 'something that is not a URL')
  );
}
