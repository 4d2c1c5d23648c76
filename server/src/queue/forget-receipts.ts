/** Forgets what a destination has acknowledged, a page at a time. */
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

const PAGE = 500;

/** @returns whether there may be more */
export type ForgetReceipts = (destinationId: string) => Promise<boolean>;

export function createForgetReceipts(database: Database): ForgetReceipts {
  return async (destinationId) => {
    const rows: { view_id: string | number }[] = await database
      .from(TABLES.receipts)
      .select('view_id')
      .where('destination_id', destinationId)
      .orderBy('view_id')
      .limit(PAGE);
    if (rows.length === 0) return false;
    await database
      .from(TABLES.receipts)
      .where('destination_id', destinationId)
      .whereIn(
        'view_id',
        rows.map(({ view_id }) => view_id)
      )
      .delete();
    return rows.length === PAGE;
  };
}
