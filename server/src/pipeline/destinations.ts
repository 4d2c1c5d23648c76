/** Destinations as people, the configuration and imports make and change them. */
import { isReservedHeader } from '../delivery/headers';
import { createConfiguredDestinations } from '../destinations/configured';
import { createDestinations, type MayRead, type Subscription } from '../destinations/destinations';
import { createInputChecks } from '../destinations/input-checks';
import { createSuspension } from '../destinations/suspension';
import { createImportDestinations } from '../operations/import-destinations';
import { unreadableTypes } from '../operations/unreadable-types';
import { createCancelWaiting } from '../queue/cancel';
import { type Foundation } from './foundation';

const DAY_MS = 86_400_000;

export type DestinationStage = Awaited<ReturnType<typeof createDestinationStage>>;

/** @param onChanged there may be more to send, or to clear away */
export async function createDestinationStage(foundation: Foundation, onChanged: () => void) {
  const { config, clock, logger, database, settings, schemas, policy } = foundation;
  const { cipher, store, identities } = foundation;
  const cancelWaiting = createCancelWaiting(database);
  const shared = {
    database,
    store,
    cipher,
    clock,
    checks: createInputChecks({
      refusalOf: (url) => policy.checkUrl(url)?.message ?? null,
      isReservedHeader: (name) => isReservedHeader(name, config.headerPrefix),
      ensureIdentity: identities.ensure,
      identityNames: identities.names,
    }),
    purgeAfterMs: config.purgeAfterDays * DAY_MS,
    cancelWaiting: async (id: string) => {
      await cancelWaiting(id);
    },
  };
  const configured = createConfiguredDestinations({
    ...shared,
    wanted: config.destinations,
    settings,
    logger,
  });
  await configured.check();
  const changing = {
    ...shared,
    unreadableTypes: (before: Subscription | null, after: Subscription, mayRead: MayRead) =>
      unreadableTypes(schemas.all(), before, after, mayRead),
    onChanged,
  };
  const destinations = createDestinations({
    ...changing,
    raiseRevision: settings.raiseRevision,
  });

  const suspension = createSuspension({
    database,
    raiseRevision: settings.raiseRevision,
    onChanged,
  });

  return {
    ...{ destinations, configured, cancelWaiting, suspension },
    importDestinations: createImportDestinations({ ...changing, settings }),
  };
}
