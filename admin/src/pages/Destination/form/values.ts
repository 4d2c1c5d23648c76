/** What the form of a destination holds: flat, and as inputs need it. Pure. */
import { type Destination } from '../../../../../contracts/destination';
import {
  resolveFailureHandling,
  STANDARD_SCHEDULE,
} from '../../../../../contracts/failure-handling';

/** `standard` is a schedule with a name. */
export type Pattern = 'exponential' | 'linear' | 'schedule' | 'standard';

export interface HeaderRow {
  name: string;
  value: string;
}

export interface FormValues {
  name: string;
  alias: string;
  url: string;
  space: string;
  events: string[];
  locales: string[];
  followReferences: boolean;
  notifyEveryChange: boolean;
  skipUnchanged: boolean;
  coalesce: boolean;
  /** The mask, when there is one that stays. */
  accessKey: string;
  /** One row for each value. */
  headers: HeaderRow[];
  payloadSignature: boolean;
  payloadState: boolean;
  /** Empty for none. */
  identity: string;
  timeoutSeconds: number;
  concurrency: number;
  hasRateLimit: boolean;
  rateMax: number;
  ratePerSeconds: number;
  triggers: string[];
  pattern: Pattern;
  maxAttempts: number;
  intervalSeconds: number;
  maxIntervalSeconds: number;
  /** As in `5s, 5m, 2h`. */
  schedule: string;
  divert: boolean;
  suspend: boolean;
  suspendAfter: number;
  probeSeconds: number;
  alertUrl: string;
  alertEmail: string;
  /** Only asked when the destination is made. */
  sendExisting: boolean;
}

/** What the settings of a destination are made of. */
export type Configuration = Pick<
  Destination,
  | 'name'
  | 'alias'
  | 'url'
  | 'space'
  | 'events'
  | 'locales'
  | 'followReferences'
  | 'notifyEveryChange'
  | 'skipUnchanged'
  | 'coalesce'
  | 'accessKey'
  | 'headers'
  | 'payloadSignature'
  | 'payloadState'
  | 'identity'
  | 'timeoutSeconds'
  | 'concurrency'
  | 'rateLimit'
  | 'failureHandling'
>;

const NEW: Configuration = {
  name: '',
  alias: null,
  url: '',
  space: 'default',
  events: [],
  locales: [],
  followReferences: true,
  notifyEveryChange: true,
  skipUnchanged: true,
  coalesce: true,
  accessKey: null,
  headers: {},
  payloadSignature: true,
  payloadState: false,
  identity: null,
  timeoutSeconds: 10,
  concurrency: 10,
  rateLimit: null,
  failureHandling: {},
};

export function emptyValues(): FormValues {
  return valuesOf(NEW);
}

export function valuesOf(destination: Configuration): FormValues {
  const { alias, accessKey, headers, identity, rateLimit, failureHandling } = destination;
  const { retry, alertUrl, alertEmail, ...failures } = resolveFailureHandling(failureHandling);
  return {
    ...copied(destination),
    alias: alias ?? '',
    accessKey: accessKey ?? '',
    headers: rowsOf(headers),
    identity: identity ?? '',
    hasRateLimit: rateLimit !== null,
    rateMax: rateLimit?.max ?? 100,
    ratePerSeconds: rateLimit?.perSeconds ?? 1,
    ...failures,
    pattern:
      isStandard(retry.schedule) && retry.pattern === 'schedule' ? 'standard' : retry.pattern,
    maxAttempts: retry.maxAttempts,
    intervalSeconds: retry.intervalSeconds,
    maxIntervalSeconds: retry.maxIntervalSeconds,
    schedule: retry.schedule.join(', '),
    alertUrl: alertUrl ?? '',
    alertEmail: alertEmail ?? '',
    sendExisting: false,
  };
}

/** A destination has more than the form asks for. */
function copied(destination: Configuration) {
  const { name, url, space, events, locales } = destination;
  const { followReferences, notifyEveryChange, skipUnchanged, coalesce } = destination;
  const { payloadSignature, payloadState, timeoutSeconds, concurrency } = destination;
  return {
    ...{ name, url, space, events, locales },
    ...{ followReferences, notifyEveryChange, skipUnchanged, coalesce },
    ...{ payloadSignature, payloadState, timeoutSeconds, concurrency },
  };
}

function rowsOf(headers: Record<string, string[]>): HeaderRow[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => ({ name, value }))
  );
}

function isStandard(schedule: readonly string[]): boolean {
  return schedule.join() === STANDARD_SCHEDULE.join();
}
