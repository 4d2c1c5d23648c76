/** How the record of a destination begins, and what is left of it at the end. Pure. */
import { randomUUID } from 'node:crypto';

import { type DestinationRecord } from './record';

type Given = Omit<
  DestinationRecord,
  'id' | 'suspendedAt' | 'suspendedReason' | 'version' | 'purgeAt' | 'createdAt' | 'updatedAt'
>;

export function newRecord(given: Given, now: number): DestinationRecord {
  return {
    ...given,
    id: randomUUID(),
    suspendedAt: null,
    suspendedReason: null,
    version: 1,
    purgeAt: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** A deleted one: its alias is free and it holds no secrets; its history goes in the background. */
export function tombstoneOf(
  record: DestinationRecord,
  { now, purgeAfterMs }: { now: number; purgeAfterMs: number }
): DestinationRecord {
  return {
    ...record,
    state: 'Deleting',
    alias: null,
    // Own headers and the URL for alerts often carry a secret too.
    headers: {},
    failureHandling: {},
    urlCredentials: null,
    accessKey: null,
    accessKeyHint: null,
    version: record.version + 1,
    purgeAt: now + purgeAfterMs,
    updatedAt: now,
  };
}
