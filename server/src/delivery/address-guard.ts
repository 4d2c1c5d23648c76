/**
 * Opens connections, and only to addresses that the policy allows. The check sits between DNS and the dial,
 * so a name that changes its address between two lookups gains nothing.
 */
import { lookup as lookupAddress } from 'node:dns/promises';
import { type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';

import { buildConnector } from 'undici';

import { AddressRefusedError, toError } from './client-errors';
import { trackConnecting } from './connecting';
import type { NetworkPolicy, Refusal } from './network-policy';

export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true }
) => Promise<LookupAddress[]>;

export interface DialerOptions {
  timeoutMs: number;
  policy: NetworkPolicy;
  resolve: Resolve;
  /** Certificate authorities to trust instead of the built-in ones. */
  ca?: string;
  /** Sockets that are being connected, so that a closing client can end them. */
  connecting: Set<Socket>;
}

export const systemResolve: Resolve = (hostname, options) => lookupAddress(hostname, options);

/** A connector for undici. */
export function createDialer(options: DialerOptions): buildConnector.connector {
  const { policy } = options;
  const connect = buildConnector({
    timeout: options.timeoutMs,
    lookup: guardLookup(options.resolve, policy),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  });
  const dial = trackConnecting(connect, options.connecting);

  return (target, callback) => {
    // A literal address is never looked up, so the guarded lookup does not see it.
    const refusal = isIP(target.hostname)
      ? policy.checkAddress(target.hostname, target.hostname)
      : null;
    if (refusal) process.nextTick(callback, new AddressRefusedError(refusal.message), null);
    else dial(target, callback);
  };
}

/** Joins lookups that run at the same time: a name server that does not answer must not use up all threads. */
export function joinLookups(resolve: Resolve): Resolve {
  const running = new Map<string, Promise<LookupAddress[]>>();
  return (hostname, options) => {
    const key = `${hostname} ${options.family ?? 0} ${options.hints ?? 0}`;
    const joined = running.get(key);
    if (joined) return joined;

    const started = resolve(hostname, options).finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };
}

function guardLookup(resolve: Resolve, policy: NetworkPolicy): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true })
      .then((found) => allowedOf(found, hostname, policy))
      .then(
        (allowed) => {
          if (options.all) callback(null, allowed);
          else callback(null, allowed[0].address, allowed[0].family);
        },
        (thrown: unknown) => callback(toError(thrown), [])
      );
  };
}

function allowedOf(
  found: LookupAddress[],
  hostname: string,
  policy: NetworkPolicy
): LookupAddress[] {
  let refusal: Refusal | null = null;
  const allowed: LookupAddress[] = [];
  for (const candidate of found) {
    const refused = policy.checkAddress(candidate.address, hostname);
    if (refused) refusal = refused;
    else allowed.push(candidate);
  }
  if (allowed.length > 0) return allowed;
  if (refusal) throw new AddressRefusedError(refusal.message);
  throw Object.assign(new Error(`"${hostname}" has no address`), { code: 'ENODATA' });
}
