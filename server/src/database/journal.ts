/** SQLite can write in two ways; Strapi leaves it with the slower one. Says so, and changes nothing. */
import { type Database as StrapiDatabase } from '@strapi/database';

/** @returns a sentence for the log; null where there is nothing to be gained */
export async function journalAdvice({
  dialect,
  connection,
}: Pick<StrapiDatabase, 'dialect' | 'connection'>): Promise<string | null> {
  if (dialect.client !== 'sqlite') return null;
  const [{ journal_mode: mode }]: { journal_mode: string }[] =
    await connection.raw('PRAGMA journal_mode');
  if (mode !== 'delete') return null;
  return 'This SQLite database keeps a rollback journal. With a write-ahead log instead (PRAGMA journal_mode = WAL) commits are cheaper, those of editors too: see "SQLite" in docs/scaling.md of strapi-plugin-destinations.';
}
