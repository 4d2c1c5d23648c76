/** Suspends and unsuspends a destination because somebody asks for it. All instances see it at their next claim. */
import { type Knex } from 'knex';

import { type SuspendedReason } from '../../../contracts/destination';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

export interface Suspension {
  /** Deliveries are kept and wait. One that is suspended already stays so from then on, for the new reason. */
  suspend(destinationId: string, reason: SuspendedReason): Promise<void>;
  /** Whatever the reason was. What waits goes out at once; the streak begins anew. */
  unsuspend(destinationId: string): Promise<void>;
}

export interface SuspensionDeps {
  database: Database;
  /** In the same transaction: tells all instances. */
  raiseRevision(trx: Knex.Transaction): Promise<void>;
  /** After the change is stored. */
  onChanged(): void;
}

export function createSuspension(deps: SuspensionDeps): Suspension {
  const { database } = deps;

  async function change(destinationId: string, columns: Record<string, unknown>): Promise<void> {
    await database.transaction(async (trx) => {
      await database
        .from(TABLES.destinations, trx)
        .where({ id: destinationId })
        .update({ next_probe_at: null, failure_streak: 0, ...columns });
      await database.from(TABLES.streaks, trx).where({ destination_id: destinationId }).delete();
      await deps.raiseRevision(trx);
    });
    deps.onChanged();
  }

  return {
    suspend: (destinationId, reason) =>
      change(destinationId, {
        suspended_at: database.raw(`COALESCE(suspended_at, ${database.capabilities.nowSql})`),
        suspended_reason: reason,
      }),
    unsuspend: (destinationId) =>
      change(destinationId, { suspended_at: null, suspended_reason: null }),
  };
}
