/** Destinations as they may leave this Strapi: without ids, counters and secrets. Pure. */
import { type ExportedDestination } from '../../../contracts/destination-transfer';
import { MASK } from '../../../contracts/mask';
import { maskHeaders } from '../delivery/mask';
import { type DestinationRecord, present } from '../destinations/record';

export function exported(record: DestinationRecord): ExportedDestination {
  const shown = present(record);
  const { alertUrl } = record.failureHandling;
  return {
    alias: shown.alias,
    name: shown.name,
    url: shown.url,
    headers: maskHeaders(
      Object.entries(record.headers).flatMap(([name, values]) =>
        values.flatMap((value) => [name, value])
      )
    ),
    accessKey: record.accessKey === null ? null : MASK,
    events: shown.events,
    locales: shown.locales,
    followReferences: shown.followReferences,
    notifyEveryChange: shown.notifyEveryChange,
    skipUnchanged: shown.skipUnchanged,
    coalesce: shown.coalesce,
    enabled: shown.enabled,
    failureHandling: {
      ...record.failureHandling,
      // The addresses of chat services and the like are secrets by themselves.
      ...(alertUrl ? { alertUrl: MASK } : {}),
    },
    timeoutSeconds: shown.timeoutSeconds,
    concurrency: shown.concurrency,
    rateLimit: shown.rateLimit,
    payloadSignature: shown.payloadSignature,
    payloadState: shown.payloadState,
    identity: shown.identity,
    space: shown.space,
  };
}
