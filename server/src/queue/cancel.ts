/** Cancels what waits for a destination, in short transactions however long its backlog is. */
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

const PAGE = 500;

/** @returns how many deliveries were canceled */
export type CancelWaiting = (destinationId: string) => Promise<number>;

export function createCancelWaiting(database: Database): CancelWaiting {
  const cancelPage = (destinationId: string): Promise<number> =>
    database.transaction(async (trx) => {
      const rows: { id: string }[] = await database.lock(
        database
          .from(TABLES.deliveries, trx)
          .select('id')
          .where({ destination_id: destinationId, status: 'pending' })
          .orderBy('id')
          .limit(PAGE)
      );
      if (rows.length > 0) {
        await database
          .from(TABLES.deliveries, trx)
          .whereIn(
            'id',
            rows.map(({ id }) => id)
          )
          .update({ status: 'canceled', due_at: null, settled_at: database.now() });
      }
      return rows.length;
    });

  return async (destinationId) => {
    let canceled = 0;
    for (;;) {
      const page = await cancelPage(destinationId);
      canceled += page;
      if (page < PAGE) return canceled;
    }
  };
}
