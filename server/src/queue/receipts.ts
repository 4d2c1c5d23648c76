/** What each destination last acknowledged of a view; kept when old deliveries are forgotten. */
import { type Knex } from 'knex';

import { type Action } from '../../../contracts/message';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { lineOf } from './siblings';

export interface Receipt {
  action: Action;
  version: number;
  /** Attempts have been started since whose effect is not known. */
  uncertain: boolean;
  /** Milliseconds since the epoch. */
  deliveredAt: number;
}

export interface Receipts {
  /** By `lineOf` destination and view. */
  of(viewIds: readonly number[], trx?: Knex.Transaction): Promise<Map<string, Receipt>>;
}

export function createReceipts(database: Database): Receipts {
  return {
    async of(viewIds, trx) {
      const rows: Record<string, string | number | boolean>[] = await database.among(
        database.from(TABLES.receipts, trx),
        'view_id',
        [...new Set(viewIds)]
      );
      return new Map(
        rows.map((row) => {
          const line = lineOf({
            destinationId: String(row.destination_id),
            viewId: Number(row.view_id),
          });
          return [line, fromRow(row)];
        })
      );
    },
  };
}

function fromRow(row: Record<string, string | number | boolean>): Receipt {
  return {
    action: String(row.action) as Action,
    version: Number(row.version),
    uncertain: Boolean(row.uncertain),
    deliveredAt: Number(row.delivered_at),
  };
}
