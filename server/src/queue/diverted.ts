/** Takes a delivery off the diverted list; it stays failed. */
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

/** @returns false when the destination has no such diverted delivery */
export type ForgetDiverted = (destinationId: string, deliveryId: string) => Promise<boolean>;

export function createForgetDiverted(database: Database): ForgetDiverted {
  return async (destinationId, deliveryId) => {
    const changed: number = await database
      .from(TABLES.deliveries)
      .where({ id: deliveryId, destination_id: destinationId, status: 'failed', diverted: true })
      .update({ diverted: false });
    return changed > 0;
  };
}
