/** A destination as the server keeps it, and the one place that maps it from and to its row. */
import {
  type Destination,
  type DestinationSource,
  type DestinationState,
  type SuspendedReason,
} from '../../../contracts/destination';
import { type OwnerType } from '../../../contracts/destination-answer';
import { type FailureHandlingInput } from '../../../contracts/failure-handling';
import { MASK } from '../../../contracts/mask';

/** States in which a destination can be seen and changed. */
export const VISIBLE_STATES = ['Create', 'Active', 'Inactive'] as const;

export interface DestinationRecord {
  id: string;
  alias: string | null;
  name: string;
  /** Without credentials. */
  url: string;
  /** Encrypted `user:password` of the URL. */
  urlCredentials: string | null;
  headers: Record<string, string[]>;
  /** Encrypted. */
  accessKey: string | null;
  /** What may be shown of it. */
  accessKeyHint: string | null;
  events: string[];
  locales: string[];
  followReferences: boolean;
  notifyEveryChange: boolean;
  skipUnchanged: boolean;
  coalesce: boolean;
  state: DestinationState;
  suspendedAt: number | null;
  suspendedReason: SuspendedReason | null;
  failureHandling: FailureHandlingInput;
  timeoutSeconds: number;
  concurrency: number;
  rateLimit: { max: number; perSeconds: number } | null;
  payloadSignature: boolean;
  payloadState: boolean;
  identity: string | null;
  space: string;
  owner: Destination['owner'];
  source: DestinationSource;
  version: number;
  purgeAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** Columns as the three databases give them back: numbers may be strings, booleans may be 0 and 1. */
export type Row = Record<string, string | number | boolean | null>;

export function fromRow(row: Row): DestinationRecord {
  return {
    id: String(row.id),
    alias: textOrNull(row.alias),
    name: String(row.name),
    url: String(row.url),
    urlCredentials: textOrNull(row.url_credentials),
    headers: JSON.parse(String(row.headers)),
    accessKey: textOrNull(row.access_key),
    accessKeyHint: textOrNull(row.access_key_hint),
    events: JSON.parse(String(row.events)),
    locales: JSON.parse(String(row.locales)),
    followReferences: Boolean(row.follow_references),
    notifyEveryChange: Boolean(row.notify_every_change),
    skipUnchanged: Boolean(row.skip_unchanged),
    coalesce: Boolean(row.coalesce),
    state: String(row.state) as DestinationState,
    suspendedAt: numberOrNull(row.suspended_at),
    suspendedReason: textOrNull(row.suspended_reason) as SuspendedReason | null,
    failureHandling: JSON.parse(String(row.failure_handling)),
    timeoutSeconds: Number(row.timeout_seconds),
    concurrency: Number(row.concurrency),
    rateLimit: row.rate_limit === null ? null : JSON.parse(String(row.rate_limit)),
    payloadSignature: Boolean(row.payload_signature),
    payloadState: Boolean(row.payload_state),
    identity: textOrNull(row.identity),
    space: String(row.space),
    owner: ownerOf(row),
    source: String(row.source) as DestinationSource,
    version: Number(row.version),
    purgeAt: numberOrNull(row.purge_at),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
  };
}

function ownerOf({ owner_type: type, owner_id: id }: Row): DestinationRecord['owner'] {
  return type === null ? null : { type: String(type) as OwnerType, id: Number(id) };
}

export function toRow(record: DestinationRecord): Row {
  return {
    id: record.id,
    alias: record.alias,
    name: record.name,
    url: record.url,
    url_credentials: record.urlCredentials,
    headers: JSON.stringify(record.headers),
    access_key: record.accessKey,
    access_key_hint: record.accessKeyHint,
    events: JSON.stringify(record.events),
    locales: JSON.stringify(record.locales),
    follow_references: record.followReferences,
    notify_every_change: record.notifyEveryChange,
    skip_unchanged: record.skipUnchanged,
    coalesce: record.coalesce,
    state: record.state,
    suspended_at: record.suspendedAt,
    suspended_reason: record.suspendedReason,
    failure_handling: JSON.stringify(record.failureHandling),
    timeout_seconds: record.timeoutSeconds,
    concurrency: record.concurrency,
    rate_limit: record.rateLimit === null ? null : JSON.stringify(record.rateLimit),
    payload_signature: record.payloadSignature,
    payload_state: record.payloadState,
    identity: record.identity,
    space: record.space,
    owner_type: record.owner?.type ?? null,
    owner_id: record.owner?.id ?? null,
    source: record.source,
    version: record.version,
    purge_at: record.purgeAt,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
  };
}

/** What the REST API shows: no secret, no key, no credentials. */
export function present(record: DestinationRecord): Destination {
  const suspended = record.suspendedAt !== null;
  const { urlCredentials, accessKeyHint, purgeAt, createdAt, updatedAt, suspendedAt, ...shown } =
    record;

  return {
    ...shown,
    url: urlCredentials === null ? record.url : withMaskedCredentials(record.url),
    accessKey: record.accessKey === null ? null : `${MASK}${accessKeyHint ?? ''}`,
    enabled: record.state === 'Active',
    suspended,
    suspendedAt: isoOrNull(suspendedAt),
    active: record.state === 'Active' && !suspended,
    plannedPurgeDate: isoOrNull(purgeAt),
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}

/** A client that sends back what it was shown changes nothing; no part of a mask is taken for a value. */
export function isMask(text: string): boolean {
  return text.includes(MASK);
}

function withMaskedCredentials(url: string): string {
  return url.replace('://', `://${MASK}@`);
}

function isoOrNull(epoch: number | null): string | null {
  return epoch === null ? null : new Date(epoch).toISOString();
}

function textOrNull(value: Row[string]): string | null {
  return value === null || value === undefined ? null : String(value);
}

function numberOrNull(value: Row[string]): number | null {
  return value === null || value === undefined ? null : Number(value);
}
