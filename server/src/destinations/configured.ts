/**
 * Brings the destinations that config/plugins declares into the table: made, changed and deleted as if by REST, in
 * one transaction. Two instances that boot together take turns, and the second finds nothing to do.
 */
import { type Knex } from 'knex';

import { type ConfiguredDestination } from '../../../contracts/configured-destination';
import { type Database } from '../database/database';
import { type Settings } from '../database/settings';
import { type Logger } from '../support/logger';
import { type ConfiguredChanges, configuredChanges } from './configured-changes';
import { refuseProblems } from './configured-problems';
import { createWriteConfigured, type WriteConfiguredDeps } from './configured-writes';
import { VISIBLE_STATES } from './record';

const TURN = 'configured-destinations';

export interface ConfiguredDestinations {
  /** Writes nothing. @throws Error with one sentence for each thing that is wrong */
  check(): Promise<void>;
  /** @throws Error like `check`, and then nothing has changed */
  apply(): Promise<void>;
}

export interface ConfiguredDestinationsDeps extends WriteConfiguredDeps {
  wanted: readonly ConfiguredDestination[];
  database: Database;
  settings: Pick<Settings, 'hold' | 'raiseRevision'>;
  logger: Logger;
  cancelWaiting(destinationId: string): Promise<void>;
}

export function createConfiguredDestinations(
  deps: ConfiguredDestinationsDeps
): ConfiguredDestinations {
  const { wanted, database, store, cipher, checks } = deps;
  const write = createWriteConfigured(deps);

  async function compare(trx?: Knex.Transaction): Promise<ConfiguredChanges> {
    const records = await store.list(VISIBLE_STATES, trx);
    const configured = records.filter(({ source }) => source === 'config');
    const secrets = await store.secretsOf(
      configured.map(({ id }) => id),
      trx
    );
    const decrypt = (text: string | null): string | null => text && cipher.decrypt(text);
    const changes = configuredChanges(
      wanted,
      records.map((record) => ({
        record,
        readable: {
          credentials: decrypt(record.urlCredentials),
          accessKey: decrypt(record.accessKey),
          secrets: secrets
            .filter(({ destinationId }) => destinationId === record.id)
            .map(({ secret }) => decrypt(secret)),
        },
      }))
    );
    refuseProblems(wanted, { ...deps, taken: changes.taken });
    return changes;
  }

  return {
    async check() {
      await compare();
    },

    async apply() {
      if (!hasWork(await compare())) return;
      for (const { identity } of wanted) await checks.identity(identity);
      const changes = await database.transaction(async (trx) => {
        await deps.settings.hold(TURN, trx);
        const found = await compare(trx);
        if (hasWork(found)) {
          await write(found, trx);
          await deps.settings.raiseRevision(trx);
        }
        return found;
      });
      await report(changes);
    },
  };

  async function report({ create, update, remove }: ConfiguredChanges): Promise<void> {
    const switchedOff = update.filter(({ wanted: input }) => input.enabled === false);
    for (const { id } of [...remove, ...switchedOff.map(({ current }) => current)]) {
      await deps.cancelWaiting(id);
    }
    deps.logger.info(
      `Destinations of config/plugins: ${create.length} made, ${update.length} changed, ${remove.length} deleted.`
    );
  }
}

function hasWork({ create, update, remove }: ConfiguredChanges): boolean {
  return create.length + update.length + remove.length > 0;
}
