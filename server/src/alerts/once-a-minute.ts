/** At most one alert per destination, type and minute, on all instances together. */
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Clock } from '../support/clock';
import { type AlertType } from './alert';

const MINUTE_MS = 60_000;
const MAX_REMEMBERED = 10_000;

/** @returns true for the one who may send it */
export type TakeTurn = (destinationId: string, type: AlertType) => Promise<boolean>;

export function createTakeTurn(database: Database, clock: Pick<Clock, 'elapsed'>): TakeTurn {
  // Spares the database the question while thousands of deliveries fail.
  const askedAt = new Map<string, number>();

  return async (destinationId, type) => {
    const key = `${destinationId} ${type}`;
    const last = askedAt.get(key);
    if (last !== undefined && clock.elapsed() - last < MINUTE_MS) return false;
    if (askedAt.size >= MAX_REMEMBERED) askedAt.clear();
    askedAt.set(key, clock.elapsed());

    await database
      .from(TABLES.alerts)
      .insert({ destination_id: destinationId, type, sent_at: 0 })
      .onConflict(['destination_id', 'type'])
      .ignore();
    const taken: number = await database
      .from(TABLES.alerts)
      .where({ destination_id: destinationId, type })
      .where('sent_at', '<=', database.now(-MINUTE_MS))
      .update({ sent_at: database.now() });
    return taken > 0;
  };
}
