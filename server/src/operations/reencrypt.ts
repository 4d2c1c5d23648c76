/**
 * Encrypts every stored secret anew that is under an older key, in short transactions with locked rows: two instances
 * may do it at once, and doing it again changes nothing.
 */
import { errors } from '@strapi/utils';
import { type Knex } from 'knex';

import { type Reencrypted } from '../../../contracts/reencrypted';
import { type Database } from '../database/database';
import { type TableName, TABLES } from '../database/tables';
import { type Cipher } from '../destinations/cipher';

const PAGE = 100;

interface Column {
  table: TableName;
  key: string;
  column: string;
}

/** Everything that the plugin stores encrypted. */
const COLUMNS: readonly Column[] = [
  { table: TABLES.secrets, key: 'id', column: 'secret' },
  { table: TABLES.destinations, key: 'id', column: 'access_key' },
  { table: TABLES.destinations, key: 'id', column: 'url_credentials' },
  { table: TABLES.identities, key: 'name', column: 'private_key' },
];

interface Page {
  counts: Reencrypted;
  /** Where the next one begins; null when there is none. */
  last: string | null;
}

/** @throws ApplicationError when Strapi has no encryption key */
export type Reencrypt = () => Promise<Reencrypted>;

export function createReencrypt(database: Database, cipher: Cipher): Reencrypt {
  async function page(
    { table, key, column }: Column,
    after: string | null,
    trx: Knex.Transaction
  ): Promise<Page> {
    const counts: Reencrypted = { reencrypted: 0, current: 0, unreadable: 0 };
    const query = database
      .from(table, trx)
      .select(key, column)
      .whereNotNull(column)
      .orderBy(key)
      .limit(PAGE);
    if (after !== null) query.where(key, '>', after);
    const rows: Record<string, string>[] = await database.lock(query);
    for (const row of rows) {
      const found = cipher.inspect(row[column]);
      if (found === null) counts.unreadable += 1;
      else if (found.isCurrent) counts.current += 1;
      else {
        const encrypted = cipher.encrypt(found.text);
        await database
          .from(table, trx)
          .where({ [key]: row[key] })
          .update({ [column]: encrypted });
        counts.reencrypted += 1;
      }
    }
    return { counts, last: rows.length < PAGE ? null : rows[rows.length - 1][key] };
  }

  return async () => {
    const problem = cipher.problem();
    if (problem !== null) throw new errors.ApplicationError(problem);
    const total: Reencrypted = { reencrypted: 0, current: 0, unreadable: 0 };
    for (const column of COLUMNS) {
      let after: string | null = null;
      do {
        const from: string | null = after;
        const { counts, last }: Page = await database.transaction((trx) => page(column, from, trx));
        total.reencrypted += counts.reencrypted;
        total.current += counts.current;
        total.unreadable += counts.unreadable;
        after = last;
      } while (after !== null);
    }
    return total;
  };
}
